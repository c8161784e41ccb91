import type { KeyResultId, PersonId, TeamId } from '../domain/ids.ts'
import type { Zone } from '../domain/local-time.ts'
import { type RollUp, rollUp } from '../domain/roll-up.ts'
import type { Team } from '../domain/teams.ts'
import type { Db } from '../platform/db.ts'
import { hasAnswered } from '../storage/check-ins.ts'
import { listHandOversTo } from '../storage/hand-overs.ts'
import { getPerson, peopleById } from '../storage/people.ts'
import { withoutDriver } from './approvals/afterwards/without-driver.ts'
import { waitingFor } from './approvals/show-findings.ts'
import type { FindingLine } from './approvals/shown.ts'
import { type HandOverShown, showHandOver } from './hand-overs/show-hand-over.ts'
import { type Owed, showOwed } from './home/show-owed.ts'
import { type SendingTime, showSendingTime } from './home/show-sending-time.ts'
import { type KeyResultStatus, type ObjectiveStatus, showStatus } from './show-status.ts'
import { type Reader, readerOf } from './status/reader.ts'
import { statusOfTeams } from './status/status-of-teams.ts'
import { teamsOf } from './status/teams-of.ts'
import { worstOf } from './status/worst.ts'
import { whyNotSee } from './why-not-see.ts'

/** All that somebody's Home says. */
export interface Home {
  reader: Reader
  /** Null: Slack does not know them, so there is no Home to show. */
  slackId: string | null
  firstName: string
  /** Whom it has to be explained to: an owner who has never answered, and somebody who owns nothing. */
  newcomer: 'owner' | 'without-key-results' | null
  owed: Owed
  toDecide: ToDecide
  mine: readonly KeyResultStatus[]
  board: TeamBoard | null
  objectives: readonly { id: string; title: string }[]
  sendingTime: SendingTime
}

export interface ToDecide {
  offers: readonly HandOverShown[]
  /** Findings that wait for them, the longest waiting first. */
  findings: readonly FindingLine[]
  /** Approved findings of which nobody has made any work. */
  withoutDriver: readonly FindingLine[]
  /** Key results of teams they lead that nobody owns any more. */
  ownerless: readonly { id: KeyResultId; title: string; leftBy: string | null }[]
}

/** The reader's teams; for somebody who has none, everybody's. */
export interface TeamBoard {
  of: string
  rollUp: RollUp
  worst: KeyResultStatus | null
  /** O1-KR1 before O1-KR2. */
  rows: readonly KeyResultStatus[]
}

/** Somebody's Home as it is now. */
export function showHome(db: Db, personId: PersonId, now: Date, defaultZone: Zone): Home {
  const reader = readerOf(db, personId, now, defaultZone)
  const teams = teamsOf(db, personId)
  const teamIds = teams.map(({ id }) => id)
  const objectives = objectivesToSee(db, personId, teamIds, now, defaultZone)
  const mine = objectives.flatMap((one) => one.keyResults).filter(({ owner }) => owner?.id === personId)
  const { slackId, name } = getPerson(db, personId)
  return {
    reader,
    slackId,
    firstName: name.split(' ')[0] as string,
    newcomer: mine.length === 0 ? 'without-key-results' : hasAnswered(db, personId) ? null : 'owner',
    owed: showOwed(db, personId, now, defaultZone),
    toDecide: toDecide(db, personId, teams, objectives, now, defaultZone),
    mine,
    board: board(teams, objectives),
    objectives: objectives.map(({ objective: { id, title } }) => ({ id, title })),
    sendingTime: showSendingTime(db, personId, now, defaultZone),
  }
}

function objectivesToSee(db: Db, personId: PersonId, teamIds: readonly TeamId[], now: Date, defaultZone: Zone) {
  if (whyNotSee(db, personId) !== null) return []
  const status =
    teamIds.length > 0
      ? statusOfTeams(db, teamIds, now, defaultZone)
      : showStatus(db, { kind: 'all' }, now, defaultZone)
  return status.objectives
}

function toDecide(
  db: Db,
  personId: PersonId,
  teams: readonly Team[],
  objectives: readonly ObjectiveStatus[],
  now: Date,
  defaultZone: Zone,
): ToDecide {
  const led = new Set(teams.flatMap(({ id, leadId }) => (leadId === personId ? [id] : [])))
  const keyResults = objectives.filter(({ objective }) => led.has(objective.teamId)).flatMap((one) => one.keyResults)
  const owners = peopleById(
    db,
    keyResults.flatMap(({ owner }) => owner?.id ?? []),
  )
  return {
    offers: listHandOversTo(db, personId).map(({ id }) => showHandOver(db, id, now, defaultZone)),
    findings: waitingFor(db, personId, now, defaultZone),
    withoutDriver: withoutDriver(db, personId, now, defaultZone),
    ownerless: keyResults.flatMap(({ keyResult: { id, title }, owner }) => {
      const left = owner && owners.get(owner.id)?.deactivatedAt ? owner.name : null
      return owner === null || left !== null ? [{ id, title, leftBy: left }] : []
    }),
  }
}

function board(teams: readonly Team[], objectives: readonly ObjectiveStatus[]): TeamBoard | null {
  const rows = objectives.flatMap((one) => one.keyResults)
  if (rows.length === 0) return null
  const of = teams.length > 0 ? teams.map(({ name }) => name).join(', ') : 'All teams'
  return { of, rollUp: rollUp(rows), worst: worstOf(rows), rows }
}
