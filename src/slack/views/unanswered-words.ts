import { missedInWords } from '../../domain/cadence/preview.ts'
import { shortDate } from '../../domain/dates.ts'
import type { Unanswered } from '../../usecases/team-weeks/unanswered.ts'
import { clip, escape } from '../blocks/text.ts'

/** `*Mike* — O1-KR1, O1-KR2: asked Mon 12 Jan, no answer`. */
export function unansweredLine(one: Unanswered): string {
  const whose = one.owner ? `*${name(one.owner.name)}*` : '*Nobody*'
  return `${whose} — ${clip(one.keyResultIds.join(', '), 400)}: ${whatHappened(one)}`
}

function whatHappened({ what, of, owner, askedOn, staleSince, askedAgainBy }: Unanswered): string {
  switch (what.kind) {
    case 'asked': {
      const whom = what.onBehalfOf === null ? '' : ` (${name(of?.name ?? 'somebody')} stands in)`
      const again = askedAgainBy ? `, asked again by ${name(askedAgainBy)}` : ''
      const stale = staleSince ? `, *stale* since ${shortDate(staleSince)}` : ''
      return `asked ${askedOn ? shortDate(askedOn) : ''}${whom}, no answer${again}${stale}`
    }
    case 'sending':
      return 'being asked now'
    case 'undelivered':
      return `could not be asked: ${escape(clip(what.problem, 200))}`
    case 'missed':
      return `missed send: ${missedInWords(what.because)}`
    case 'paused':
      return 'paused'
    case 'owner-left':
      return `${name(owner?.name ?? 'the owner')} has left, and nobody has taken over`
    case 'no-owner':
      return 'no owner'
    case 'skipped':
      return `skipped: ${escape(clip(what.because, 200))}`
    case 'not-asked':
      return 'not asked yet'
  }
}

function name(text: string): string {
  return escape(clip(text, 60))
}
