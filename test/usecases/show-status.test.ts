import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Confidence } from '../../src/domain/check-ins.ts'
import type { Db } from '../../src/platform/db.ts'
import { addCheckInVersion } from '../../src/storage/check-ins.ts'
import { saveCycle } from '../../src/storage/cycles.ts'
import { addDelivery, changeDelivery } from '../../src/storage/deliveries.ts'
import { recordReading } from '../../src/storage/kpis.ts'
import { saveObjective } from '../../src/storage/objectives.ts'
import { findPersonByReference } from '../../src/storage/people.ts'
import { addDaysOff } from '../../src/storage/preferences.ts'
import { addRequest, addRequestItem, dropRequestItem } from '../../src/storage/requests.ts'
import { saveSkip } from '../../src/storage/skips.ts'
import { requestKey } from '../../src/usecases/check-ins/request-key.ts'
import { importOkrFile } from '../../src/usecases/import-okr-file.ts'
import { type KeyResultStatus, readStatusScope, type StatusScope, showStatus } from '../../src/usecases/show-status.ts'
import { freshDatabase } from '../support/database.ts'

const acme = readFileSync(new URL('../../src/demo/acme/okrs.yaml', import.meta.url))
const friday = new Date('2026-01-09T17:00:00Z')
/** Mike's nine o'clock on the first Monday, in Los Angeles. */
const asked = new Date('2026-01-12T17:00:00Z')
const wednesday = new Date('2026-01-14T17:00:00Z')
const thursday = new Date('2026-01-15T17:00:00Z')

describe('status', () => {
  test('before anybody answered: no confidence, nothing stale, progress and pace from the readings', () => {
    const { db } = acmeDatabase()
    expect(keyResult(db, 'O2-KR2', friday)).toMatchObject({
      owner: { name: 'mike@acme.example' },
      current: { value: 5, at: '2026-01-08' },
      progress: 4 / 7,
      pace: 4 / 7 / 0.1,
      paceStatus: 'on pace',
      confidence: null,
      stale: false,
      divergent: false,
    })
  })

  test('a key result without numbers has its KPI’s, and a reading of tomorrow is none', () => {
    const { db } = acmeDatabase()
    db.run(`update key_results set baseline = null, target = null where id = 'O1-KR1'`)
    recordReading(db, { kpiId: 'churn', at: '2026-01-10', value: 1, source: 'x', note: null, recordedBy: null }, friday)
    expect(keyResult(db, 'O1-KR1', friday)).toMatchObject({
      baseline: 8,
      target: 5,
      current: { value: 8 },
      progress: 0,
    })
  })

  test('the last answer is that of the latest week, unless it was taken back', () => {
    const { db } = acmeDatabase()
    answer(db, 'O1-KR1', '2026-W03', 1, asked)
    answer(db, 'O1-KR1', '2026-W04', 0, new Date('2026-01-20T17:00:00Z'))
    // Late, for a week before: it says nothing about today.
    answer(db, 'O1-KR1', '2026-W02', 2, new Date('2026-01-21T17:00:00Z'))
    const now = new Date('2026-01-21T18:00:00Z')
    expect(keyResult(db, 'O1-KR1', now)).toMatchObject({ confidence: 0, checkedInAt: new Date('2026-01-20T17:00:00Z') })
    answer(db, 'O1-KR1', '2026-W04', null, now)
    expect(keyResult(db, 'O1-KR1', now)).toMatchObject({ confidence: 1, checkedInAt: asked })
  })

  test('stale is three of the owner’s working days after the message, to the hour, until any answer', () => {
    const { db } = acmeDatabase()
    ask(db, ['O1-KR1'])
    expect(keyResult(db, 'O1-KR1', wednesday).stale).toBe(false)
    expect(keyResult(db, 'O1-KR1', new Date(thursday.getTime() - 1)).stale).toBe(false)
    expect(keyResult(db, 'O1-KR1', thursday)).toMatchObject({ stale: true, staleSince: thursday })
    expect(keyResult(db, 'O2-KR1', thursday).stale).toBe(false)
    addDaysOff(db, mike(db), ['2026-01-14'], 'home')
    expect(keyResult(db, 'O1-KR1', thursday).stale).toBe(false)
    expect(keyResult(db, 'O1-KR1', new Date('2026-01-16T17:00:00Z')).stale).toBe(true)
    answer(db, 'O1-KR1', '2026-W03', 2, new Date('2026-01-16T18:00:00Z'))
    expect(keyResult(db, 'O1-KR1', new Date('2026-01-20T17:00:00Z')).stale).toBe(false)
  })

  test('what was skipped, dropped or never arrived cannot be stale', () => {
    const { db } = acmeDatabase()
    const request = ask(db, ['O1-KR1', 'O2-KR1', 'O2-KR2'])
    saveSkip(db, { keyResultId: 'O1-KR1', week: '2026-W03', reason: 'r', skippedBy: mike(db), skippedAt: asked })
    dropRequestItem(db, request, 'O2-KR1', 'Ana owns it.', asked)
    const stale = () =>
      showStatus(db, { kind: 'all' }, thursday, 'UTC')
        .objectives.flatMap(({ keyResults }) => keyResults)
        .filter((one) => one.stale)
        .map((one) => one.keyResult.id)
    expect(stale()).toEqual(['O2-KR2'])
    changeDelivery(db, requestKey(request), { state: 'failed' })
    expect(stale()).toEqual([])
  })

  test('divergent: on track, while the readings end elsewhere; at risk lists it, whatever was said', () => {
    const { db } = acmeDatabase()
    const now = new Date('2026-01-28T17:00:00Z')
    for (const [at, value] of [
      ['2026-01-16', 339],
      ['2026-01-23', 341],
    ] as const) {
      recordReading(db, { kpiId: 'support_tickets', at, value, source: 'help desk', note: null, recordedBy: null }, now)
    }
    answer(db, 'O1-KR3', '2026-W04', 2, now)
    expect(keyResult(db, 'O1-KR3', now)).toMatchObject({
      confidence: 2,
      divergent: true,
      divergence: { threshold: 277 },
    })
    const atRisk = showStatus(db, { kind: 'at-risk' }, now, 'UTC').objectives
    expect(atRisk.flatMap(({ keyResults }) => keyResults.map((one) => one.keyResult.id))).toEqual(['O1-KR3'])
    answer(db, 'O1-KR3', '2026-W04', 1, now)
    expect(keyResult(db, 'O1-KR3', now).divergent).toBe(false)
  })

  test('an objective of another cycle is measured against its own', () => {
    const { db } = acmeDatabase()
    const cycleId = saveCycle(db, { name: '2025-Q4', starts: '2025-10-01', ends: '2025-12-31' })
    saveObjective(db, { id: 'O9', cycleId, teamId: 1, title: 'Old', type: null, supports: null, whyNow: null })
    expect(showStatus(db, { kind: 'objective', id: 'O9' }, friday, 'UTC')).toMatchObject({
      cycle: { name: '2025-Q4' },
      elapsed: 1,
      objectives: [{ objective: { id: 'O9' }, keyResults: [] }],
    })
    expect(showStatus(db, { kind: 'all' }, friday, 'UTC').cycle?.name).toBe('2026-Q1')
  })

  test('today is the team’s', () => {
    const { db } = acmeDatabase()
    recordReading(db, { kpiId: 'churn', at: '2026-01-10', value: 7, source: 'x', note: null, recordedBy: null }, friday)
    const afterMidnightInUtc = new Date('2026-01-10T01:00:00Z')
    expect(keyResult(db, 'O1-KR1', afterMidnightInUtc).current?.value).toBe(8)
    expect(keyResult(db, 'O1-KR1', new Date('2026-01-10T06:00:00Z')).current?.value).toBe(7)
  })
})

