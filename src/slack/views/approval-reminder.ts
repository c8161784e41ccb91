import type { ApprovalReminderShown } from '../../usecases/approvals/shown.ts'
import { actions, context, linkButton, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'
import { readButton } from './approval-buttons.ts'
import { listed, named, since, specCode, whatIsDecided } from './approval-words.ts'

/** Tells somebody that a decision of theirs is waited for: what it is, where, and what happens if nobody decides. */
export function approvalReminderMessage(shown: ApprovalReminderShown): Message {
  const { approvalId, version, title, kind, link } = shown
  return messageOf([
    section(openingOf(shown)),
    section(`*${escape(clip(title, 300))}*\n${whatIsDecided({ ...shown, round: 1 })}  ${specCode(shown.specId)}`),
    ...votesIn(shown).map((line) => section(line)),
    actions(
      `approval-reminder:${approvalId}`,
      ...(link ? [linkButton('Decide', link, { style: 'primary', label: `Decide: ${clip(title, 60)}` })] : []),
      readButton({ id: approvalId, version, title, kind }),
    ),
    context(footer(shown)),
  ])
}

function openingOf({ number, kind, waits }: ApprovalReminderShown): string {
  if (number === 0) return `*${kind === 'finding' ? 'Findings wait' : 'Work waits'} for your decision.*`
  const what = kind === 'finding' ? 'Findings have' : 'Work has'
  const last = number === 2 ? ' This is the last reminder.' : ''
  return `*${what} waited for your decision for ${escape(clip(waits, 40))}.*${last}`
}

function votesIn({ votes, quorum }: ApprovalReminderShown): string[] {
  if (quorum < 2) return []
  const who = votes.length > 0 ? `: ${listed(votes.map(named), 'and')}` : ''
  return [`✓ ${votes.length} of ${quorum} approvals${who}. Yours counts, too.`]
}

function footer({ number, kind, because, expiresAt, link }: ApprovalReminderShown): string {
  const reading = kind === 'finding' ? 'Read findings' : 'Read the spec'
  const where = link === null ? ` The buttons to decide with are under *${reading}*.` : ''
  const until = expiresAt
    ? ` ${since('It expires', expiresAt)}, and then stays undecided: it is never approved by itself.`
    : ' It waits until somebody decides.'
  const next = [' At most two more like this.', ' At most one more like this.', ''][number]
  return `You get this because you can decide on it (${escape(clip(because, 300))}; \`approvals\` in the OKR file says who).${until}${next}${where}`
}
