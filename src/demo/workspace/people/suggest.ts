import { Problem } from '../../../domain/problem.ts'
import type { Json, Person } from '../state/model.ts'
import type { World } from '../world.ts'
import { suggestionPayload } from './payloads.ts'
import { elementIn, type Place } from './targets.ts'

/** Asks the app what it offers in an external menu: `options` or `option_groups`, as it answered. */
export async function askOptions(
  world: World,
  person: Person,
  place: Place,
  what: { block_id: string; action_id: string },
  value: string,
): Promise<Json> {
  elementIn(place, what)
  const acknowledgement = await world.deliveries.send(
    'interactive',
    suggestionPayload(world, person, place, what, value),
  )
  if (!acknowledgement.ok) throw new Problem('The app did not say what there is to choose from.')
  const { options, option_groups } = acknowledgement.payload ?? {}
  return option_groups ? { option_groups } : { options: options ?? [] }
}
