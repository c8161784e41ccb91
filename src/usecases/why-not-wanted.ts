import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import { findChantFiles } from '../storage/approvals/chant-files.ts'
import { findHandOver } from '../storage/hand-overs.ts'
import { getObjective } from '../storage/objectives.ts'
import { findReminder } from '../storage/reminders.ts'
import { getRequest, listRequestItems } from '../storage/requests.ts'
import { getSummary, listSummaries } from '../storage/summaries.ts'
import { whyNoResultsWanted } from './approvals/afterwards/show-results-wanted.ts'
import { whyNoApprovalReminder } from './approvals/remind-approvers.ts'
import { type MissingItem, missingOfRequest } from './check-ins/missing-of-request.ts'
import { whyNoReport } from './daily-report/why-no-report.ts'
import { type Leaver, showLeaver } from './show-leaver.ts'

/** Why a message that is still owed need not be sent any more; null when it is as wanted as ever. */
export function whyNotWanted(db: Db, notice: Notice, now: Date): string | null {
  switch (notice.kind) {
    case 'check-in-request': {
      if (!getRequest(db, notice.requestId)) return 'the request is gone'
      const items = listRequestItems(db, notice.requestId)
      return items.some((item) => item.droppedAt === null) ? null : 'every key result left this request'
    }
    case 'check-in-added': {
      const theirs = missingOf(db, notice.requestId, now).filter(({ onBehalfOf }) => onBehalfOf === notice.onBehalfOf)
      return theirs.length > 0 ? null : 'nothing of it is open any more'
    }
    case 'check-in-reminder':
      return whyNoReminder(db, notice, now)
    case 'asked-again':
      return missingOf(db, notice.requestId, now).length > 0 ? null : 'it was answered meanwhile'
    case 'weekly-summary':
      return isOvertaken(db, notice.summaryId) ? 'a newer summary is out' : null
    case 'daily-report':
      return whyNoReport(db, notice)
    case 'leaver':
      return needsSettling(showLeaver(db, notice)) ? null : 'everything has an owner again'
    case 'approval-reminder':
      return whyNoApprovalReminder(db, notice.approvalId, notice.personId)
    case 'results-wanted':
      return whyNoResultsWanted(db, notice.approvalIds)
    case 'hand-over-offer':
      return findHandOver(db, notice.handOverId)?.answer === null ? null : 'the offer does not stand any more'
    case 'chant-files-wait':
      return findChantFiles(db, notice.id)?.state === 'telling' ? null : 'it is written, or waits for a person'
    default:
      return null
  }
}

function missingOf(db: Db, requestId: number, now: Date): MissingItem[] {
  const request = getRequest(db, requestId)
  return request ? missingOfRequest(db, request, now).missing : []
}

/** None once it is answered, after the week's summary, or beside the second one. */
function whyNoReminder(db: Db, { requestId, number }: { requestId: number; number: 1 | 2 }, now: Date): string | null {
  const missing = missingOf(db, requestId, now)
  const week = getRequest(db, requestId)?.week ?? ''
  const beforeSummary = missing.filter(({ keyResult }) => {
    const { teamId } = getObjective(db, keyResult.objectiveId)
    return !listSummaries(db, teamId, week).some((summary) => summary.week === week)
  })
  if (missing.length === 0) return 'it was answered meanwhile'
  if (beforeSummary.length === 0) return 'the summary is out'
  return number === 1 && findReminder(db, requestId, 2) ? 'the second reminder is there' : null
}

function isOvertaken(db: Db, summaryId: number): boolean {
  const summary = getSummary(db, summaryId)
  if (!summary) return true
  return listSummaries(db, summary.teamId, summary.week).some(
    ({ week, outcome }) => week > summary.week && outcome === 'posted',
  )
}

function needsSettling({ isBack, keyResults }: Leaver): boolean {
  return !isBack && keyResults.some(({ state }) => state.kind !== 'done')
}
