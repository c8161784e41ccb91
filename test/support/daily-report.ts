import { WebClient } from '@slack/web-api'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { Message } from '../../src/demo/workspace/state/model.ts'
import type { ReportSettings } from '../../src/domain/teams.ts'
import { recordReading } from '../../src/storage/kpis.ts'
import { findTeamByName, saveTeam } from '../../src/storage/teams.ts'
import { type AcmeOptions, type RunningAcme, startAcme } from './app.ts'
import { type ChantProject, chantProject, specText } from './chant-project.ts'

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

/** Half past eight in New York. */
export const at = {
  monday: '2026-01-12T13:30:00Z',
  tuesday: '2026-01-13T13:30:00Z',
  wednesday: '2026-01-14T13:30:00Z',
  thursday: '2026-01-15T13:30:00Z',
  friday: '2026-01-16T13:30:00Z',
  nextMonday: '2026-01-19T13:30:00Z',
}

export const research = '2026-01-13-001-xyz'

/** Acme on Friday noon in New York, with a daily report of the Retention team in #kpi-churn. */
export async function startReporting(
  settings: Partial<ReportSettings> = {},
  options: AcmeOptions = {},
): Promise<RunningAcme> {
  const acme = await startAcme(options)
  wantReport(acme, settings)
  // Slack is asked within a minute which channel is meant.
  await acme.playTo(new Date(acme.clock.now().getTime() + 120_000).toISOString())
  return acme
}

/** The same, with a chant project that is read. */
export async function startWithChant(
  settings: Partial<ReportSettings> = {},
  options: AcmeOptions = {},
): Promise<{ acme: RunningAcme; project: ChantProject }> {
  const project = chantProject()
  project.write('.chant/config.md', '---\nproject:\n  name: acme\n---\n')
  project.commit('Begin', { at: '2026-01-05T10:00:00Z' })
  // A report looks by itself: a look at every stop of played time would only take long.
  const env = { CHANT_REPO: `acme=${project.path}`, CHANT_POLL_SECONDS: '1000000', ...options.env }
  return { acme: await startReporting(settings, { ...options, env }), project }
}

export function wantReport(
  { database: { db }, clock }: RunningAcme,
  settings: Partial<ReportSettings> | null,
  name = 'Retention',
): void {
  const team = findTeamByName(db, name)
  if (!team) throw new Error(`there is no team ${name}`)
  saveTeam(db, { ...team, report: settings && { ...reportSettings, ...settings } }, clock.now())
}

/** Somebody records a reading, now. */
export function read(acme: RunningAcme, at: string, value: number, kpiId = 'churn', source = 'billing exports'): void {
  const { db } = acme.database
  recordReading(db, { kpiId, at, value, source, note: null, recordedBy: null }, acme.clock.now())
}

/** A spec is added, as chant does it. */
export function addSpec(
  project: ChantProject,
  id: string,
  at: string,
  spec: Parameters<typeof specText>[0] = {},
): void {
  project.write(`.chant/specs/${id}.md`, specText(spec))
  project.commit(`chant: Add spec ${id}`, { at })
}

/** A spec becomes what is given. */
export function changeSpec(
  project: ChantProject,
  id: string,
  at: string,
  spec: Parameters<typeof specText>[0],
  subject = `chant: Record agent transcript for ${id}`,
): void {
  project.write(`.chant/specs/${id}.md`, specText(spec))
  project.commit(subject, { at })
}

export function reportsIn(acme: RunningAcme, channel = 'kpi-churn'): Message[] {
  return acme.workspace.messages(channel)
}

/** Everything that can be read in a channel's newest report. */
export function lastReport(acme: RunningAcme, channel = 'kpi-churn'): string {
  const last = reportsIn(acme, channel).at(-1)
  return last ? wordsOf(last) : ''
}

/** Somebody types `/okr …` in a channel; what only they are told. */
export async function type(acme: RunningAcme, text: string, who = 'sarah', channel = 'kpi-churn'): Promise<string> {
  const before = acme.workspace.ephemerals(who).length
  const { ok, problem } = await acme.workspace.as(who).command(channel, `/okr ${text}`)
  if (!ok) throw new Error(problem)
  await acme.settle()
  return acme.workspace.ephemerals(who).slice(before).map(wordsOf).join('\n')
}

/** An admin of the workspace deletes what the app said. */
export async function deleteMessage({ workspace }: RunningAcme, { channel, ts }: Message): Promise<void> {
  await new WebClient(workspace.botToken, { slackApiUrl: workspace.apiUrl }).chat.delete({ channel, ts })
}
