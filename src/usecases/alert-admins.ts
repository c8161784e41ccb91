import type { PersonId } from '../domain/ids.ts'
import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import type { Delivery } from '../storage/deliveries.ts'
import { findPersonBySlackId, getPerson, listPeople } from '../storage/people.ts'
import { oweMessage } from './owe-message.ts'

/**
 * Tells every admin, by direct message, that something could not be delivered and to whom: once for each delivery.
 * A failed alert raises no alert.
 */
export function alertAdmins(tx: Db, { about, problem }: { about: Delivery; problem: string }, now: Date): void {
  if (about.notice.kind === 'admin-alert') return
  const to = about.personId === null ? channelName(about.channel ?? '') : getPerson(tx, about.personId).name
  const text = `I could not deliver ${names[about.notice.kind] ?? 'a message'} to ${to}: ${problem}. Nobody else was affected. \`okr jobs --state dead\` lists what waits for you; \`okr jobs retry ID\` tries it again.`
  alert(tx, { key: about.key, title: `A message to ${to} did not arrive`, text, except: about.personId }, now)
}

/** What the messages are called that people miss. */
const names: Partial<Record<Notice['kind'], string>> = {
  'check-in-request': 'the weekly check-in',
  'check-in-reminder': 'a reminder of the weekly check-in',
  'weekly-summary': 'the weekly summary',
  'daily-report': 'the daily report',
  question: 'a question about an answer',
  'question-answered': 'the reply to a question',
  'hand-over-offer': 'the offer of a key result',
  approval: 'a finding that waits for a decision',
  'approval-news': 'word in the thread of a finding',
  'approval-reminder': 'a reminder of a finding that waits',
  'results-wanted': 'the question what came of approved findings',
  'chant-files': 'word of what was written to a project',
  'chant-files-wait': 'word that something waits to be written to a project',
  'not-saved': 'word that something was not saved',
  'not-taken': 'word that something was not saved',
}

/** Slack shows the name for the id; a name that has not been found yet stands as it is. */
function channelName(channel: string): string {
  return /^[CG][A-Z0-9]+$/.test(channel) ? `<#${channel}>` : channel
}

/** Tells every admin that a job was given up. */
export function alertAboutDeadJob(db: Db, job: { kind: string; id: number; problem: string }, now: Date): void {
  // A delivery tells of itself, and knows whom it was for.
  if (job.kind === 'deliver-message') return
  const text = `The job ${job.kind} (${job.id}) was given up: ${job.problem}. \`okr jobs retry ${job.id}\` tries it again.`
  alert(db, { key: `job:${job.id}`, title: 'Something I had to do did not work', text, except: null }, now)
}

/** Tells every admin that something somebody did in Slack was tried for hours and given up. */
export function alertAboutGivenUp(
  tx: Db,
  given: { inboxKey: string; person: string | null; problem: string },
  now: Date,
): void {
  const who = given.person === null ? null : findPersonBySlackId(tx, given.person)
  const whose = who ? `What ${who.name} pressed or sent` : 'Something Slack told me'
  const text = `${whose} could not be handled, and after hours of trying I gave it up: ${given.problem}. Please have them do it again; the log has more under ${given.inboxKey}.`
  alert(
    tx,
    { key: `received:${given.inboxKey}`, title: 'Something done in Slack had no effect', text, except: null },
    now,
  )
}

/** Tells every admin, once for each channel, that what belongs there is asked by direct message for now. */
export function alertAboutRuleChannel(tx: Db, channel: string, now: Date): void {
  const text = `Slack shows me no channel ${channel}, which \`approvals\` in the OKR file names: invite me there if it is private, or correct its name. Until then I ask whoever may decide by direct message.`
  alert(tx, { key: `rule-channel:${channel}`, title: `I cannot see ${channel}`, text, except: null }, now)
}

function alert(tx: Db, what: { key: string; title: string; text: string; except: PersonId | null }, now: Date): void {
  const { key, title, text, except } = what
  for (const admin of listPeople(tx).filter((person) => person.isAdmin && person.slackId && !person.deactivatedAt)) {
    if (admin.id === except) continue
    const notice = { kind: 'admin-alert', title, text } as const
    oweMessage(tx, { key: `admin-alert:${key}:${admin.id}`, notice, to: { person: admin.id } }, now)
  }
}
