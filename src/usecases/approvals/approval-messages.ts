import type { ApprovalNews } from '../../domain/approval-news.ts'
import type { Approval, ApprovalId } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { addNews } from '../../storage/approvals/news.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { homesChanged } from '../home/homes-changed.ts'
import { oweMessage, priorities, refreshMessage } from '../owe-message.ts'
import { inWhoseHomes } from './in-whose-homes.ts'

/** The occasion of an approval's card. */
export function cardKey(approvalId: ApprovalId): string {
  return `approval:${approvalId}`
}

/** The occasion of one thing told in its thread. */
export function newsKey(newsId: number): string {
  return `approval-news:${newsId}`
}

/** The occasion of reminding somebody. */
export function reminderKey(approvalId: ApprovalId, number: number, personId: PersonId): string {
  return `approval-reminder:${approvalId}:${number}:${personId}`
}

/** Owes the card: in its channel, or to the one who is asked. */
export function oweCard(tx: Db, approval: Approval, now: Date): void {
  const { id, repository, specId, round } = approval
  const to = addressOf(approval)
  if (!to) return
  const mark = `approval:${repository}/${specId}:${round}`
  oweMessage(
    tx,
    { key: cardKey(id), mark, notice: { kind: 'approval', approvalId: id }, to, priority: priorities.answer },
    now,
  )
}

/** Tells something in the approval's thread, after everything that was told before. Nothing where there is no card. */
export function tell(
  tx: Db,
  approval: Approval,
  news: ApprovalNews,
  now: Date,
  personId: PersonId | null = null,
): number | null {
  const to = addressOf(approval)
  const card = cardKey(approval.id)
  if (!to || !getDelivery(tx, card)) return null
  const newsId = addNews(tx, { approvalId: approval.id, news, personId, at: now })
  const mark = `approval-news:${approval.repository}/${approval.specId}:${approval.round}:${now.toISOString()}:${news.kind}:${newsId}`
  const notice = { kind: 'approval-news', newsId } as const
  oweMessage(tx, { key: newsKey(newsId), mark, notice, to, threadOf: card, priority: priorities.answer }, now)
  return newsId
}

/**
 * Whatever shows this approval shows it anew: its card, the Homes of those who may decide on it, did, or lead its team,
 * and those of `people`.
 */
export function approvalChanged(tx: Db, approvalId: ApprovalId, people: readonly PersonId[], now: Date): void {
  refreshMessage(tx, cardKey(approvalId), now)
  homesChanged(tx, [...people, ...inWhoseHomes(tx, approvalId, now)], now)
}

function addressOf({ channel, askedId }: Approval): { channel: string } | { person: PersonId } | null {
  if (channel !== null) return { channel }
  return askedId === null ? null : { person: askedId }
}
