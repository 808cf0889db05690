/** Fields of a task in which exports keep the picture, likeliest first. */
const FIELDS = ['image', 'img', 'image_url', 'url', 'file_name']
const PICTURE = /\.(?:jpe?g|png|webp|gif|bmp|tiff?|avif)$/i
/** What Label Studio puts before the name of a file that was uploaded. */
const UPLOADED = /^[0-9a-f]{8}-/

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // A name with a stray percent sign is not encoded.
    if (error instanceof URIError) return text
    throw error
  }
}

/** The path in an address: that of local files stands in `?d=`, others before the question mark, without scheme and host. */
function pathOf(address: string): string {
  const local = /[?&]d=([^&]*)/.exec(address)?.[1]
  const path = local ?? address.replace(/[?#].*$/s, '').replace(/^[a-z0-9+.-]+:\/\/[^/]*\//i, '')
  return decoded(path).replace(/^\/+/, '')
}

/** What the picture of a task may be called here, likeliest first. Data URIs have no name. */
export function imageNames(data: Readonly<Record<string, unknown>>): string[] {
  const texts = [...FIELDS.map((field) => data[field]), ...Object.values(data)].filter(
    (value) => typeof value === 'string',
  )
  const known = FIELDS.some((field) => typeof data[field] === 'string')
  const address = texts.find((text) => !text.startsWith('data:') && (known || PICTURE.test(pathOf(text))))
  if (address === undefined) return []
  const path = pathOf(address)
  const name = path.split('/').at(-1) ?? path
  return [path, ...(UPLOADED.test(name) ? [name.replace(UPLOADED, '')] : [])]
}
