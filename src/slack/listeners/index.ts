import type { Edge } from '../edge.ts'
import { checkInButtons } from './check-in-buttons.ts'
import { checkInFormSent } from './check-in-form.ts'
import { homeOpened } from './home.ts'
import { okrCommand } from './okr-command.ts'
import { personChanged } from './person-changed.ts'

/** Everything Slack can tell us, each in a file of its own name. */
export function registerListeners(edge: Edge): void {
  for (const register of [checkInButtons, checkInFormSent, homeOpened, okrCommand, personChanged]) register(edge)
}
