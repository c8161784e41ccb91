import { showCheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { answerAfterAll } from '../../usecases/check-ins/skip-check-in.ts'
import { submitCheckIn } from '../../usecases/check-ins/submit-check-in.ts'
import { turnPage } from '../../usecases/check-ins/turn-page.ts'
import { undoCheckIn } from '../../usecases/check-ins/undo-check-in.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { parseItemId, parsePage } from '../payloads/check-in.ts'
import { checkInForm } from '../views/check-in-form.ts'

const onTrack = {
  confidence: 2,
  evidence: null,
  note: null,
  risk: null,
  nextAction: null,
  test: { next: null, result: null, verdict: null },
} as const

/** The buttons of the weekly message. *On track* saves at once; *At risk*, *Off track* and *Change* open a form. */
export function checkInButtons(edge: Edge): void {
  const { db, clock, defaultZone } = edge
  const form = {
    'check-in:at-risk': 1,
    'check-in:off-track': 0,
    'check-in:add-note': 2,
    'check-in:change': 'answered',
  } as const

  onPress(edge, 'check-in:on-track', (pressed, by, received) => {
    const said = { by, saidAt: received.receivedAt, inboxKey: received.inboxKey }
    const submission = { ...parseItemId(pressed.value), ...said, via: 'button', answer: onTrack } as const
    return submitCheckIn(db, submission, clock.now(), defaultZone)
  })

  for (const [actionId, start] of Object.entries(form)) {
    onPress(edge, actionId, (pressed, by) => {
      const shown = showCheckInForm(db, { ...parseItemId(pressed.value), start, by }, clock.now(), defaultZone)
      return shown.kind === 'form' ? { kind: 'form', view: checkInForm(shown.form) } : shown
    })
  }

  onPress(edge, 'check-in:undo', (pressed, by, received) => {
    const said = { by, saidAt: received.receivedAt, inboxKey: received.inboxKey }
    return undoCheckIn(db, { ...parseItemId(pressed.value), ...said }, clock.now(), defaultZone)
  })

  onPress(edge, 'check-in:after-all', (pressed, by, { inboxKey }) =>
    answerAfterAll(db, { ...parseItemId(pressed.value), by, inboxKey }, clock.now()),
  )

  for (const actionId of ['check-in:previous-page', 'check-in:next-page']) {
    onPress(edge, actionId, (pressed, by, { inboxKey }) =>
      turnPage(db, { ...parsePage(pressed.value), by, inboxKey }, clock.now()),
    )
  }
}
