import { learnKnownPerson } from '../../usecases/know-people.ts'
import type { Edge } from '../edge.ts'
import { parseUserChange } from '../payloads/people.ts'

/** Somebody moved, was renamed or left: taken over when it is somebody we know. */
export function personChanged(edge: Edge): void {
  edge.app.event('user_change', async ({ event }) => {
    const said = parseUserChange(event, edge.teamId())
    if (said) learnKnownPerson(edge.db, said, edge.clock.now())
  })
}
