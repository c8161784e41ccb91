import type { PersonId } from '../../domain/ids.ts'
import { sameAsLastTime } from '../../usecases/check-ins/same-as-last-time.ts'
import { type FormStart, showCheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { showSkipForm } from '../../usecases/check-ins/show-skip-form.ts'
import { showValueForm } from '../../usecases/check-ins/show-value-form.ts'
import { withdrawHandOver } from '../../usecases/hand-overs/offer-hand-over.ts'
import { showHandOverForm } from '../../usecases/hand-overs/show-hand-over-form.ts'
import type { Edge } from '../edge.ts'
import { onPress, type PressOutcome } from '../on-press.ts'
import { type ItemId, type MenuChoice, parseMenuChoice } from '../payloads/check-in.ts'
import type { Received } from '../receiving.ts'
import { checkInForm } from '../views/check-in-form.ts'
import { checkInHandOverForm } from '../views/check-in-hand-over-form.ts'
import { checkInSkipForm } from '../views/check-in-skip-form.ts'
import { checkInValueForm } from '../views/check-in-value-form.ts'

/** The menu beside each key result of the weekly message. */
export function checkInMenu(edge: Edge): void {
  onPress(edge, 'check-in:menu', (pressed, by, received) => {
    const { choice, ...item } = parseMenuChoice(pressed)
    return choices[choice](edge, { ...item, by }, received)
  })
}

type Choice = (edge: Edge, asked: ItemId & { by: PersonId }, received: Received) => PressOutcome

const choices: Record<MenuChoice, Choice> = {
  same(edge, asked, { inboxKey, receivedAt: saidAt }) {
    const outcome = sameAsLastTime(edge.db, { ...asked, saidAt, inboxKey }, edge.clock.now(), edge.defaultZone)
    return outcome.kind === 'needs-form' ? answerForm(edge, asked, outcome.confidence) : outcome
  },
  value(edge, asked) {
    const shown = showValueForm(edge.db, asked, edge.clock.now(), edge.defaultZone)
    return shown.kind === 'form' ? { kind: 'form', view: checkInValueForm(shown.form) } : shown
  },
  skip(edge, asked) {
    const shown = showSkipForm(edge.db, asked, edge.clock.now())
    return shown.kind === 'form' ? { kind: 'form', view: checkInSkipForm(shown.form) } : shown
  },
  'hand-over'(edge, asked) {
    const shown = showHandOverForm(edge.db, asked, edge.clock.now())
    return shown.kind === 'form' ? { kind: 'form', view: checkInHandOverForm(shown.form) } : shown
  },
  keep: (edge, asked, { inboxKey }) => withdrawHandOver(edge.db, { ...asked, inboxKey }, edge.clock.now()),
}

function answerForm(edge: Edge, asked: ItemId & { by: PersonId }, start: FormStart): PressOutcome {
  const shown = showCheckInForm(edge.db, { ...asked, start }, edge.clock.now(), edge.defaultZone)
  return shown.kind === 'form' ? { kind: 'form', view: checkInForm(shown.form) } : shown
}
