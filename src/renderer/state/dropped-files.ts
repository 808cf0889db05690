/** A file on its way in, with the folder-relative path people know it by. */
export interface IncomingFile {
  readonly name: string
  readonly file: File
}

const readFile = async (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

/** A folder is read in portions; an empty portion is its end. */
async function readFolder(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (portion.length === 0) return all
    all.push(...portion)
  }
}

async function walk(entry: FileSystemEntry, found: IncomingFile[]): Promise<void> {
  if (entry.name.startsWith('.')) return
  if (entry.isFile) {
    found.push({ name: entry.fullPath.replace(/^\//, ''), file: await readFile(entry as FileSystemFileEntry) })
    return
  }
  const inside = await readFolder(entry as FileSystemDirectoryEntry)
  for (const one of inside.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))) await walk(one, found)
}

/** Every file of a drop, those in folders too. Must be called before the drop's event handler returns. */
export async function droppedFiles(transfer: DataTransfer): Promise<IncomingFile[]> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null)
  if (entries.length === 0) return [...transfer.files].map((file) => ({ name: file.name, file }))
  const found: IncomingFile[] = []
  for (const entry of entries) await walk(entry, found)
  return found
}

/** Files chosen in a picker; those of a folder carry their path. */
export const pickedFiles = (files: Iterable<File>): IncomingFile[] =>
  [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }))
