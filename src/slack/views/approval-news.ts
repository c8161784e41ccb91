import type { KnownBlock } from '@slack/types'
import type { ActivityKind } from '../../domain/activity.ts'
import type { DecisionShown, NewsShown } from '../../usecases/approvals/shown.ts'
import { context, section } from '../blocks/blocks.ts'
import { andMore, lineSections, messageOf } from '../blocks/fit.ts'
import { markdownBlocks } from '../blocks/markdown.ts'
import { paged } from '../blocks/markdown-pages.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { changedBlocks } from './approval-changes.ts'
import { called, driverLine, goneLine, listed, named, quoteBlock, specCode } from './approval-words.ts'

/** One thing told in an approval's thread. */
export function approvalNewsMessage(news: NewsShown): Message {
  return messageOf(blocksOf(news))
}

function blocksOf(news: NewsShown): KnownBlock[] {
  switch (news.kind) {
    case 'findings':
      return findingsBlocks(news)
    case 'question':
      return questionBlocks(news)
    case 'changed':
      return changedBlocks(news)
    case 'still-fine':
      return [
        section(`✓ *${named(news.byName)} says that the approval still stands.* What changed is fine.`),
        ...(news.note ? [quoteBlock(news.note)] : []),
      ]
    case 'decided':
      return decidedBlocks(news)
    case 'void':
      return voidBlocks(news)
    case 'vote':
      return [section(voteLine(news))]
    case 'expired':
      return [
        section(
          `⌛ *Nobody decided in time: ${escape(clip(news.title, 200))}.* It is not approved. When it changes, a new round opens.`,
        ),
      ]
    case 'gone':
      return [section(goneLine(news.why))]
    case 'next-round':
      return [section(nextRoundLine(news))]
    case 'driver':
      return [
        section(
          `*Work on this has a driver spec now.* Edit it in git; agents begin when you start it.\n${driverLine(news.driver)}`,
        ),
      ]
    case 'work':
      return workBlocks(news)
  }
}

function findingsBlocks({ title, markdown, part, parts }: Extract<NewsShown, { kind: 'findings' }>): KnownBlock[] {
  const where = parts > 1 ? ` · ${part} of ${parts}` : ''
  return [section(`The whole text: *${escape(clip(title, 200))}*${where}`), ...wholeText(markdown)]
}

/** Tables as Slack's where one is enough. What one message does not take is said. */
function wholeText(markdown: string): KnownBlock[] {
  for (const tables of ['blocks', 'text'] as const) {
    const pages = paged(markdownBlocks(markdown, { tables }))
    if (pages.length < 2) return pages.flat()
  }
  const [first = []] = paged(markdownBlocks(markdown))
  return [...first, context('The rest of this part is too large for one message: it is under *Read findings* above.')]
}

function questionBlocks({ byName, text, asks }: Extract<NewsShown, { kind: 'question' }>): KnownBlock[] {
  const whom = asks.map(({ name, slackId }) => called({ name, slackId, groupId: null }))
  const to = whom.length > 0 ? `${listed(whom, 'and')}: ` : ''
  return [
    section(`${to}*${named(byName)} asks before deciding:*`),
    quoteBlock(text),
    context('Answer here, in this thread. Nothing is decided yet; what is said here is kept for the agent.'),
  ]
}

function decidedBlocks({ decision, title }: Extract<NewsShown, { kind: 'decided' }>): KnownBlock[] {
  const { verdict, reason } = decision
  const mark = verdict === 'approved' ? '✅' : '❌'
  const next =
    verdict === 'approved'
      ? ''
      : `${reason ? ' The reason goes to the agent.' : ''} When this has been revised, a new round opens.`
  const outside = decision.isOutside ? ' It was done outside Slack.' : ''
  return [
    section(`${mark} *${doneBy(decision)}: ${escape(clip(title, 200))}.*${outside} chant has recorded it.${next}`),
    ...(reason ? [quoteBlock(reason)] : []),
  ]
}

/** `Sarah approved this` */
function doneBy({ kind, verdict, byName }: DecisionShown): string {
  if (kind !== 'withdrawal') return `${named(byName)} ${verdict} this`
  return `${named(byName)} withdrew the ${verdict === 'approved' ? 'rejection' : 'approval'}, so it is ${verdict} now`
}

function voidBlocks({ decision, why }: Extract<NewsShown, { kind: 'void' }>): KnownBlock[] {
  const { verdict, byName: name, bySlackId: slackId } = decision
  const what = verdict === 'approved' ? 'approval' : 'rejection'
  // Whoever decided has not written in this thread, and would not see it without being called.
  const who = called({ name, slackId, groupId: null })
  const because = escape(clip(why, 800).replace(/\.$/, ''))
  return [
    section(`⚠️ *The ${what} by ${who} does not count:* ${because}.`),
    ...(decision.reason ? [quoteBlock(decision.reason)] : []),
  ]
}

function voteLine({ byName, votes, quorum }: Extract<NewsShown, { kind: 'vote' }>): string {
  const left = quorum - votes.length
  const more = left === 1 ? 'One more is needed.' : left > 1 ? `${left} more are needed.` : 'That is all of them.'
  return `✓ *${named(byName)} approves.* ${votes.length} of ${quorum} approvals: ${listed(votes.map(named), 'and')}. ${more}`
}

function nextRoundLine({ round, link: url, verdict }: Extract<NewsShown, { kind: 'next-round' }>): string {
  const name = url ? link(url, `round ${round}`) : `round ${round}`
  const after = verdict === 'rejected' ? 'was revised after the rejection' : 'has changed'
  return `↪️ *This ${after}.* It waits for a decision in ${name}.`
}

const eventWords: Record<ActivityKind, string> = {
  created: 'created',
  started: 'started',
  worked: 'worked on',
  paused: 'paused',
  needs_attention: 'needs a person',
  failed: 'stopped by an error',
  completed: 'done',
  cancelled: 'cancelled',
  reopened: 'opened again',
  rejected: 'rejected',
  approved: 'approved',
  merged: 'merged',
  archived: 'archived',
}

const eventMarks: Partial<Record<ActivityKind, string>> = {
  started: '▶️',
  needs_attention: '⚠️',
  failed: '⚠️',
  completed: '✓',
  merged: '✓',
}

const mostEvents = 20

function workBlocks({ events, drivers }: Extract<NewsShown, { kind: 'work' }>): KnownBlock[] {
  const lines = events.slice(0, mostEvents).map(({ specId, event, title, note }) => {
    const name = title === null ? specCode(specId) : `*${escape(clip(title, 120))}*  ${specCode(specId)}`
    const more = note ? ` (${escape(clip(note, 120))})` : ''
    return `${eventMarks[event] ?? '•'} ${name}: ${eventWords[event]}${more}`
  })
  const heading =
    events.length === 1 ? 'Work on what was approved:' : `Work on what was approved, ${events.length} steps:`
  // A driver that is the news itself is not named twice.
  const howFar = drivers.filter(({ specId }) => !events.some((event) => event.specId === specId))
  return [
    ...lineSections(heading, [...lines, ...andMore(events.length - mostEvents)]),
    ...(howFar.length > 0 ? [section(howFar.slice(0, 5).map(driverLine).join('\n'))] : []),
  ]
}
