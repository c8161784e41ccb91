import type { Sample } from './sample.ts'
import { activitySamples, trendSamples } from './samples/activity-and-trend.ts'
import { approvalCardSamples, findingsModalSamples } from './samples/approvals.ts'
import { approvalFormSamples, findingsListSamples } from './samples/approvals-asked.ts'
import { approvalNewsSamples, approvalReminderSamples } from './samples/approvals-told.ts'
import { chantFilesSamples } from './samples/chant-files.ts'
import { chantFilesFormSamples } from './samples/chant-files-forms.ts'
import {
  checkInFormSamples,
  checkInHandOverFormSamples,
  checkInSkipFormSamples,
  checkInValueFormSamples,
} from './samples/check-in-forms.ts'
import {
  checkInAddedSamples,
  checkInReminderSamples,
  notSavedSamples,
  notTakenSamples,
} from './samples/check-in-messages.ts'
import { checkInRequestSamples } from './samples/check-in-request.ts'
import { dailyReportFormSamples, dailyReportSamples } from './samples/daily-report.ts'
import { decisionsListSamples } from './samples/decisions.ts'
import { findingResultSamples } from './samples/finding-results.ts'
import { handOverAnswerSamples, handOverOfferSamples, leaverSamples } from './samples/hand-over.ts'
import { closeItemFormSamples, homeSamples, pauseSamples, settingsFormSamples } from './samples/home.ts'
import { readingSamples } from './samples/readings.ts'
import { smallSamples } from './samples/small.ts'
import { missingSamples, statusSamples } from './samples/status.ts'
import { questionSamples, weeklySummarySamples } from './samples/weekly-summary.ts'

/** Everything the app can say, in the order in which people meet it. */
export const allSamples: readonly Sample[] = [
  ...checkInRequestSamples,
  ...checkInFormSamples,
  ...checkInSkipFormSamples,
  ...checkInValueFormSamples,
  ...checkInReminderSamples,
  ...checkInAddedSamples,
  ...notSavedSamples,
  ...notTakenSamples,
  ...weeklySummarySamples,
  ...questionSamples,
  ...dailyReportSamples,
  ...dailyReportFormSamples,
  ...activitySamples,
  ...trendSamples,
  ...approvalCardSamples,
  ...approvalFormSamples,
  ...findingsModalSamples,
  ...approvalNewsSamples,
  ...approvalReminderSamples,
  ...findingsListSamples,
  ...decisionsListSamples,
  ...findingResultSamples,
  ...homeSamples,
  ...closeItemFormSamples,
  ...settingsFormSamples,
  ...pauseSamples,
  ...statusSamples,
  ...missingSamples,
  ...handOverOfferSamples,
  ...handOverAnswerSamples,
  ...checkInHandOverFormSamples,
  ...leaverSamples,
  ...readingSamples,
  ...chantFilesSamples,
  ...chantFilesFormSamples,
  ...smallSamples,
]
