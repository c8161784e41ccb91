import type { Message } from '../../src/demo/workspace/state/model.ts'
import type { ReportSettings } from '../../src/domain/teams.ts'
import { findTeamByName, saveTeam } from '../../src/storage/teams.ts'
import { type AcmeOptions, type RunningAcme, startAcme } from './app.ts'

/** As in Acme's OKR file, and whatever is given over that. */
export const reportSettings: ReportSettings = {
  channel: '#kpi-churn',
  time: '08:30',
  zone: 'America/New_York',
  labels: ['kpi-churn'],
  kpis: ['churn'],
  sections: ['activity', 'kpis', 'approvals', 'confidence'],
  when: 'new',
}

/** Acme on Friday noon in New York, with a daily report of the Retention team in #kpi-churn. */
export async function startReporting(
  settings: Partial<ReportSettings> = {},
  options: AcmeOptions = {},
): Promise<RunningAcme> {
  const acme = await startAcme(options)
  wantReport(acme, settings)
  await acme.playTo(new Date(acme.clock.now().getTime() + 120_000).toISOString())
  return acme
}

export function wantReport({ database: { db }, clock }: RunningAcme, settings: Partial<ReportSettings> | null): void {
  const team = findTeamByName(db, 'Retention')
  if (!team) throw new Error('there is no team Retention')
  saveTeam(db, { ...team, report: settings && { ...reportSettings, ...settings } }, clock.now())
}

export function reportsIn(acme: RunningAcme, channel = 'kpi-churn'): Message[] {
  return acme.workspace.messages(channel)
}
