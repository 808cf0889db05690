/*
 * Names of images come from strangers. What is written must be a plain file name on every system: no folder, no control or
 * direction-changing character, nothing that Windows reserves or strips, and short enough for any file system.
 */
/* oxlint-disable-next-line no-control-regex -- these are the characters to take out */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
/** UTF-8 bytes of a name without its extension; file systems allow 255 with it and a number. */
const LONGEST = 200

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

function shortened(name: string): string {
  let bytes = 0
  let kept = ''
  for (const character of name) {
    bytes += utf8Length(character)
    if (bytes > LONGEST) break
    kept += character
  }
  return kept
}

/** The last part of a path as a safe name, without the extension of an image. */
export function safeStem(path: string): string {
  const last = path.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const stem = last.replace(/\.(?:jpe?g|png|webp|gif|bmp)$/i, '').replace(UNSAFE, '_')
  const name = shortened(stem.trim()).replace(/[. ]+$/, '')
  if (name === '') return 'image'
  return RESERVED.test(name) || name.startsWith('.') ? `_${name}` : name
}

/** Names with the same key are one file on some system. */
const key = (name: string): string => name.toLowerCase().normalize('NFC')

/** Hands out safe names that are unique whatever the case, the later ones numbered: `photo.json`, `photo-2.json`. */
export function createNamer(): (path: string, extension: string) => string {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return (path, extension) => {
    const stem = safeStem(path)
    const series = key(`${stem}.${extension}`)
    let number = next.get(series) ?? 1
    let name: string
    do {
      name = number === 1 ? `${stem}.${extension}` : `${stem}-${number}.${extension}`
      number += 1
    } while (taken.has(key(name)))
    next.set(series, number)
    taken.add(key(name))
    return name
  }
}
