import { type Approval, type ReminderNumber, reminderHours, standingOf } from '../../domain/approvals.ts'
import { nextWorkingTimeOf } from '../../domain/cadence/working-time.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Person } from '../../domain/people.ts'
import { waitedInWords } from '../../domain/waiting.ts'
import { type Db, transact } from '../../platform/db.ts'
import { closeApproval, getApproval, listOpenApprovals } from '../../storage/approvals/approvals.ts'
import { latestDecision, listVotes } from '../../storage/approvals/decisions.ts'
import { addApprovalReminder, remindersDone } from '../../storage/approvals/reminders.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { linkToMessage } from '../link-to-message.ts'
import { oweMessage, priorities } from '../owe-message.ts'
import { approvalChanged, cardKey, reminderKey, tell } from './approval-messages.ts'
import { keyResultsConcerned } from './deciders/concerned.ts'
import { whoDecides, whoIsAsked } from './deciders/who-decides.ts'
import { discussionChanged } from './keep-discussion.ts'
import { votersOf } from './show-approval.ts'
import type { ApprovalReminderShown } from './shown.ts'

const hour = 3_600_000

/** When the next approver has to be reminded, or the next approval expires; null when nothing waits. */
export function nextApprovalDueAt(db: Db): Date | null {
  const done = remindersDone(db)
  const instants = listOpenApprovals(db).flatMap((approval) => [
    ...openReminders(done.get(approval.id)).map((number) => reminderAt(approval, number)),
    ...(approval.expiresAt && !isOnItsWay(db, approval) ? [approval.expiresAt] : []),
  ])
  return instants.reduce<Date | null>((first, at) => (first && first <= at ? first : at), null)
}

/**
 * Reminds those who may decide on what waits for a day, and once more for three, by direct message; and ends what has
 * expired, undecided. After a long absence only the last reminder is sent. Returns how much was done.
 */
export function remindApprovers(db: Db, now: Date, defaultZone: Zone): number {
  const done = remindersDone(db)
  let did = 0
  for (const approval of listOpenApprovals(db)) {
    const due = openReminders(done.get(approval.id)).filter((one) => reminderAt(approval, one) <= now)
    const isOver = approval.expiresAt !== null && approval.expiresAt <= now && !isOnItsWay(db, approval)
    if (due.length === 0 && !isOver) continue
    transact(db, (tx) => {
      if (isOver) expire(tx, approval, now)
      for (const number of due) addApprovalReminder(tx, approval.id, number, now)
      const last = due.at(-1)
      if (last !== undefined && !isOver && !isOnItsWay(tx, approval)) remind(tx, approval, last, now, defaultZone)
    })
    did++
  }
  return did
}

/** A reminder as it is now. */
export function showApprovalReminder(
  db: Db,
  { approvalId, number, personId }: { approvalId: number; number: 0 | ReminderNumber; personId: PersonId },
  now: Date,
  defaultZone: Zone,
): ApprovalReminderShown {
  const approval = getApproval(db, approvalId)
  const { shown } = whoDecides(db, approval, now, defaultZone)
  return {
    approvalId,
    version: approval.version,
    number,
    title: approval.title,
    specId: approval.specId,
    kind: approval.kind,
    waits: waitedInWords(approval.openedAt, now),
    keyResults: keyResultsConcerned(db, approval.repository, approval.specId).map(({ id }) => id),
    link: canSeeCard(approval, personId) ? linkToMessage(db, cardKey(approvalId)) : null,
    because: shown.because,
    expiresAt: approval.expiresAt,
    votes: votersOf(db, approval),
    quorum: shown.quorum,
  }
}

/** Why a reminder need not be sent any more; null while it is wanted. */
export function whyNoApprovalReminder(db: Db, approvalId: number, personId: PersonId): string | null {
  const approval = getApproval(db, approvalId)
  if (approval.closedAt !== null || isOnItsWay(db, approval)) return 'it was decided meanwhile'
  return hasVoted(db, approval, personId) ? 'they have approved it' : null
}

function remind(tx: Db, approval: Approval, number: ReminderNumber, now: Date, defaultZone: Zone): void {
  for (const person of whoIsAsked(tx, whoDecides(tx, approval, now, defaultZone))) {
    if (!hasVoted(tx, approval, person.id)) oweReminder(tx, approval, person, number, now, defaultZone)
  }
}

/**
 * Owes somebody word that a decision of theirs is waited for: `number` 0 when it has just been opened and the card stands
 * in somebody else's direct message, later the reminders.
 */
export function oweReminder(
  tx: Db,
  { id, repository, specId, round }: Approval,
  { id: personId, slackId }: Pick<Person, 'id' | 'slackId'>,
  number: 0 | ReminderNumber,
  now: Date,
  defaultZone: Zone,
): void {
  const notice = { kind: 'approval-reminder', approvalId: id, number, personId } as const
  const key = reminderKey(id, number, personId)
  const mark = `approval-reminder:${slackId}:${repository}/${specId}:${round}:${number}`
  // Nobody is woken by it: it comes in their working time.
  const notBefore = nextWorkingTimeOf(loadCheckInCalendar(tx, defaultZone, personId), personId, now)
  oweMessage(tx, { key, mark, notice, to: { person: personId }, priority: priorities.ordinary, notBefore }, now)
}

/** A card in a direct message is for the one whom it was sent to. */
function canSeeCard({ channel, askedId }: Approval, personId: PersonId): boolean {
  return channel !== null || askedId === personId
}

function expire(tx: Db, approval: Approval, now: Date): void {
  closeApproval(tx, approval.id, { outcome: 'expired', because: 'nobody decided in time' }, now)
  tell(tx, approval, { kind: 'expired' }, now)
  discussionChanged(tx, approval.id, now)
  approvalChanged(tx, approval.id, [], now)
}

function openReminders(done: ReadonlySet<ReminderNumber> | undefined): ReminderNumber[] {
  return ([1, 2] as const).filter((number) => !done?.has(number))
}

function reminderAt({ openedAt }: Approval, number: ReminderNumber): Date {
  return new Date(openedAt.getTime() + reminderHours[number] * hour)
}

function hasVoted(db: Db, { id, version }: Approval, personId: PersonId): boolean {
  return listVotes(db, id, version).some((vote) => vote.personId === personId)
}

/** Decided, and being written: nobody has to do anything any more. */
function isOnItsWay(db: Db, approval: Approval): boolean {
  return standingOf(approval, latestDecision(db, approval.id)) !== 'open'
}
