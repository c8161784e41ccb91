import type { PersonId } from '../../domain/ids.ts'
import { showActivity } from '../../usecases/show-activity.ts'
import type { Answer } from '../answer.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import type { Typed } from '../payloads/commands.ts'
import { activityMessage, activityModal } from '../views/activity.ts'
import { sentenceMessage } from '../views/sentence.ts'

/** What *Show all* asks again for. */
const everything = 'all'

/** *Show all* of an activity answer. */
export function activityButtons(edge: Edge): void {
  onPress(edge, 'activity:all', ({ value }, by) => {
    const typed = value === everything ? '' : value
    const outcome = showActivity(edge.db, { typed, by }, edge.clock.now(), edge.defaultZone)
    return outcome.kind === 'activity' ? { kind: 'form', view: activityModal(outcome.shown) } : outcome
  })
}

/** `/okr activity [label | spec] [since]`. */
export function answerActivity({ db, clock, defaultZone }: Edge, { rest }: Typed, by: PersonId): Answer {
  const outcome = showActivity(db, { typed: rest, by }, clock.now(), defaultZone)
  return { message: outcome.kind === 'activity' ? activityMessage(outcome.shown) : sentenceMessage(outcome.why) }
}
