/** Asks for one file with the browser's own picker, which every door has; nothing where it was cancelled. `accept` as an input takes it. */
export const pickFile = async (accept: string): Promise<File | undefined> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
