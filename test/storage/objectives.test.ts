import { describe, expect, test } from 'vitest'
import type { KeyResult, Objective } from '../../src/domain/objectives.ts'
import { defaultCheckIn, defaultWorkingDays } from '../../src/domain/teams.ts'
import type { Db } from '../../src/platform/db.ts'
import { openCycle, saveCycle } from '../../src/storage/cycles.ts'
import { listInitiatives, saveInitiative } from '../../src/storage/initiatives.ts'
import {
  dependenciesOf,
  getKeyResult,
  listKeyResults,
  listKeyResultsOwnedBy,
  listOwners,
  saveDependencies,
  saveKeyResult,
} from '../../src/storage/key-results.ts'
import { latestReading, readingsOf, recordReading, saveKpi } from '../../src/storage/kpis.ts'
import { listObjectives, nextObjectiveNumber, saveObjective } from '../../src/storage/objectives.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { cycles, dependencies } from '../../src/storage/tables/objectives.ts'
import { getTeam, listUnresolvedChannels, resolveChannel, saveTeam } from '../../src/storage/teams.ts'
import { freshDatabase } from '../support/database.ts'

const now = new Date('2026-01-09T17:00:00Z')
const later = new Date('2026-01-10T17:00:00Z')

describe('cycles', () => {
  test('the open cycle holds the date; the latest begun wins; past and future are second and third best', () => {
    const { db } = freshDatabase()
    expect(openCycle(db, '2026-01-09')).toBeNull()
    saveCycle(db, { name: '2026-Q2', starts: '2026-04-01', ends: '2026-06-30' })
    expect(openCycle(db, '2026-01-09')?.name).toBe('2026-Q2')
    saveCycle(db, { name: '2025-Q3', starts: '2025-07-01', ends: '2025-09-30' })
    expect(openCycle(db, '2026-01-09')?.name).toBe('2025-Q3')
    saveCycle(db, { name: '2026', starts: '2026-01-01', ends: '2026-12-31' })
    saveCycle(db, { name: '2026-Q1', starts: '2026-01-01', ends: '2026-03-31' })
    expect(openCycle(db, '2026-01-09')?.name).toBe('2026-Q1')
    expect(openCycle(db, '2026-04-01')?.name).toBe('2026-Q2')
    db.update(cycles).set({ closedAt: now }).run()
    expect(openCycle(db, '2026-01-09')).toBeNull()
  })
})

describe('objectives and key results', () => {
  test('come in the order of their numbers, O2 before O10', () => {
    const { db } = freshDatabase()
    const objective = acme(db)
    for (const id of ['O10', 'O2']) {
      saveObjective(db, { ...objective, id })
      saveKeyResult(db, keyResult(`${id}-KR1`, id, 1), now)
    }
    expect(listObjectives(db, objective.cycleId).map((one) => one.id)).toEqual(['O1', 'O2', 'O10'])
    expect(listKeyResults(db, objective.cycleId).map((one) => one.id)).toEqual(['O2-KR1', 'O10-KR1'])
    expect(nextObjectiveNumber(db)).toBe(11)
  })

  test('`ownedSince` is when the present owner took over', () => {
    const { db } = freshDatabase()
    acme(db)
    const sarah = ensurePerson(db, 'sarah@acme.example')
    saveKeyResult(db, keyResult('O1-KR1', 'O1', 1), now)
    saveKeyResult(db, { ...keyResult('O1-KR1', 'O1', 1), title: 'Other' }, later)
    expect(getKeyResult(db, 'O1-KR1')).toMatchObject({ title: 'Other', ownedSince: now })
    saveKeyResult(db, keyResult('O1-KR1', 'O1', sarah), later)
    expect(getKeyResult(db, 'O1-KR1').ownedSince).toEqual(later)
    expect(listOwners(db).map((one) => one.id)).toEqual([sarah])
    expect(listKeyResultsOwnedBy(db, sarah).map((one) => one.id)).toEqual(['O1-KR1'])
    db.update(cycles).set({ closedAt: now }).run()
    expect(listOwners(db)).toEqual([])
    expect(listKeyResultsOwnedBy(db, sarah)).toEqual([])
  })

  test('a dependency that is written again stays closed', () => {
    const { db } = freshDatabase()
    acme(db)
    saveKeyResult(db, keyResult('O1-KR1', 'O1', 1), now)
    const automated = { on: 'Billing export automated', ownerId: 1, due: '2026-01-20' }
    saveDependencies(db, 'O1-KR1', [automated, { on: 'Legal', ownerId: null, due: null }])
    db.update(dependencies).set({ closedAt: now }).run()
    saveDependencies(db, 'O1-KR1', [{ ...automated, due: '2026-01-27' }])
    expect(dependenciesOf(db, 'O1-KR1')).toMatchObject([{ on: automated.on, due: '2026-01-27', closedAt: now }])
  })

  test('an initiative is known by its title and contributes to what was said last', () => {
    const { db } = freshDatabase()
    acme(db)
    for (const number of [1, 2]) saveKeyResult(db, keyResult(`O1-KR${number}`, 'O1', 1), now)
    const wizard = { title: 'Onboarding wizard', link: null, evidence: null, expectedImpact: '-3.5 pp churn' }
    saveInitiative(db, { ...wizard, contributesTo: ['O1-KR1', 'O1-KR2'] })
    saveInitiative(db, { ...wizard, contributesTo: ['O1-KR2'] })
    expect(listInitiatives(db)).toMatchObject([{ ...wizard, contributesTo: ['O1-KR2'] }])
  })
})

