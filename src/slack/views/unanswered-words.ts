import { missedInWords } from '../../domain/cadence/preview.ts'
import { shortDate } from '../../domain/dates.ts'
import type { Unanswered } from '../../usecases/team-weeks/unanswered.ts'
import { escape } from '../blocks/text.ts'

/** `*Mike* — O1-KR1, O1-KR2: asked Mon 12 Jan, no answer`. */
export function unansweredLine(one: Unanswered): string {
  const whose = one.owner ? `*${escape(one.owner.name)}*` : '*Nobody*'
  return `${whose} — ${one.keyResultIds.join(', ')}: ${whatHappened(one)}`
}

function whatHappened({ what, of, owner, askedOn, staleSince, askedAgainBy }: Unanswered): string {
  switch (what.kind) {
    case 'asked': {
      const whom = what.onBehalfOf === null ? '' : ` (${escape(of?.name ?? 'somebody')} stands in)`
      const again = askedAgainBy ? `, asked again by ${escape(askedAgainBy)}` : ''
      const stale = staleSince ? `, *stale* since ${shortDate(staleSince)}` : ''
      return `asked ${askedOn ? shortDate(askedOn) : ''}${whom}, no answer${again}${stale}`
    }
    case 'sending':
      return 'being asked now'
    case 'undelivered':
      return `could not be asked: ${escape(what.problem)}`
    case 'missed':
      return `missed send: ${missedInWords(what.because)}`
    case 'paused':
      return 'paused'
    case 'owner-left':
      return `${escape(owner?.name ?? 'the owner')} has left, and nobody has taken over`
    case 'no-owner':
      return 'no owner'
    case 'skipped':
      return `skipped: ${escape(what.because)}`
    case 'not-asked':
      return 'not asked yet'
  }
}
