import {
  compareIds,
  type KeyResultId,
  keyResultId,
  type ObjectiveId,
  objectiveOf,
  type PersonId,
  parseId,
  type TeamId,
} from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { nearest } from '../../domain/nearest.ts'
import type { Db } from '../../platform/db.ts'
import { openCycle } from '../../storage/cycles.ts'
import { findKeyResult, listKeyResultsOfObjective } from '../../storage/key-results.ts'
import { findObjective, listObjectives } from '../../storage/objectives.ts'
import { findPersonByReference, findPersonBySlackId, listPeople } from '../../storage/people.ts'
import { listTeams } from '../../storage/teams.ts'
import { teamsOf } from './teams-of.ts'

/** What somebody wants to know when they type something after `status`. */
export type StatusQuestion =
  | { kind: 'everything' }
  | { kind: 'at-risk' }
  | { kind: 'cycle' }
  | { kind: 'missing' }
  | { kind: 'person'; id: PersonId }
  | { kind: 'teams'; ids: readonly TeamId[]; names: readonly string[] }
  | { kind: 'objective'; id: ObjectiveId }
  | { kind: 'key-result'; id: KeyResultId }
  /** Nothing is called so: a sentence that names what was probably meant. */
  | { kind: 'unknown'; sentence: string }

const keywords = ['me', 'team', 'at-risk', 'missing', 'cycle']

/**
 * Understands nothing at all, `me`, a person (`@mike`, or as Slack writes a mention), `team`, a team's name, `O1`,
 * `o1-kr1`, `at-risk`, `missing` and `cycle`; asked by somebody on a date.
 */
export function readStatusQuestion(
  db: Db,
  { typed, by }: { typed: string; by: PersonId },
  now: Date,
  defaultZone: Zone,
): StatusQuestion {
  const text = typed.trim().replace(/\s+/g, ' ')
  const id = parseId(text)
  if (id?.kind === 'objective') return objective(db, id.id, now, defaultZone)
  if (id?.kind === 'key-result') return keyResult(db, id.id, now, defaultZone)
  const mentioned = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/i.exec(text)?.[1]
  if (mentioned) return person(findPersonBySlackId(db, mentioned.toUpperCase())?.id)
  switch (text.toLowerCase().replace(/[\s_-]+/g, '-')) {
    case '':
    case 'all':
    case 'everything':
      return { kind: 'everything' }
    case 'me':
    case 'mine':
      return { kind: 'person', id: by }
    case 'at-risk':
    case 'risk':
      return { kind: 'at-risk' }
    case 'missing':
      return { kind: 'missing' }
    case 'cycle':
      return { kind: 'cycle' }
    case 'team':
    case 'my-team':
      return ownTeams(db, by)
  }
  if (text.startsWith('@')) return handle(db, text)
  return named(db, text.replace(/^team /i, ''), now, defaultZone)
}

function objective(db: Db, id: ObjectiveId, now: Date, defaultZone: Zone): StatusQuestion {
  if (findObjective(db, id)) return { kind: 'objective', id }
  return unknown(`There is no objective ${id}.`, presentObjectives(db, now, defaultZone), id)
}

function keyResult(db: Db, id: KeyResultId, now: Date, defaultZone: Zone): StatusQuestion {
  if (findKeyResult(db, id)) return { kind: 'key-result', id }
  const objectiveId = objectiveOf(id)
  if (!findObjective(db, objectiveId)) {
    const near = nearest(objectiveId, presentObjectives(db, now, defaultZone))
    const meant = near && keyResultId(near, Number(id.slice(id.indexOf('-KR') + 3)))
    const isThere = meant !== null && findKeyResult(db, meant) !== null
    return unknownAs(`There is no key result ${id}.`, isThere ? meant : near)
  }
  const siblings = listKeyResultsOfObjective(db, objectiveId).map((one) => one.id)
  const there = siblings.length === 0 ? 'no key results yet' : inWords(siblings)
  return { kind: 'unknown', sentence: `There is no key result ${id}: ${objectiveId} has ${there}.` }
}

function ownTeams(db: Db, by: PersonId): StatusQuestion {
  const teams = teamsOf(db, by)
  if (teams.length > 0) return { kind: 'teams', ids: teams.map(({ id }) => id), names: teams.map(({ name }) => name) }
  const names = listTeams(db).map(({ name }) => name)
  return {
    kind: 'unknown',
    sentence: `You own and lead nothing, so I cannot tell which team is yours.${names.length > 0 ? ` Name one: ${inWords(names)}.` : ''}`,
  }
}

function handle(db: Db, typed: string): StatusQuestion {
  const found = findPersonByReference(db, typed)
  if (found) return { kind: 'person', id: found.id }
  const handles = listPeople(db).flatMap((one) => (one.handle === null ? [] : [`@${one.handle}`]))
  return unknown(`I know nobody called ${clipped(typed)}.`, handles, typed)
}

function person(id: PersonId | undefined): StatusQuestion {
  if (id !== undefined) return { kind: 'person', id }
  return { kind: 'unknown', sentence: 'They own no key result, and I do not know them yet.' }
}

/** A team, or whatever else is called nearly so. */
function named(db: Db, name: string, now: Date, defaultZone: Zone): StatusQuestion {
  const teams = listTeams(db)
  const team = teams.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (team) return { kind: 'teams', ids: [team.id], names: [team.name] }
  const handles = listPeople(db).flatMap((one) => (one.handle === null ? [] : [`@${one.handle}`]))
  const known = [...keywords, ...teams.map((one) => one.name), ...presentObjectives(db, now, defaultZone), ...handles]
  return unknown(`I know no team, person or objective called “${clipped(name)}”.`, known, name)
}

function presentObjectives(db: Db, now: Date, defaultZone: Zone): ObjectiveId[] {
  const cycle = openCycle(db, localDateAt(now, defaultZone))
  return cycle === null
    ? []
    : listObjectives(db, cycle.id)
        .map(({ id }) => id)
        .sort(compareIds)
}

function unknown(sentence: string, known: readonly string[], typed: string): StatusQuestion {
  return unknownAs(sentence, nearest(typed, known))
}

function unknownAs(sentence: string, meant: string | null): StatusQuestion {
  return { kind: 'unknown', sentence: meant === null ? sentence : `${sentence} Did you mean ${meant}?` }
}

/** `O1-KR1, O1-KR2 and 3 more`. */
function inWords(names: readonly string[]): string {
  const shown = names.slice(0, 6)
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ')
}

function clipped(text: string): string {
  return Array.from(text).slice(0, 60).join('')
}
