import { requestForKeyResult } from '../../usecases/check-ins/open-check-in.ts'
import { showCheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { openHome } from '../../usecases/home/open-home.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { parseHomeOpened } from '../payloads/home.ts'
import { checkInForm } from '../views/check-in-form.ts'

/** Somebody opens Home, and what they press there first: *Check in*, and links to messages. */
export function homeOpened(edge: Edge): void {
  const { app, db, clock, defaultZone } = edge

  app.event('app_home_opened', async ({ event, context }) => {
    const opened = parseHomeOpened(event)
    if (opened.tab !== 'home') return
    const { id: by } = await whoIs(edge, opened.user)
    openHome(db, { by, inboxKey: receivedIn(context).inboxKey }, clock.now())
  })

  onPress(edge, 'check-in:open', ({ value: keyResultId }, by) => {
    const now = clock.now()
    const found = requestForKeyResult(db, { by, keyResultId }, now, defaultZone)
    if (found.kind === 'refused') return found
    const asked = { requestId: found.requestId, keyResultId, by, start: 'choose' } as const
    const shown = showCheckInForm(db, asked, now, defaultZone)
    return shown.kind === 'form' ? { kind: 'form', view: checkInForm(shown.form) } : shown
  })

  // Slack tells of a press on a link too, and shows a warning unless somebody has heard.
  app.action('link', async ({ ack }) => ack())
}
