import type { ApprovalNews } from '../../domain/approval-news.ts'
import type { Approval, ApprovalKind } from '../../domain/approvals.ts'
import { type FindingContent, fingerprintOf } from '../../domain/findings/content.ts'
import { isLong, partsOf } from '../../domain/findings/parts.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Spec } from '../../domain/specs.ts'
import type { Db } from '../../platform/db.ts'
import { addApproval, getApproval } from '../../storage/approvals/approvals.ts'
import { saveContent } from '../../storage/approvals/contents.ts'
import { alertAboutRuleChannel } from '../alert-admins.ts'
import { approvalChanged, oweCard, tell } from './approval-messages.ts'
import { whoDecides, whoIsAsked } from './deciders/who-decides.ts'
import { oweReminder } from './remind-approvers.ts'

const day = 86_400_000

/** What is to be decided on, as it was read from HEAD. */
export interface ReadSpec {
  spec: Spec
  content: FindingContent
  /** Why it was rejected last, by whoever its approval names; null when it was not, or nothing is said. */
  rejection: string | null
}

/**
 * Asks people to decide on a spec: the next round of it, a card in the channel that its rule or team names (else a
 * direct message to the first who may decide, and word of it to the others), and in its thread the whole text when that is long. Null when there is
 * nobody to ask and nowhere to ask it.
 */
export function openApproval(
  tx: Db,
  {
    repository,
    kind,
    read,
    before,
  }: { repository: string; kind: ApprovalKind; read: ReadSpec; before: Approval | null },
  now: Date,
  defaultZone: Zone,
): Approval | null {
  const { spec, content } = read
  const about = { repository, specId: spec.id }
  const deciding = whoDecides(tx, about, now, defaultZone)
  const asked = whoIsAsked(tx, deciding)
  if (deciding.channelId === null && asked.length === 0) return null
  const days = deciding.expiresAfterDays
  const id = addApproval(tx, {
    ...about,
    round: before === null ? 1 : before.round + 1,
    follows: before?.id ?? null,
    kind,
    title: spec.title ?? spec.id,
    version: 1,
    fingerprint: fingerprintOf(content),
    settledVersion: null,
    seen: spec.approval,
    openedAt: now,
    expiresAt: days === null ? null : new Date(now.getTime() + days * day),
    closedAt: null,
    outcome: null,
    closedBecause: null,
    channel: deciding.channelId,
    askedId: asked[0]?.id ?? null,
  })
  saveContent(tx, id, 1, content, now)
  const approval = getApproval(tx, id)
  oweCard(tx, approval, now)
  // A direct message has one reader: the others are told that there is something to decide, and decide where they read it.
  if (approval.channel === null) for (const one of asked.slice(1)) oweReminder(tx, approval, one, 0, now, defaultZone)
  if (deciding.missingChannel !== null) alertAboutRuleChannel(tx, deciding.missingChannel, now)
  if (before !== null) tell(tx, approval, { kind: 'revised', before: before.id, version: 1 }, now)
  tellFindings(tx, approval, content, now)
  if (before !== null) {
    tell(tx, before, { kind: 'next-round', approvalId: id }, now)
    approvalChanged(tx, before.id, [], now)
  }
  approvalChanged(tx, id, deciding.approvers, now)
  return approval
}

/** The whole text of findings that are too long for a card goes into its thread, part by part. */
export function tellFindings(tx: Db, approval: Approval, content: FindingContent, now: Date): void {
  if (!isLong(content)) return
  const parts = partsOf(content).length
  for (let part = 1; part <= parts; part++) {
    const news: ApprovalNews = { kind: 'findings', version: approval.version, part, parts }
    tell(tx, approval, news, now)
  }
}