describe('readings', () => {
  test('the latest counts, of one day the last recorded; a second of the same value is none', () => {
    const { db } = freshDatabase()
    acme(db)
    const reading = { kpiId: 'churn', at: '2025-12-31', value: 8, source: 'billing', note: null, recordedBy: null }
    expect(recordReading(db, reading, now)).toBe('stored')
    expect(recordReading(db, { ...reading, source: 'Mike' }, later)).toBe('duplicate')
    expect(recordReading(db, { ...reading, value: 7.9 }, later)).toBe('stored')
    expect(recordReading(db, { ...reading, at: '2025-11-30', value: 7.5 }, later)).toBe('stored')
    expect(latestReading(db, 'churn', '2026-01-09')?.value).toBe(7.9)
    expect(latestReading(db, 'churn', '2025-12-30')?.value).toBe(7.5)
    expect(latestReading(db, 'churn', '2025-01-01')).toBeNull()
    expect(readingsOf(db, 'churn', '2025-12-01').map((one) => one.value)).toEqual([8, 7.9])
  })
})

describe('teams', () => {
  test('a channel that is written differently is looked up again', () => {
    const { db } = freshDatabase()
    const team = getTeam(db, acme(db).teamId)
    expect(listUnresolvedChannels(db)).toEqual([{ channel: '#retention', usedFor: 'team Retention' }])
    resolveChannel(db, '#retention', 'C1')
    expect(listUnresolvedChannels(db)).toEqual([])
    saveTeam(db, { ...team, zone: 'Europe/Berlin' }, later)
    expect(getTeam(db, team.id)).toMatchObject({ zone: 'Europe/Berlin', channelId: 'C1', importedAt: now })
    saveTeam(db, { ...team, channel: '#growth' }, later)
    expect(getTeam(db, team.id).channelId).toBeNull()
  })
})

/** A team, a cycle, a KPI, and O1 without key results; person 1 is Mike. */
function acme(db: Db): Objective {
  ensurePerson(db, 'mike@acme.example')
  const team = {
    name: 'Retention',
    level: 'team',
    zone: null,
    workingDays: defaultWorkingDays,
    leadId: null,
    channel: '#retention',
    checkIn: defaultCheckIn,
    report: null,
  } as const
  const teamId = saveTeam(db, team, now)
  const cycleId = saveCycle(db, { name: '2026-Q1', starts: '2026-01-01', ends: '2026-03-31' })
  saveKpi(db, {
    id: 'churn',
    name: 'Monthly customer churn',
    unit: '%',
    every: { count: 1, unit: 'month' },
    ownerId: 1,
    baseline: 8,
    target: 5,
    limit: null,
    isImplicit: false,
  })
  const objective: Objective = { id: 'O1', cycleId, teamId, title: 'Stay', type: null, supports: null, whyNow: null }
  saveObjective(db, objective)
  return objective
}

function keyResult(id: string, objectiveId: string, ownerId: number): Omit<KeyResult, 'ownedSince'> {
  return {
    id,
    objectiveId,
    title: 'Reduce churn',
    kpiId: 'churn',
    baseline: 8,
    target: 5,
    threshold: null,
    due: null,
    ownerId,
    indicator: 'lagging',
    commitment: 'aspirational',
    measurement: null,
    dashboard: null,
    guardrailKpiId: null,
    labels: [],
    assumption: null,
    proxyFor: null,
  }
}
