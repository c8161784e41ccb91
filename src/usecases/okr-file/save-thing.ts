import { isKeyResultId, objectiveOf, type PersonId } from '../../domain/ids.ts'
import { parseEvery, parseLimit } from '../../domain/kpis.ts'
import type { Definitions, Thing, ThingKind } from '../../domain/okr-file/things.ts'
import { parsePersonReference } from '../../domain/people.ts'
import type { Db } from '../../platform/db.ts'
import { saveApprovalRules } from '../../storage/approval-rules.ts'
import { findCycleByName, saveCycle } from '../../storage/cycles.ts'
import { addHolidays } from '../../storage/holidays.ts'
import { saveInitiative } from '../../storage/initiatives.ts'
import { saveDependencies, saveKeyResult, saveLinks } from '../../storage/key-results.ts'
import { findKpi, saveKpi } from '../../storage/kpis.ts'
import { saveObjective } from '../../storage/objectives.ts'
import { ensurePerson, savePersonFromFile, setFileAdmins } from '../../storage/people.ts'
import { addDaysOff, daysOffOf, preferencesOf, removeDaysOff, savePreferences } from '../../storage/preferences.ts'
import { findTeamByName, saveTeam } from '../../storage/teams.ts'

export interface Saving {
  tx: Db
  /** Of the file: its objectives belong to it. */
  cycle: string
  now: Date
}

type Savers = { [Kind in ThingKind]: (saving: Saving, key: string, definition: Definitions[Kind]) => void }

/** Stores one thing as it is described. What it names must be stored before. */
export function saveThing<Kind extends ThingKind>(
  saving: Saving,
  kind: Kind,
  key: string,
  definition: Definitions[Kind],
): void {
  savers[kind](saving, key, definition)
}

const savers: Savers = {
  cycle({ tx }, name, dates) {
    saveCycle(tx, { name, ...dates })
  },

  admins({ tx }, _key, { people }) {
    setFileAdmins(
      tx,
      people.map((person) => ensurePerson(tx, person)),
    )
  },

  person({ tx, now }, person, { git, zone, delegate, weekday, time, daysOff }) {
    const id = ensurePerson(tx, person)
    savePersonFromFile(tx, id, { git, zone })
    const delegateId = idOf(tx, delegate)
    const before = preferencesOf(tx, id) ?? { weekday: null, time: null, delegateId: null }
    if (before.weekday !== weekday || before.time !== time || before.delegateId !== delegateId) {
      savePreferences(tx, id, { weekday, time, delegateId, source: 'file' }, now)
    }
    const off = daysOffOf(tx, id)
    addDaysOff(tx, id, missingFrom(off, daysOff), 'file')
    removeDaysOff(tx, id, missingFrom(daysOff, off))
  },

  // Other files and people name holidays too, so only the import knows which are no more.
  holidays({ tx }, _key, { dates }) {
    addHolidays(tx, dates)
  },

  team({ tx, now }, name, said) {
    const { checkInWeekday, checkInTime, checkInStarts, lead, ...plain } = said
    const checkIn = { weekday: checkInWeekday, time: checkInTime, starts: checkInStarts }
    saveTeam(tx, { ...plain, name, checkIn, leadId: idOf(tx, lead) }, now)
  },

  kpi({ tx }, id, { every, limit, owner, ...plain }) {
    saveKpi(tx, {
      ...plain,
      id,
      every: every === null ? null : parseEvery(every),
      limit: limit === null ? null : parseLimit(limit),
      ownerId: idOf(tx, owner),
      isImplicit: isKeyResultId(id),
    })
  },

  objective({ tx, cycle }, id, { team, ...plain }) {
    const cycleId = findCycleByName(tx, cycle)?.id
    const teamId = findTeamByName(tx, team)?.id
    if (cycleId === undefined || teamId === undefined) throw new Error(`${id} has no stored cycle or team`)
    saveObjective(tx, { ...plain, id, cycleId, teamId })
  },

  'key-result'({ tx, now }, id, { kpi, owner, guardrail, dependencies, links, ...plain }) {
    const objectiveId = objectiveOf(id)
    saveKeyResult(
      tx,
      { ...plain, id, objectiveId, kpiId: kpi, ownerId: idOf(tx, owner), guardrailKpiId: guardrail },
      now,
    )
    saveDependencies(
      tx,
      id,
      dependencies.map(({ on, owner: by, due }) => ({ on, ownerId: idOf(tx, by), due })),
    )
    saveLinks(tx, id, links)
  },

  initiative({ tx }, title, definition) {
    saveInitiative(tx, { title, ...definition })
  },

  approvals({ tx }, _key, { rules }) {
    saveApprovalRules(tx, rules)
    // What is written like a handle may be a user group's: Slack is asked first.
    for (const reference of rules.flatMap(({ approvers, fallback }) => [...approvers, ...fallback])) {
      const kind = parsePersonReference(reference)?.kind
      if (kind === 'email' || kind === 'slack-id') ensurePerson(tx, reference)
    }
  },
}

/** A key result without a KPI has one of its own, which is called what the key result is called. Any may name it. */
export function keepOwnKpis(tx: Db, things: readonly Thing[]): void {
  const nothing = { unit: null, every: null, ownerId: null, baseline: null, target: null, limit: null }
  for (const { kind, key: id, definition } of things) {
    if (kind !== 'key-result') continue
    const { kpi, title } = definition as Definitions['key-result']
    if (kpi === id && findKpi(tx, id) === null) saveKpi(tx, { id, name: title, ...nothing, isImplicit: true })
  }
}

function idOf(tx: Db, person: string | null): PersonId | null {
  return person === null ? null : ensurePerson(tx, person)
}

function missingFrom<Item>(list: readonly Item[], items: readonly Item[]): Item[] {
  return items.filter((item) => !list.includes(item))
}
