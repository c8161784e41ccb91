import type { Db } from '../../src/platform/db.ts'
import { saveCycle } from '../../src/storage/cycles.ts'
import { saveKeyResult } from '../../src/storage/key-results.ts'
import { recordReading, saveKpi } from '../../src/storage/kpis.ts'
import { saveObjective } from '../../src/storage/objectives.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { saveTeam } from '../../src/storage/teams.ts'

export function importAcme(db: Db, now: Date, _file?: string): void {
  const sarah = ensurePerson(db, 'sarah@acme.example')
  const mike = ensurePerson(db, 'mike@acme.example')
  const cycleId = saveCycle(db, { name: '2026-Q1', starts: '2026-01-01', ends: '2026-03-31' })
  const teamId = saveTeam(
    db,
    {
      name: 'Retention',
      level: 'team',
      zone: 'America/New_York',
      workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      leadId: sarah,
      channel: '#retention',
      checkIn: { weekday: 'monday', time: '09:00', starts: '2026-01-12' },
      report: null,
    },
    now,
  )
  saveObjective(db, {
    id: 'O1',
    cycleId,
    teamId,
    title: 'New customers stay',
    type: 'impact',
    supports: null,
    whyNow: null,
  })
  saveKpi(db, {
    id: 'churn',
    name: 'Monthly customer churn',
    unit: '%',
    every: { count: 1, unit: 'month' },
    ownerId: mike,
    baseline: 8,
    target: 5,
    limit: null,
    isImplicit: false,
  })
  for (const [at, value] of [
    ['2025-10-31', 7],
    ['2025-12-31', 8],
  ] as const)
    recordReading(db, { kpiId: 'churn', at, value, source: 'billing exports', note: null, recordedBy: null }, now)
  const kr = (n: number, title: string, ownerId: number) =>
    saveKeyResult(
      db,
      {
        id: `O1-KR${n}`,
        objectiveId: 'O1',
        title,
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
      },
      now,
    )
  kr(1, 'Reduce monthly customer churn from 8 % to 5 %', mike)
  kr(2, 'Second thing', mike)
  kr(3, 'Sarah’s thing', sarah)
}

/** One team with `count` owners of one key result each, all in UTC. */
export function importOwners(db: Db, count: number, now: Date): void {
  const cycleId = saveCycle(db, { name: '2026-Q1', starts: '2026-01-01', ends: '2026-03-31' })
  const teamId = saveTeam(
    db,
    {
      name: 'Everybody',
      level: 'team',
      zone: 'UTC',
      workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      leadId: null,
      channel: null,
      checkIn: { weekday: 'monday', time: '09:00', starts: '2026-01-12' },
      report: null,
    },
    now,
  )
  for (let n = 0; n < count; n++) {
    const ownerId = ensurePerson(db, `owner${n}@acme.example`)
    const id = `O${n + 1}`
    saveObjective(db, { id, cycleId, teamId, title: `Objective ${n}`, type: 'impact', supports: null, whyNow: null })
    saveKpi(db, {
      id: `kpi${n}`,
      name: `KPI ${n}`,
      unit: '%',
      every: null,
      ownerId: null,
      baseline: 8,
      target: 5,
      limit: null,
      isImplicit: true,
    })
    saveKeyResult(
      db,
      {
        id: `${id}-KR1`,
        objectiveId: id,
        title: `Key result ${n}`,
        kpiId: `kpi${n}`,
        baseline: 8,
        target: 5,
        threshold: null,
        due: null,
        ownerId,
        indicator: null,
        commitment: 'aspirational',
        measurement: null,
        dashboard: null,
        guardrailKpiId: null,
        labels: [],
        assumption: null,
        proxyFor: null,
      },
      now,
    )
  }
}
