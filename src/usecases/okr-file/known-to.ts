import type { Known } from '../../domain/okr-file/known.ts'
import type { Db } from '../../platform/db.ts'
import { listCycles } from '../../storage/cycles.ts'
import type { FileEntry } from '../../storage/file-entries.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { listKpis } from '../../storage/kpis.ts'
import { listObjectives } from '../../storage/objectives.ts'
import { listTeams } from '../../storage/teams.ts'

/** What is stored, for a file to name and to be matched with. */
export function knownTo(db: Db, entries: readonly FileEntry[]): Known {
  const lastTitles = new Map(entries.map(({ kind, key, definition }) => [`${kind}:${key}`, definition['title']]))
  const titles = (kind: string, id: string, title: string) => {
    const last = lastTitles.get(`${kind}:${id}`)
    return typeof last === 'string' && last !== title ? [title, last] : [title]
  }
  const teams = new Map(listTeams(db).map(({ id, name }) => [id, name]))
  const cycles = listCycles(db)
  return {
    teams: [...teams.values()],
    kpis: listKpis(db).map(({ id }) => id),
    objectives: cycles.flatMap((cycle) =>
      listObjectives(db, cycle.id).map(({ id, teamId, title, supports }) => {
        return {
          id,
          cycle: cycle.name,
          team: teams.get(teamId) ?? '',
          titles: titles('objective', id, title),
          supports,
        }
      }),
    ),
    keyResults: cycles.flatMap((cycle) =>
      listKeyResults(db, cycle.id).map(({ id, title }) => ({ id, titles: titles('key-result', id, title) })),
    ),
  }
}
