import { type ApprovalId, longestReason } from '../../../domain/approvals.ts'
import type { PersonId } from '../../../domain/ids.ts'
import { inWords } from '../../../domain/lists.ts'
import type { Zone } from '../../../domain/local-time.ts'
import { finishReceived } from '../../../durable/inbox.ts'
import { type Db, transact } from '../../../platform/db.ts'
import { findApproval } from '../../../storage/approvals/approvals.ts'
import { latestDecision } from '../../../storage/approvals/decisions.ts'
import { findResult, listResults, saveResult } from '../../../storage/approvals/results.ts'
import { deleteDraft } from '../../../storage/drafts.ts'
import { getPerson } from '../../../storage/people.ts'
import { draftAbout, typedBefore } from '../../check-ins/keep-typed.ts'
import { type Invalid, type Refused, refused } from '../../check-ins/outcomes.ts'
import { homesChanged } from '../../home/homes-changed.ts'
import { whoLeads } from '../../may-lead.ts'
import { refreshMessage } from '../../owe-message.ts'
import { keyResultsConcerned, teamConcerned } from '../deciders/concerned.ts'
import { inWhoseHomes } from '../in-whose-homes.ts'
import { resultsWantedKey } from './ask-what-came.ts'
import { type ResultWanted, showResultWanted } from './show-results-wanted.ts'

export interface ResultForm {
  finding: ResultWanted
  /** What was typed before and could not be saved. */
  typed: string
  restoredFrom: Date | null
}

/** The form for what came of a finding, for whoever may say it. */
export function showResultForm(
  db: Db,
  { approvalId, by }: { approvalId: ApprovalId; by: PersonId },
  now: Date,
  defaultZone: Zone,
): { kind: 'form'; form: ResultForm } | Refused {
  const why = whyNotSay(db, approvalId, by)
  if (why !== null) return refused(why)
  const draft = typedBefore(db, { by, form: 'finding-result', about: String(approvalId) }, now)
  const typed = draft?.fields['result'] ?? ''
  const finding = showResultWanted(db, approvalId, by, defaultZone)
  return { kind: 'form', form: { finding, typed, restoredFrom: draft?.savedAt ?? null } }
}

/** Records what came of an approved finding. The first word stands: whoever comes later is told it. */
export function sayWhatCame(
  db: Db,
  { approvalId, by, text, inboxKey }: { approvalId: ApprovalId; by: PersonId; text: string; inboxKey: string },
  now: Date,
): { kind: 'said' } | Invalid | Refused {
  const said = text.trim()
  return transact(db, (tx) => {
    const why = whyNotSay(tx, approvalId, by)
    if (why !== null) return refused(why)
    if (said === '') return { kind: 'invalid', errors: { result: 'What came of it? One sentence is enough.' } } as const
    if (said.length > longestReason) {
      return { kind: 'invalid', errors: { result: `Keep it to ${longestReason} characters.` } } as const
    }
    saveResult(tx, approvalId, { text: said, by }, now)
    deleteDraft(tx, by, draftAbout('finding-result', String(approvalId)))
    refreshMessage(tx, keyOfAsking(tx, approvalId), now)
    homesChanged(tx, [by, ...inWhoseHomes(tx, approvalId, now)], now)
    finishReceived(tx, inboxKey, now)
    return { kind: 'said' } as const
  })
}

/** Why somebody cannot say what came of it, in a sentence; null when they can: who was asked, who decided, who leads. */
function whyNotSay(db: Db, approvalId: ApprovalId, by: PersonId): string | null {
  const approval = findApproval(db, approvalId)
  const result = findResult(db, approvalId)
  if (!approval || !result) return 'Nobody was asked what came of this. Nothing was changed.'
  if (result.text !== null && result.saidBy !== null) {
    return `${getPerson(db, result.saidBy).name} has said what came of it: ${shortened(result.text)}`
  }
  if (approval.outcome !== 'approved') return 'The approval was taken back, so nothing could come of it.'
  const team = teamConcerned(db, keyResultsConcerned(db, approval.repository, approval.specId))
  const leads = team === null ? [] : whoLeads(db, team).map(({ id }) => id)
  const may = [result.askedId, latestDecision(db, approvalId)?.personId ?? null, ...leads].filter((id) => id !== null)
  const { deactivatedAt } = getPerson(db, by)
  if (may.includes(by) && deactivatedAt === null) return null
  const names = [...new Set(may)].map((id) => getPerson(db, id).name)
  return `${inWords(names, 'or')} can say what came of this. Nothing was changed.`
}

/** The message that asked: one for all that was asked of a person at once. */
function keyOfAsking(db: Db, approvalId: ApprovalId): string {
  const result = findResult(db, approvalId)
  const together = listResults(db).filter(
    ({ askedId, askedAt }) => askedId === result?.askedId && askedAt.getTime() === result.askedAt.getTime(),
  )
  return resultsWantedKey(together.map((one) => one.approvalId))
}

function shortened(text: string): string {
  const characters = Array.from(text)
  return characters.length <= 300 ? text : `${characters.slice(0, 299).join('')}…`
}
