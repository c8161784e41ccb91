import type { ApprovalId } from '../../domain/approvals.ts'
import { partsOf } from '../../domain/findings/parts.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { getApproval } from '../../storage/approvals/approvals.ts'
import { findSpecMade } from '../../storage/approvals/chant-files.ts'
import { getContent } from '../../storage/approvals/contents.ts'
import { findDecision, latestDecision } from '../../storage/approvals/decisions.ts'
import { getNews } from '../../storage/approvals/news.ts'
import { getPerson } from '../../storage/people.ts'
import { linkToMessage } from '../link-to-message.ts'
import { driversFollowing, type FollowedDriver } from './afterwards/follow-work.ts'
import { cardKey } from './approval-messages.ts'
import { keyResultsConcerned } from './deciders/concerned.ts'
import { whoDecides } from './deciders/who-decides.ts'
import { showDecision, votersOf } from './show-approval.ts'
import type { NewsShown } from './shown.ts'

/** One thing told in an approval's thread, as it is now. Throws when there is none: a bug. */
export function showNews(db: Db, newsId: number, now: Date, defaultZone: Zone): NewsShown {
  const { approvalId, news, personId } = getNews(db, newsId)
  const approval = getApproval(db, approvalId)
  const byName = personId === null ? 'Somebody' : getPerson(db, personId).name
  switch (news.kind) {
    case 'findings': {
      const part = partsOf(getContent(db, approvalId, news.version))[news.part - 1]
      const title = part?.path ?? approval.title
      return { kind: 'findings', title, markdown: part?.markdown ?? '', part: news.part, parts: news.parts }
    }
    case 'question': {
      const bySlackId = personId === null ? null : getPerson(db, personId).slackId
      return { kind: 'question', byName, bySlackId, text: news.text, asks: whoAnswers(db, approvalId) }
    }
    case 'changed':
    case 'changed-since':
      return {
        kind: 'changed',
        when: news.kind === 'changed' ? 'waiting' : 'approved',
        before: getContent(db, approvalId, news.from),
        after: getContent(db, approvalId, news.to),
        approvers: whoDecides(db, approval, now, defaultZone).shown.approvers,
      }
    case 'revised': {
      const before = getApproval(db, news.before)
      return {
        kind: 'changed',
        when: 'rejected',
        before: getContent(db, before.id, before.settledVersion ?? before.version),
        after: getContent(db, approvalId, news.version),
        approvers: [],
      }
    }
    case 'still-fine':
      return { kind: 'still-fine', byName, note: news.note }
    case 'decided':
      return { kind: 'decided', decision: decisionShown(db, news.decisionId), title: approval.title }
    case 'void':
      return { kind: 'void', decision: decisionShown(db, news.decisionId), why: news.why }
    case 'vote': {
      const { shown } = whoDecides(db, approval, now, defaultZone)
      return {
        kind: 'vote',
        byName,
        votes: votersOf(db, { id: approvalId, version: news.version }),
        quorum: shown.quorum,
      }
    }
    case 'expired':
      return { kind: 'expired', title: approval.title }
    case 'gone':
      return { kind: 'gone', why: news.why }
    case 'next-round': {
      const next = getApproval(db, news.approvalId)
      const verdict = latestDecision(db, approvalId)?.verdict ?? null
      return { kind: 'next-round', round: next.round, link: linkToMessage(db, cardKey(next.id)), verdict }
    }
    case 'driver': {
      const driver = driversOf(db, approvalId).find(({ specId }) => specId === news.specId)
      return { kind: 'driver', driver: driver ?? unknownDriver(news.specId) }
    }
    case 'work':
      return { kind: 'work', events: news.events, drivers: driversOf(db, approvalId) }
  }
}

function driversOf(db: Db, approvalId: ApprovalId): FollowedDriver[] {
  const { repository, specId } = getApproval(db, approvalId)
  return driversFollowing(db, repository, specId)
}

function unknownDriver(specId: string): FollowedDriver {
  return { specId, title: null, status: 'pending', completed: 0, total: 0, members: [], hasBegun: false }
}

function decisionShown(db: Db, id: number) {
  const decision = findDecision(db, id)
  if (!decision) throw new Error(`no decision ${id}`)
  return showDecision(db, decision)
}

/** Who can answer a question about a finding: whoever asked for the research, and the owners of its key results. */
function whoAnswers(db: Db, approvalId: ApprovalId): { slackId: string | null; name: string }[] {
  const { repository, specId } = getApproval(db, approvalId)
  const asked = findSpecMade(db, repository, specId)?.personId ?? null
  const owners = keyResultsConcerned(db, repository, specId).map(({ ownerId }) => ownerId)
  const ids = [...new Set([asked, ...owners].filter((id) => id !== null))].slice(0, 4)
  return ids.map((id) => getPerson(db, id)).map(({ slackId, name }) => ({ slackId, name }))
}
