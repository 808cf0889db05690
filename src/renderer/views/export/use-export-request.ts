import { useEffect, useMemo, useState } from 'react'
import type { ExportPreview, ExportRequest, FormatId } from '../../../contract/payloads.ts'
import { client } from '../../host.ts'
import { queueFilter } from '../../state/queue.ts'

export type Format = Awaited<ReturnType<(typeof client)['exports.formats']>>[number]

export type ItemChoice = 'reviewed' | 'shown' | 'answered' | 'all'

/** What the dialog asks for, field by field. */
export interface ExportChoices {
  readonly format: FormatId
  readonly items: ItemChoice
  /** `truth`, or the id of a solver. */
  readonly points: string
  readonly images: 'none' | 'copy'
  readonly overlays: boolean
  readonly container: 'folder' | 'zip'
  /** Pixels. */
  readonly boxRadius: number
}

const filters: Record<ItemChoice, () => NonNullable<(typeof ExportRequest)['_input']['filter']>> = {
  reviewed: () => ({ state: 'reviewed' }),
  shown: () => queueFilter(),
  answered: () => ({ answered: true }),
  all: () => ({}),
}

/** The contract's request for what was chosen. */
export const requestOf = (choices: ExportChoices): (typeof ExportRequest)['_output'] => ({
  format: choices.format,
  filter: filters[choices.items](),
  points: choices.points === 'truth' ? { of: 'truth' } : { of: 'solver', solverId: choices.points },
  images: choices.images,
  overlays: choices.overlays,
  container: choices.container,
  boxRadius: choices.boxRadius,
  amongOthers: false,
})

const PAUSE_MS = 150

interface ReadPreview {
  readonly preview: ExportPreview | undefined
  readonly error: string | undefined
  /** Whether it tells of earlier choices, because the new ones are still being read. */
  readonly isStale: boolean
}

async function readPreview(request: (typeof ExportRequest)['_output']): Promise<Omit<ReadPreview, 'isStale'>> {
  try {
    return { preview: await client['exports.preview'](request), error: undefined }
  } catch (error) {
    return { preview: undefined, error: error instanceof Error ? error.message : String(error) }
  }
}

/** What an export as chosen would write; read again whenever the choices change. */
export function usePreview(choices: ExportChoices): ReadPreview {
  const request = useMemo(() => requestOf(choices), [choices])
  const [read, setRead] = useState<Omit<ReadPreview, 'isStale'> & { of?: typeof request }>({
    preview: undefined,
    error: undefined,
  })
  useEffect(() => {
    let isWanted = true
    const load = async (): Promise<void> => {
      const found = await readPreview(request)
      if (isWanted) setRead({ ...found, of: request })
    }
    const timer = setTimeout(() => void load(), PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [request])
  return { preview: read.preview, error: read.error, isStale: read.of !== request }
}

/** Where an export of this kind would go, until the reviewer says otherwise. */
export function useSuggestedDestination(format: FormatId, container: 'folder' | 'zip'): string {
  const [path, setPath] = useState('')
  useEffect(() => {
    let isWanted = true
    const load = async (): Promise<void> => {
      // Without a suggestion the field is empty, and a path must be typed.
      const suggested = await client['exports.suggestDestination']({ format, container }).catch(() => ({ path: '' }))
      if (isWanted) setPath(suggested.path)
    }
    void load()
    return () => {
      isWanted = false
    }
  }, [format, container])
  return path
}

/** The formats there are; empty until they are read. */
export function useFormats(): { formats: readonly Format[]; error: string | undefined } {
  const [read, setRead] = useState<{ formats: readonly Format[]; error: string | undefined }>({
    formats: [],
    error: undefined,
  })
  useEffect(() => {
    const load = async (): Promise<void> => {
      try {
        setRead({ formats: await client['exports.formats']({}), error: undefined })
      } catch (error) {
        setRead({ formats: [], error: error instanceof Error ? error.message : String(error) })
      }
    }
    void load()
  }, [])
  return read
}
