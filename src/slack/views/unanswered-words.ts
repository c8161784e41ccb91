import { missedInWords } from '../../domain/cadence/preview.ts'
import { shortDate } from '../../domain/dates.ts'
import type { Unanswered } from '../../usecases/team-weeks/unanswered.ts'
import { dateFor, escape } from '../blocks/text.ts'

const day = '{date_short_pretty}'

/** `*Mike* — O1-KR1, O1-KR2: asked 12 Jan, no answer`; dates in each reader's own zone. */
export function unansweredLine(one: Unanswered): string {
  const whose = one.owner ? `*${escape(one.owner.name)}*` : '*Nobody*'
  return `${whose} — ${one.keyResultIds.join(', ')}: ${whatHappened(one)}`
}

export function whatHappened({ what, of, owner, staleSince, askedAgainBy }: Unanswered): string {
  switch (what.kind) {
    case 'asked': {
      const whom = what.onBehalfOf === null ? '' : ` (${escape(of?.name ?? '')}, who stands in)`
      const again = askedAgainBy ? `, asked again by ${escape(askedAgainBy)}` : ''
      const stale = staleSince ? `, *stale* since ${onDay(staleSince)}` : ''
      return `asked ${onDay(what.at)}${whom}, no answer${again}${stale}`
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

function onDay(at: Date): string {
  return dateFor(at, day, shortDate(at.toISOString().slice(0, 10)))
}
