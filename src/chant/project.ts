import { join } from 'node:path'
import type { ReadingCursor } from '../domain/chant-reading.ts'
import type { SpecId } from '../domain/specs.ts'
import { keepClone } from './clone.ts'
import { readContents } from './content.ts'
import { listContextFiles, standingIn } from './context-files.ts'
import { lastRejection } from './discussion.ts'
import type { GitPlace } from './git.ts'
import { readRepository } from './reading.ts'
import { readReportFiles } from './report-files.ts'
import { type ChantRepository, isUrl, openRepository } from './repository.ts'

export interface ChantProjectOptions {
  name: string
  /** A checkout's folder, a bare repository, or a URL, of which a clone is kept. */
  where: string
  /** Where that clone is kept. */
  clones: string
  environment: GitPlace['environment']
}

/**
 * A chant project as it is read. It is opened anew for every look, since it may have come back, or be another one; what
 * belongs to the same look goes by what was opened then.
 */
export function chantProject({ name, where, clones, environment }: ChantProjectOptions) {
  const folder = isUrl(where) ? join(clones, `${name}.git`) : where
  const open = () => openRepository(folder, { name, environment })
  let looking: Promise<ChantRepository> | null = null
  const opened = () => looking ?? open()
  return {
    name,
    async read(cursor: ReadingCursor | null, take: Parameters<typeof readRepository>[2]) {
      looking = null
      if (isUrl(where)) await keepClone({ name, url: where, folder }, environment)
      const repository = open()
      const reading = await readRepository(await repository, cursor, take)
      looking = repository
      return reading
    },
    readReports: async (paths: readonly string[]) => readReportFiles(await opened(), paths),
    /** Specs with what they were to write, and why they were rejected last. */
    async readContents(ids: readonly SpecId[]) {
      const found = await readContents(await opened(), ids)
      const entries = [...found].map(([id, one]) => {
        const rejection = lastRejection(one.body, one.spec.approval?.by ?? null)
        return [id, { ...one, rejection }] as const
      })
      return new Map(entries)
    },
    listContext: async () => listContextFiles(await open()),
    standing: async (paths: readonly string[]) => standingIn(await open(), paths),
  }
}
