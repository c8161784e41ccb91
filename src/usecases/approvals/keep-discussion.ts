import type { Approval, ApprovalId } from '../../domain/approvals.ts'
import { discussionPathOf } from '../../domain/digests.ts'
import { discussionText, type Said } from '../../domain/discussions.ts'
import { Problem } from '../../domain/problem.ts'
import { suspicionsIn } from '../../domain/secrets.ts'
import { enqueue } from '../../durable/enqueue.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getApproval, listRounds } from '../../storage/approvals/approvals.ts'
import { addChantFiles, listChantFilesOf } from '../../storage/approvals/chant-files.ts'
import { listDecisions } from '../../storage/approvals/decisions.ts'
import { listNews, listRemarks, type Remark, saveRemarks } from '../../storage/approvals/news.ts'
import { findSpec } from '../../storage/chant-specs.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { findPersonBySlackId, getPerson } from '../../storage/people.ts'
import { knowPerson } from '../know-people.ts'
import type { Directory, Threads } from '../ports.ts'
import { cardKey } from './approval-messages.ts'

export interface DiscussionOptions {
  db: Db
  clock: Clock
  threads: Threads
  directory: Directory
}

/**
 * Has the discussion of an approval read from its thread and kept in the project: now, or after each of `inMs`. People
 * go on talking after they decided.
 */
export function discussionChanged(tx: Db, approvalId: ApprovalId, now: Date, inMs = [0, 24 * 3_600_000]): void {
  for (const ms of inMs) {
    enqueue(tx, { kind: 'keep-discussion', args: { approvalId }, runAt: new Date(now.getTime() + ms) }, now)
  }
}

/**
 * Reads what people wrote in an approval's thread, keeps it, and has it committed with what was asked and decided as a
 * markdown file that the next research can be informed by. Nothing is committed when it says what it said before.
 */
export async function keepDiscussion(
  { db, clock, threads, directory }: DiscussionOptions,
  approvalId: ApprovalId,
): Promise<void> {
  const approval = getApproval(db, approvalId)
  const { channelId, ts } = getDelivery(db, cardKey(approvalId)) ?? {}
  const replies = channelId && ts ? await threads.listReplies(channelId, ts) : null
  const now = clock.now()
  for (const slackId of peopleIn(replies ?? [])) await knowIfSlackTells(db, directory, slackId, now)
  transact(db, (tx) => {
    // A thread that is gone takes nothing away of what was kept of it.
    if (replies !== null)
      saveRemarks(
        tx,
        approvalId,
        replies.map((reply) => remarkOf(tx, reply)),
      )
    const { repository, specId } = approval
    const { path, text, isMoreThanDecided } = discussionFile(tx, approval)
    // What was decided, and why, stands in the spec itself: a file is for what people said besides.
    if (!isMoreThanDecided) return
    const last = listChantFilesOf(tx, approvalId).findLast(({ kind }) => kind === 'discussion')
    if (last?.files[0]?.text === text) return
    const id = addChantFiles(tx, {
      repository,
      kind: 'discussion',
      title: `the discussion of ${specId}`,
      files: [{ path, text, ifThere: 'replace' }],
      message: `Keep the discussion of ${specId}`,
      personId: null,
      approvalId,
      specId: null,
      askedAt: now,
    })
    enqueue(tx, { kind: 'write-chant-files', args: { id }, runAt: now }, now)
  })
}

/** The discussion of an approval and the rounds before it, as a file of its project. */
export function discussionFile(db: Db, approval: Approval): { path: string; text: string; isMoreThanDecided: boolean } {
  const { repository, specId, title } = approval
  const rounds = roundsUpTo(db, approval).map((one) => ({ round: one.round, said: discussionOf(db, one) }))
  return {
    path: discussionPathOf({ specId, targetFiles: findSpec(db, repository, specId)?.targetFiles ?? [] }),
    text: discussionText({ specId, title, rounds }),
    isMoreThanDecided: rounds.some(({ said }) => said.some(({ what }) => what !== 'approved' && what !== 'rejected')),
  }
}

/** Everything that was said about one round, in order: in its thread, as questions before deciding, and as decisions. */
export function discussionOf(db: Db, { id }: Pick<Approval, 'id'>): Said[] {
  const remarks = listRemarks(db, id).map(({ byName, at, text }): Said => ({ byName, at, what: 'remark', text }))
  const news = listNews(db, id).flatMap(({ news: one, personId, at }): Said[] => {
    const byName = personId === null ? '' : getPerson(db, personId).name
    if (one.kind === 'question') return [{ byName, at, what: 'question', text: one.text }]
    if (one.kind === 'still-fine') {
      return [
        {
          byName,
          at,
          what: 'note',
          text: `It has changed since it was approved, and is still fine. ${one.note ?? ''}`.trim(),
        },
      ]
    }
    return []
  })
  const decisions = listDecisions(db, id)
    .filter(({ state }) => state !== 'void')
    .map(({ personId, byName, decidedAt, verdict, reason, kind }): Said => {
      const takenBack = kind === 'withdrawal' ? 'Took the earlier decision back. ' : ''
      const text = `${takenBack}${reason ?? (verdict === 'approved' ? 'Approved.' : 'Rejected.')}`
      return { byName: personId === null ? byName : getPerson(db, personId).name, at: decidedAt, what: verdict, text }
    })
  return [...remarks, ...news, ...decisions].sort((a, b) => a.at.getTime() - b.at.getTime())
}

function roundsUpTo(db: Db, { repository, specId, round }: Approval): Approval[] {
  return listRounds(db, repository, specId).filter((one) => one.round <= round)
}

const mentions = /<@([A-Z0-9]+)(?:\|[^>]*)?>/g

/** Whoever wrote, and whoever was called by name in it: people whom the OKR file does not name, too. */
function peopleIn(replies: readonly Reply[]): Set<string> {
  const called = replies.flatMap(({ text }) => [...text.matchAll(mentions)].map(([, slackId = '']) => slackId))
  return new Set([...replies.map(({ slackId }) => slackId), ...called])
}

async function knowIfSlackTells(db: Db, directory: Directory, slackId: string, now: Date): Promise<void> {
  try {
    await knowPerson(db, directory, slackId, now)
  } catch (error) {
    // Slack tells nothing of them: their id stands for them, and what they said is kept all the same.
    if (!(error instanceof Problem)) throw error
  }
}

function remarkOf(db: Db, reply: Reply): Remark {
  const person = findPersonBySlackId(db, reply.slackId)
  const nameOf = (slackId: string) => findPersonBySlackId(db, slackId)?.name ?? slackId
  const text = reply.text
    .replace(mentions, (_, slackId: string) => `@${nameOf(slackId)}`)
    .replace(/<(?:#|!)[A-Z0-9^]*\|?([^>]*)>/g, '$1')
    .replace(/<([^|>]+)\|([^>]+)>/g, '$2 ($1)')
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  const byName = `${person?.name ?? reply.slackId}${person?.isExternal ? ' (of another workspace)' : ''}`
  return { ts: reply.ts, byName, at: new Date(Number(reply.ts) * 1000), text: withoutSecrets(text) }
}

type Reply = NonNullable<Awaited<ReturnType<Threads['listReplies']>>>[number]

/** What looks like a token or a password is not carried into git: the line says that it was left out. */
function withoutSecrets(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [suspicion] = suspicionsIn(line)
      return suspicion ? `[a line was left out here: it looks like ${suspicion.what}]` : line
    })
    .join('\n')
}
