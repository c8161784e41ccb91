import type { PersonId } from '../../domain/ids.ts'
import type { Settlement } from '../../durable/claim.ts'
import type { Clock } from '../../platform/clock.ts'
import { createLanes } from '../../platform/lanes.ts'
import type { Homes } from '../ports.ts'

/**
 * Shows somebody's Home as it is now. One after the other for each person, so that an older picture never lands on top
 * of a newer one. Returns what becomes of the job that called.
 */
export function createHomePublisher({
  homes,
  clock,
}: {
  homes: Homes
  clock: Clock
}): (personId: PersonId) => Promise<Settlement> {
  const inTurn = createLanes<PersonId>()

  async function publish(personId: PersonId): Promise<Settlement> {
    const outcome = await homes.publish(personId, clock.now())
    switch (outcome.kind) {
      case 'published':
        return { kind: 'done' }
      case 'rate-limited':
        return { kind: 'snooze', until: outcome.until }
      case 'refused':
        // It is published anew whenever it is opened: nothing is owed that somebody would miss.
        return { kind: 'done' }
      default:
        throw new Error(outcome.problem)
    }
  }

  return (personId) => inTurn(personId, () => publish(personId))
}
