import { z } from 'zod'
import type { ExportRequest, ExportRun } from '../../contract/payloads.ts'
import { FormatId, LossLine } from '../../contract/payloads.ts'
import type { Db } from './database.ts'

interface Row {
  readonly id: string
  readonly at: number
  readonly by: string
  readonly format: string
  readonly destination: string
  readonly items: number
  readonly files: number
  readonly sha256: string
  readonly report: string
}

const COLUMNS = 'id, at, by, format, destination, items, files, sha256, report'
const Report = z.array(LossLine)

export interface ExportsTable {
  /** Keeps a run that has put its files in place, with the request that made it. */
  insert(run: ExportRun, request: ExportRequest): void
  /** Newest first. */
  list(): ExportRun[]
}

/** The queries of exports, over an open database. */
export function createExportsTable(db: Db): ExportsTable {
  const insert = db.prepare<[Row & { readonly request: string }]>(
    `INSERT INTO exports (${COLUMNS}, request)
     VALUES (@id, @at, @by, @format, @destination, @items, @files, @sha256, @report, @request)`,
  )
  const list = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM exports ORDER BY at DESC, id DESC`)
  return {
    insert: (run, request) => {
      insert.run({ ...run, report: JSON.stringify(run.report), request: JSON.stringify(request) })
    },
    list: () =>
      list.all().map((row) => ({
        ...row,
        format: FormatId.parse(row.format),
        report: Report.parse(JSON.parse(row.report)),
      })),
  }
}
