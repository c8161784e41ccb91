import type { KnownBlock } from '@slack/types'
import type { ApprovalShown, DecisionShown } from '../../usecases/approvals/shown.ts'
import { section } from '../blocks/blocks.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { called, goneLine, listed, named, quoteBlock, specCode, whatOf, whenIn } from './approval-words.ts'

/** What is asked, or what was decided by whom and why: the first thing that is read of an approval. */
export function openingBlocks(shown: ApprovalShown): KnownBlock[] {
  const { title, next } = shown
  const [first = '', ...rest] = openingLines(shown)
  const name = `*${escape(clip(title, 300))}*${shown.round > 1 ? `  ·  round ${shown.round}` : ''}`
  const lines = [first, name, ...rest]
  const onwards =
    next === null
      ? []
      : [section(`It goes on in ${next.link ? link(next.link, `round ${next.round}`) : `round ${next.round}`}.`)]
  return [section(lines.join('\n')), ...reasonOf(shown), ...nextLine(shown), ...onwards]
}

/** How something stands that is not open any more, in a line: what was decided by whom, or why nothing was. */
export function outcomeLine(shown: ApprovalShown): string {
  return openingLines(shown).join('\n')
}

/** The first is a sentence that stands by itself. */
function openingLines(shown: ApprovalShown): string[] {
  const { standing, decision, kind } = shown
  switch (standing) {
    case 'open':
      return [questionTo(shown), ...votesIn(shown)]
    case 'deciding':
      return [
        `⏳ *${decision ? doing(decision, kind) : 'Somebody has decided'}:* it is being written to chant …`,
        ...(decision?.problem ? [`⚠️ ${escape(clip(decision.problem, 800))} It is tried again by itself.`] : []),
      ]
    case 'stuck':
      return [
        `⚠️ *${decision ? doing(decision, kind) : 'Somebody decides'}, but chant does not have it yet.*`,
        decision?.problem ? escape(clip(decision.problem, 800)) : 'It could not be written.',
        'Nothing counts before chant has it: try again, or take it back.',
      ]
    case 'approved':
      return [
        `✅ *${decision ? done(shown, decision) : 'Approved'}*${decision ? facts(decision) : '.'}`,
        ...remarkOn(decision),
      ]
    case 'rejected':
      return [
        `❌ *${decision ? done(shown, decision) : 'Rejected'}*${decision ? facts(decision) : '.'}`,
        ...remarkOn(decision),
      ]
    case 'expired':
      return ['⌛ *Nobody decided in time, so this has expired.* It is not approved, and chant was told nothing.']
    case 'gone':
      return [goneLine(shown.closedBecause)]
  }
}

/** What else there is to know about how it was written: it is not pushed, a file that chant left was removed. */
function remarkOn(decision: DecisionShown | null): string[] {
  return decision?.problem ? [`⚠️ ${escape(clip(decision.problem, 800))}`] : []
}

/** `@Sarah, do you approve these findings?` */
function questionTo({ kind, who }: ApprovalShown): string {
  const asked = [...who.approvers, ...(who.isFallbackNeeded ? who.fallback : [])].map(called)
  const question = kind === 'finding' ? 'do you approve these findings?' : 'may chant go on with this work?'
  const whom = listed(asked, who.quorum > 1 ? 'and' : 'or')
  return whom === '' ? `*D${question.slice(1)}*` : `${whom}: *${question}*`
}

/** `1 of 2 approvals: Mike. One more is needed.` */
function votesIn({ who: { quorum }, votes }: ApprovalShown): string[] {
  if (quorum < 2) return []
  const left = quorum - votes.length
  if (votes.length === 0) return [`${quorum} of them have to approve; one rejection is enough.`]
  // Fewer have to than when they approved: somebody left, or the rule was changed.
  const enough = 'That is enough now: whoever of them presses Approve again completes it'
  const needed = left < 1 ? enough : left === 1 ? 'One more is needed' : `${left} more are needed`
  return [
    `✓ ${votes.length} of ${quorum} approvals: ${listed(votes.map(named), 'and')}. ${needed}; one rejection is enough.`,
  ]
}

/** `Sarah approves these findings` */
function doing({ kind, verdict, byName }: DecisionShown, of: ApprovalShown['kind']): string {
  const who = named(byName)
  if (kind === 'withdrawal') return `${who} withdraws the ${verdict === 'approved' ? 'rejection' : 'approval'}`
  return `${who} ${verdict === 'approved' ? 'approves' : 'rejects'} ${whatOf(of)}`
}

/** `Sarah and Mike approved these findings` */
function done({ kind: of, votes }: ApprovalShown, { kind, verdict, byName }: DecisionShown): string {
  if (kind === 'withdrawal') {
    const was = verdict === 'approved' ? 'rejection' : 'approval'
    return `${named(byName)} withdrew the ${was}: ${whatOf(of)} ${of === 'finding' ? 'are' : 'is'} ${verdict}`
  }
  if (verdict === 'rejected') {
    const late = kind === 'second-thought' ? ', which had changed since they were approved' : ''
    return `${named(byName)} rejected ${whatOf(of)}${late}`
  }
  return `${listed([...votes, byName].map(named), 'and')} approved ${whatOf(of)}`
}

/** ` (yesterday at 14:15), outside Slack. In git: a1b2c3d.` */
function facts({ at, isOutside, commit }: DecisionShown): string {
  const where = isOutside ? ', outside Slack' : ''
  return `${whenIn(at)}${where}.${commit === null ? '' : ` In git: ${specCode(commit.slice(0, 7))}.`}`
}

function reasonOf({ standing, decision }: ApprovalShown): KnownBlock[] {
  const isTold = standing === 'rejected' || standing === 'deciding' || standing === 'stuck' || standing === 'approved'
  return isTold && decision?.reason ? [quoteBlock(decision.reason)] : []
}

function nextLine(shown: ApprovalShown): KnownBlock[] {
  const words = whatNext(shown)
  return words === null ? [] : [section(words)]
}

/** What happens next, where the buttons do not say it. */
function whatNext({ standing, kind, next, hasChangedSince, wantsDriver, drivers }: ApprovalShown): string | null {
  if (hasChangedSince) {
    const what = kind === 'finding' ? 'The findings have' : 'This work has'
    return `⚠️ *${what} changed since the approval.* What changed is in the thread. Does the approval still stand?`
  }
  if (standing === 'approved' && wantsDriver) {
    return 'Next: a driver spec with the interventions as its members, for you to edit before agents begin.'
  }
  if (standing === 'approved' && kind === 'release' && drivers.length === 0) return 'chant may go on with it now.'
  if (standing === 'rejected' && next === null) {
    return `When the ${kind === 'finding' ? 'research is revised' : 'spec is changed'}, a new round opens here.`
  }
  if (standing === 'expired' && next === null) {
    return `When the ${kind === 'finding' ? 'findings change' : 'spec changes'}, a new round opens here.`
  }
  return null
}
