import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import { showResultsWanted } from '../usecases/approvals/afterwards/show-results-wanted.ts'
import { showApprovalReminder } from '../usecases/approvals/remind-approvers.ts'
import { showApproval } from '../usecases/approvals/show-approval.ts'
import { showNews } from '../usecases/approvals/show-news.ts'
import { showFiles } from '../usecases/chant-files/show-files.ts'
import { showAdded } from '../usecases/check-ins/show-added.ts'
import { showCheckInRequest } from '../usecases/check-ins/show-check-in-request.ts'
import { showAskedAgain, showReminder } from '../usecases/check-ins/show-reminder.ts'
import { showDailyReport } from '../usecases/daily-report/show-daily-report.ts'
import { showHandOver } from '../usecases/hand-overs/show-hand-over.ts'
import { showAskPreview } from '../usecases/preview-asks.ts'
import { showCrossing } from '../usecases/readings/show-crossing.ts'
import { showReadingsWanted } from '../usecases/readings/show-readings-wanted.ts'
import { showLeaver } from '../usecases/show-leaver.ts'
import { showQuestion } from '../usecases/weekly-summary/show-question.ts'
import { showWeeklySummary } from '../usecases/weekly-summary/show-weekly-summary.ts'
import type { Message } from './blocks/message.ts'
import { adminAlertMessage } from './views/admin-alert.ts'
import { approvalCard } from './views/approval-card.ts'
import { approvalNewsMessage } from './views/approval-news.ts'
import { approvalReminderMessage } from './views/approval-reminder.ts'
import { askPreviewMessage } from './views/ask-preview.ts'
import { checkInAddedMessage } from './views/check-in-added.ts'
import { checkInReminderMessage } from './views/check-in-reminder.ts'
import { checkInRequestMessage } from './views/check-in-request.ts'
import { crossingMessage } from './views/crossing.ts'
import { dailyReportMessage } from './views/daily-report.ts'
import { filesMessage, filesWaitMessage } from './views/files-message.ts'
import { resultsWantedMessage } from './views/finding-results-wanted.ts'
import { handOverAnswerMessage } from './views/hand-over-answer.ts'
import { handOverOfferMessage } from './views/hand-over-offer.ts'
import { leaverMessage } from './views/leaver.ts'
import { notSavedMessage } from './views/not-saved.ts'
import { notTakenMessage } from './views/not-taken.ts'
import { questionAnsweredMessage, questionMessage } from './views/question.ts'
import { readingsWantedMessage } from './views/readings-wanted.ts'
import { weeklySummaryMessage } from './views/weekly-summary.ts'

/** A notice as the message it is right now; without `charts` what they would show stands there in words. */
export function renderNotice(db: Db, notice: Notice, now: Date, defaultZone: string, charts = true): Message {
  switch (notice.kind) {
    case 'check-in-request':
      return checkInRequestMessage(showCheckInRequest(db, notice.requestId, now, defaultZone))
    case 'check-in-added':
      return checkInAddedMessage(showAdded(db, notice))
    case 'check-in-reminder':
      return checkInReminderMessage(showReminder(db, notice.requestId, notice.number, now, defaultZone))
    case 'asked-again':
      return checkInReminderMessage(showAskedAgain(db, notice.requestId, now, defaultZone))
    case 'weekly-summary':
      return weeklySummaryMessage(showWeeklySummary(db, notice.summaryId, now, defaultZone), charts)
    case 'daily-report':
      return dailyReportMessage(showDailyReport(db, notice.reportId, defaultZone), charts)
    case 'question':
      return questionMessage(showQuestion(db, notice.questionId))
    case 'question-answered':
      return questionAnsweredMessage(showQuestion(db, notice.questionId))
    case 'leaver':
      return leaverMessage(showLeaver(db, notice))
    case 'ask-preview':
      return askPreviewMessage(showAskPreview(db, notice))
    case 'hand-over-offer':
      return handOverOfferMessage(showHandOver(db, notice.handOverId, now, defaultZone))
    case 'hand-over-answer':
      return handOverAnswerMessage(showHandOver(db, notice.handOverId, now, defaultZone), notice.personId)
    case 'not-saved':
      return notSavedMessage(notice)
    case 'not-taken':
      return notTakenMessage(notice)
    case 'crossing':
      return crossingMessage(showCrossing(db, notice.crossingId))
    case 'readings-wanted':
      return readingsWantedMessage(showReadingsWanted(db, notice))
    case 'approval':
      return approvalCard(showApproval(db, notice.approvalId, now, defaultZone))
    case 'approval-news':
      return approvalNewsMessage(showNews(db, notice.newsId, now, defaultZone))
    case 'approval-reminder':
      return approvalReminderMessage(showApprovalReminder(db, notice, now, defaultZone))
    case 'results-wanted':
      return resultsWantedMessage(showResultsWanted(db, notice, defaultZone))
    case 'chant-files':
      return filesMessage(showFiles(db, notice.id))
    case 'chant-files-wait':
      return filesWaitMessage(showFiles(db, notice.id))
    case 'admin-alert':
      return adminAlertMessage(notice)
  }
}
