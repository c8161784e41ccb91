import type { LocalDate } from '../local-time.ts'
import { type Cycle, dueOf, type KeyResult } from '../objectives.ts'
import type { TeamCalendar } from './calendar.ts'

const day = 86_400_000

/**
 * Whether a key result is checked in with its team in the week of this ask, whoever owns it: the ask day lies in its
 * cycle and not after its due date, the cycle is open then, and the team has started (without `starts`: 24 h after its
 * import). Days off, skips and hand-overs are another question.
 */
export function runsIn(
  { keyResult, cycle }: { keyResult: Pick<KeyResult, 'due'>; cycle: Cycle },
  team: TeamCalendar,
  { askOn, askAt }: { askOn: LocalDate; askAt: Date },
): boolean {
  if (askOn < cycle.starts || askOn > dueOf(keyResult, cycle)) return false
  if (team.starts !== null && askOn < team.starts) return false
  const notBefore = team.importedAt.getTime() + (team.starts === null ? day : 0)
  return askAt.getTime() >= notBefore && (cycle.closedAt === null || askAt < cycle.closedAt)
}
