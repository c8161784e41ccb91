import { showStatusAnswer } from '../../usecases/status/show-status-answer.ts'
import type { Edge } from '../edge.ts'
import { onLook } from '../on-look.ts'
import { parsePageOf } from '../payloads/home.ts'
import { statusMessage } from '../views/status.ts'

/** *Look closer*, pages and the buttons that lead on, under an answer, in a form and in Home. */
export function okrCommandStatus(edge: Edge): void {
  const { db, clock, defaultZone } = edge

  onLook(edge, /^status:/, ({ actionId, value }, by) => {
    const isPage = actionId.startsWith('status:page-')
    const { page, typed } = isPage ? parsePageOf(value) : { page: 1, typed: value }
    const answer = showStatusAnswer(db, { typed, by }, clock.now(), defaultZone)
    return { title: 'How we stand', message: statusMessage(answer, { typed, page }) }
  })
}
