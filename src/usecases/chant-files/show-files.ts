import type { Db } from '../../platform/db.ts'
import { type ChantFiles, findChantFiles } from '../../storage/approvals/chant-files.ts'

/** Files that are being committed for somebody, as the message to them shows it. */
export interface FilesShown {
  id: number
  kind: ChantFiles['kind']
  repository: string
  title: string
  specId: string | null
  paths: readonly string[]
  state: ChantFiles['state']
  problem: string | null
  commit: string | null
}

export function showFiles(db: Db, id: number): FilesShown {
  const order = findChantFiles(db, id)
  if (!order) throw new Error(`no chant files ${id}`)
  const { kind, repository, title, specId, files, state, problem, commit } = order
  return { id, kind, repository, title, specId, paths: files.map(({ path }) => path), state, problem, commit }
}
