import { z } from 'zod'
import { shortDate } from '../../domain/dates.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { chartsAllowed } from '../../usecases/charts-allowed.ts'
import { askForRerun } from '../../usecases/daily-report/ask-for-rerun.ts'
import { previewReport } from '../../usecases/daily-report/preview-report.ts'
import { changeReportSettings, showReportSettings } from '../../usecases/daily-report/report-settings.ts'
import { showDailyReport } from '../../usecases/daily-report/show-daily-report.ts'
import { whyNotSee } from '../../usecases/why-not-see.ts'
import type { Answer } from '../answer.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import type { Typed } from '../payloads/commands.ts'
import { parseReportRequest, parseReportSettings } from '../payloads/report.ts'
import { dailyReportMessage } from '../views/daily-report.ts'
import { dailyReportModal } from '../views/daily-report-modal.ts'
import { reportSettingsForm } from '../views/report-settings.ts'
import { sentenceMessage } from '../views/sentence.ts'
import { whenIn } from '../views/when.ts'

/** What can be pressed in a daily report, and the form with its settings. */
export function reportButtons(edge: Edge): void {
  onSubmit(edge, {
    callbackId: 'report-settings',
    what: 'What you set for the daily report',
    words: ['labels'],
    mainField: 'when',
    doneTitle: 'Saved',
    save(submitted, { id: by }, { inboxKey }) {
      const wanted = { ...parseReportSettings(submitted), by, inboxKey }
      const outcome = changeReportSettings(edge.db, wanted, edge.clock.now(), edge.defaultZone)
      return outcome.kind === 'saved' ? { kind: 'saved', remark: savedWords(outcome, edge.clock.now()) } : outcome
    },
  })

  onPress(edge, 'daily-report:all', ({ value }, by) => {
    const why = whyNotSee(edge.db, by)
    if (why !== null) return { kind: 'refused', why }
    const report = showDailyReport(edge.db, z.coerce.number().int().positive().parse(value), edge.defaultZone)
    return { kind: 'form', view: dailyReportModal(report) }
  })
}

/** `/okr report [now | preview | settings | 2026-01-15]`. */
export function answerReport(edge: Edge, { rest, channelId }: Typed, by: PersonId): Answer {
  const request = parseReportRequest(rest)
  switch (request.kind) {
    case 'now':
      return rerun(edge, { by, channelId, date: null })
    case 'date':
      return rerun(edge, { by, channelId, date: request.date })
    case 'preview':
      return preview(edge, { by, channelId })
    case 'settings':
      return openSettings(edge, { by, channelId })
    case 'unknown':
      return inWords(
        `I do not know “report ${request.typed}”. Write report now, preview, settings, or a date like 2026-01-15.`,
      )
  }
}

function rerun({ db, clock, defaultZone }: Edge, asked: Parameters<typeof askForRerun>[1]): Answer {
  const now = clock.now()
  const outcome = askForRerun(db, asked, now, defaultZone)
  if (outcome.kind === 'refused') return inWords(outcome.why)
  const isToday = outcome.date === localDateAt(now, defaultZone) || asked.date === null
  const which = isToday ? 'Today’s report' : `The report of ${shortDate(outcome.date)}`
  return inWords(
    outcome.kind === 'posting' ? `${which} is being posted now.` : `${which} is brought up to date where it stands.`,
  )
}

function preview({ db, clock, defaultZone }: Edge, asked: { by: PersonId; channelId: string }): Answer {
  const now = clock.now()
  const outcome = previewReport(db, asked, now, defaultZone)
  if (outcome.kind === 'refused') return inWords(outcome.why)
  const plain = dailyReportMessage(outcome.report, false)
  return chartsAllowed(db, now) ? { message: dailyReportMessage(outcome.report), plain } : { message: plain }
}

function openSettings({ db, defaultZone }: Edge, asked: { by: PersonId; channelId: string }): Answer {
  const outcome = showReportSettings(db, asked, defaultZone)
  return outcome.kind === 'form' ? { form: reportSettingsForm(outcome.form) } : inWords(outcome.why)
}

function savedWords({ isOff, next, zone }: { isOff: boolean; next: Date | null; zone: Zone }, now: Date): string {
  if (isOff) return 'This channel gets no daily report any more.'
  if (next === null) return 'Saved. I look for the channel now; if it is private, please invite me to it.'
  return `Saved. The next report comes ${whenIn(next, zone, localDateAt(now, zone))} (${zone}).`
}

function inWords(sentence: string): Answer {
  return { message: sentenceMessage(sentence) }
}
