import { z } from 'zod'
import { isLocalDate, type LocalDate } from '../../domain/local-time.ts'
import { reportSections } from '../../domain/teams.ts'
import type { WantedReport } from '../../usecases/daily-report/report-settings.ts'
import type { Submitted } from './forms.ts'

/** What somebody wants of a daily report. */
export type ReportRequest =
  | { kind: 'now' | 'preview' | 'settings' }
  | { kind: 'date'; date: LocalDate }
  /** Not understood. */
  | { kind: 'unknown'; typed: string }

/** `/okr report`, `report now`, `report preview`, `report settings`, `report 2026-01-15`. */
export function parseReportRequest(rest: string): ReportRequest {
  const typed = rest.trim().toLowerCase()
  if (typed === '' || typed === 'preview') return { kind: 'preview' }
  if (typed === 'now' || typed === 'today') return { kind: 'now' }
  if (typed === 'settings') return { kind: 'settings' }
  return isLocalDate(typed) ? { kind: 'date', date: typed } : { kind: 'unknown', typed: rest.trim().slice(0, 60) }
}

/** The settings of a channel's report, as the form has them. */
export function parseReportSettings({ fields, choices, privateMetadata }: Submitted): Omit<WantedReport, 'by'> {
  return {
    channelId: z.object({ channelId: z.string() }).parse(JSON.parse(privateMetadata)).channelId,
    teamId: z.coerce
      .number()
      .int()
      .positive()
      .nullable()
      .parse(fields['team'] ?? null),
    time: fields['time'] ?? '',
    zone: fields['zone'] ?? '',
    labels: fields['labels'] ?? '',
    kpis: choices['kpis'] ?? [],
    sections: z.array(z.enum(reportSections)).parse(choices['sections'] ?? []),
    when: z.enum(['new', 'always', 'off']).parse(fields['when'] ?? 'new'),
  }
}