describe('what a person types after status', () => {
  test.each([
    ['', { kind: 'all' }],
    ['at risk', { kind: 'at-risk' }],
    ['AT-RISK', { kind: 'at-risk' }],
    [' o1 ', { kind: 'objective', id: 'O1' }],
    ['O1 kr2', { kind: 'key-result', id: 'O1-KR2' }],
    ['retention', { kind: 'team', id: 1 }],
    ['O9', { kind: 'unknown', sentence: 'There is no objective O9.' }],
    ['O1-KR9', { kind: 'unknown', sentence: 'There is no key result O1-KR9.' }],
    ['at-rsk', { kind: 'unknown', sentence: 'There is no team called at-rsk. Did you mean at-risk?' }],
  ])('%j', (typed, scope) => {
    const { db } = acmeDatabase()
    expect(readStatusScope(db, typed)).toEqual(scope)
  })
})

function acmeDatabase() {
  const database = freshDatabase()
  const outcome = importOkrFile(database.db, acme, { defaultZone: 'UTC' }, friday)
  if (outcome.kind === 'problems') throw new Error(JSON.stringify(outcome.problems))
  return database
}

function keyResult(db: Db, id: string, now: Date): KeyResultStatus {
  const scope: StatusScope = { kind: 'key-result', id }
  const [only] = showStatus(db, scope, now, 'UTC').objectives.flatMap(({ keyResults }) => keyResults)
  if (!only) throw new Error(`no ${id}`)
  return only
}

function mike(db: Db): number {
  return findPersonByReference(db, 'mike@acme.example')?.id ?? 0
}

function answer(db: Db, keyResultId: string, week: string, confidence: Confidence | null, at: Date): void {
  const said =
    confidence === null ? null : { confidence, evidence: [], note: null, risk: null, nextAction: null, test: null }
  addCheckInVersion(db, { keyResultId, week, answer: said, by: mike(db), at, via: 'button' })
}

/** Mike's request of the first week, sent at nine. */
function ask(db: Db, keyResultIds: string[]): number {
  const personId = mike(db)
  const request = { personId, week: '2026-W03', outcome: 'asked', askOn: '2026-01-12', reason: null } as const
  const id = addRequest(db, { ...request, plannedAt: asked, decidedAt: asked }) ?? 0
  for (const keyResultId of keyResultIds) addRequestItem(db, { requestId: id, keyResultId })
  const notice = { kind: 'check-in-request', requestId: id } as const
  addDelivery(db, { key: requestKey(id), mark: 'm', notice, personId }, asked)
  changeDelivery(db, requestKey(id), { state: 'sent', settledAt: asked })
  return id
}
