import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../src/platform/db.ts'
import { findCycleByName } from '../../src/storage/cycles.ts'
import { holidays } from '../../src/storage/holidays.ts'
import { getKeyResult, saveKeyResult } from '../../src/storage/key-results.ts'
import { latestReading, recordReading } from '../../src/storage/kpis.ts'
import { listObjectives } from '../../src/storage/objectives.ts'
import { ensurePerson, findPersonByReference, listFileAdmins, listPeople } from '../../src/storage/people.ts'
import { savePersonFromSlack } from '../../src/storage/people-from-slack.ts'
import { addDaysOff, daysOffOf, preferencesOf, savePreferences } from '../../src/storage/preferences.ts'
import { addRequest, addRequestItem, listRequestItems } from '../../src/storage/requests.ts'
import { cycles } from '../../src/storage/tables/objectives.ts'
import { exportOkrFile } from '../../src/usecases/export-okr-file.ts'
import { type ImportOptions, type ImportReport, importOkrFile } from '../../src/usecases/import-okr-file.ts'
import { writeOkrFile } from '../../src/usecases/okr-file/write.ts'
import { freshDatabase } from '../support/database.ts'
import { okrFiles } from '../support/okr-file-arbitrary.ts'

const friday = new Date('2026-01-09T17:00:00Z')
const saturday = new Date('2026-01-10T17:00:00Z')
const example = readFileSync(new URL('../fixtures/okr-file-format.yaml', import.meta.url), 'utf8')

const small = `version: 1
admins: [sarah@acme.example]
people:
  - { person: mike@acme.example, delegate: sarah@acme.example, days_off: [2026-01-20] }
cycle: { name: 2026-Q1, starts: 2026-01-01, ends: 2026-03-31 }
teams:
  - { name: Retention, lead: sarah@acme.example, check_in: { starts: 2026-01-12 } }
holidays: [2026-01-01, 2026-01-19]
objectives:
  - team: Retention
    title: Stay
    key_results:
      - { title: Churn, baseline: 8, target: 5, owner: mike@acme.example, labels: [kpi-churn] }
      - { title: Tickets }
`

describe('importing an OKR file', () => {
  test('gives everything an id, an own KPI where none is named, and says who is asked when', () => {
    const { db } = freshDatabase()
    const report = imported(db, small)
    expect(states(report)).toEqual({
      'new': [
        'cycle:2026-Q1',
        'admins:',
        'person:mike@acme.example',
        'holidays:2026-Q1',
        'team:Retention',
        'objective:O1',
        'key-result:O1-KR1',
        'key-result:O1-KR2',
      ],
    })
    expect(getKeyResult(db, 'O1-KR1')).toMatchObject({ kpiId: 'O1-KR1', baseline: 8, commitment: 'aspirational' })
    expect(report.asks).toEqual([
      { name: 'mike@acme.example', words: expect.stringContaining('Mon 12 Jan, 09:00 UTC: O1-KR1.') },
      { name: 'Nobody', words: 'O1-KR2: no owner, so nobody is asked.' },
    ])
  })

  test('a second time changes nothing, not even when it was', () => {
    const { db, sqlite } = freshDatabase()
    for (const text of [small, example]) {
      const { db: one, sqlite: file } = text === small ? { db, sqlite } : freshDatabase()
      imported(one, text)
      const before = file.serialize()
      const again = imported(one, text, {}, saturday)
      expect(Object.keys(states(again))).toEqual(['unchanged'])
      expect(again.readings.new).toBe(0)
      expect(file.serialize().equals(before)).toBe(true)
    }
  })

  test('a dry run says the same and writes nothing', () => {
    const { db, sqlite } = freshDatabase()
    const before = sqlite.serialize()
    const tried = imported(db, example, { dryRun: true })
    expect(sqlite.serialize().equals(before)).toBe(true)
    expect(imported(db, example)).toEqual(tried)
  })

  test('that is wrong anywhere writes nothing and names every line', () => {
    const { db, sqlite } = freshDatabase()
    imported(db, small)
    const before = sqlite.serialize()
    const outcome = importOkrFile(
      db,
      small.replace('target: 5', 'target: five').replace('Tickets }', 'T, kpi: x }'),
      options(),
      friday,
    )
    expect(outcome).toEqual({
      kind: 'problems',
      problems: [
        { line: 13, message: expect.stringContaining('`target` must be a number') },
        { line: 14, message: expect.stringContaining('`kpi` names x') },
      ],
    })
    expect(sqlite.serialize().equals(before)).toBe(true)
  })

  test('updates what the file changed, and nothing else', () => {
    const { db } = freshDatabase()
    imported(db, small)
    const report = imported(
      db,
      small.replace('target: 5', 'target: 4').replace(', 2026-01-19', ', 2026-02-16'),
      {},
      saturday,
    )
    expect(states(report)['changed']).toEqual(['holidays:2026-Q1', 'key-result:O1-KR1'])
    expect(report.things.find((one) => one.key === 'O1-KR1')?.changes).toEqual([{ field: 'target', from: 5, to: 4 }])
    expect(getKeyResult(db, 'O1-KR1')).toMatchObject({ target: 4, ownedSince: friday })
    expect(holidays(db)).toEqual(['2026-01-01', '2026-02-16'])
  })

  test('keeps what somebody changed here since, field by field, unless forced', () => {
    const { db } = freshDatabase()
    imported(db, small)
    const ana = ensurePerson(db, 'ana@acme.example')
    saveKeyResult(db, { ...getKeyResult(db, 'O1-KR1'), ownerId: ana, target: 6 }, saturday)
    const edited = small.replace('target: 5', 'target: 4').replace('title: Churn', 'id: KR1, title: Monthly churn')
    for (const _again of [1, 2]) {
      const report = imported(db, edited, {}, saturday)
      expect(report.things.find((one) => one.key === 'O1-KR1')?.kept).toEqual([
        { field: 'target', from: 4, to: 6 },
        { field: 'owner', from: 'mike@acme.example', to: 'ana@acme.example' },
      ])
      expect(getKeyResult(db, 'O1-KR1')).toMatchObject({ title: 'Monthly churn', target: 6, ownerId: ana })
    }
    const forced = imported(db, edited, { force: true }, saturday)
    expect(forced.things.find((one) => one.key === 'O1-KR1')?.kept).toEqual([])
    expect(getKeyResult(db, 'O1-KR1')).toMatchObject({ target: 4, ownerId: ensurePerson(db, 'mike@acme.example') })
  })

  test('knows an objective by the title the file gave it, even when it was renamed here', () => {
    const { db } = freshDatabase()
    imported(db, small)
    const [objective] = listObjectives(db, 1)
    db.run(`update objectives set title = 'Renamed'`)
    db.run(`update key_results set title = 'Renamed too' where number = 1`)
    const report = imported(db, small)
    expect(listObjectives(db, 1)).toEqual([{ ...objective, title: 'Renamed' }])
    expect(report.things.flatMap((one) => one.kept)).toEqual([
      { field: 'title', from: 'Stay', to: 'Renamed' },
      { field: 'title', from: 'Churn', to: 'Renamed too' },
    ])
  })

  test('a new owner from the file: the open request to the old one drops the key result with a note', () => {
    const { db } = freshDatabase()
    imported(db, small)
    const mike = ensurePerson(db, 'mike@acme.example')
    const monday = new Date('2026-01-12T09:00:00Z')
    const asked = {
      week: '2026-W03',
      outcome: 'asked',
      askOn: '2026-01-12',
      plannedAt: monday,
      decidedAt: monday,
    } as const
    const requestId = addRequest(db, { ...asked, personId: mike, reason: null }) ?? 0
    addRequestItem(db, { requestId, keyResultId: 'O1-KR1' })
    imported(db, small.replace('owner: mike', 'owner: ana'), {}, new Date('2026-01-12T12:00:00Z'))
    expect(listRequestItems(db, requestId)).toMatchObject([
      { keyResultId: 'O1-KR1', droppedBecause: 'ana@acme.example owns it since 12 January.' },
    ])
  })

  test('what the file has no more stays, and is listed', () => {
    const { db } = freshDatabase()
    imported(db, small)
    const without = small.replace(/ {6}- { title: Tickets }\n/, '').replace(/people:\n.*\n/, '')
    const report = imported(db, without)
    expect(report.stays.map(({ kind, key }) => `${kind}:${key}`)).toEqual([
      'person:mike@acme.example',
      'key-result:O1-KR2',
    ])
    expect(getKeyResult(db, 'O1-KR2').title).toBe('Tickets')
    expect(preferencesOf(db, ensurePerson(db, 'mike@acme.example'))?.delegateId).not.toBeNull()
  })

  test('days off from Home and from the file are one list; each loses only its own', () => {
    const { db } = freshDatabase()
    imported(db, small)
    const mike = ensurePerson(db, 'mike@acme.example')
    addDaysOff(db, mike, ['2026-03-02'], 'home')
    imported(db, small.replace('[2026-01-20]', '[2026-01-21]'))
    expect(daysOffOf(db, mike)).toEqual(['2026-01-21', '2026-03-02'])
  })

  test('a time chosen in Home outlives the file', () => {
    const { db } = freshDatabase()
    const timed = small.replace('days_off: [2026-01-20]', 'check_in: { time: 10:00 }')
    imported(db, timed)
    const mike = ensurePerson(db, 'mike@acme.example')
    savePreferences(db, mike, { weekday: null, time: '14:00', delegateId: null, source: 'home' }, saturday)
    imported(db, timed.replace('10:00', '11:00'))
    expect(preferencesOf(db, mike)).toMatchObject({ time: '14:00', delegateId: null, source: 'home' })
  })

  test('admins are exactly those of the file, beside those named here', () => {
    const { db } = freshDatabase()
    imported(db, small)
    imported(db, small.replace('[sarah@acme.example]', '[ana@acme.example]'))
    const emails = () => listFileAdmins(db).map((id) => listPeople(db).find((one) => one.id === id)?.email)
    expect(emails()).toEqual(['ana@acme.example'])
    imported(db, small.replace(/admins.*\n/, ''))
    expect(emails()).toEqual(['ana@acme.example'])
  })

  test('a person is the same however the file and Slack write them', () => {
    const { db } = freshDatabase()
    imported(db, small)
    savePersonFromSlack(
      db,
      {
        slackId: 'U0MIKE',
        name: 'Mike',
        handle: 'mike',
        email: 'mike@acme.example',
        zone: 'America/Los_Angeles',
        isWorkspaceAdmin: false,
        isGuest: false,
        isExternal: false,
        isDeactivated: false,
      },
      friday,
      { handleIsSure: true },
    )
    const handles = small.replaceAll('mike@acme.example', '"@mike"')
    expect(Object.keys(states(imported(db, handles)))).toEqual(['unchanged'])
    expect(imported(db, small).asks[0]).toMatchObject({
      name: 'Mike',
      words: expect.stringContaining('Mon 12 Jan, 09:00 Los Angeles'),
    })
    const twice = small.replace('people:\n', 'people:\n  - { person: U0MIKE, delegate: "@mike" }\n')
    expect(importOkrFile(db, twice, options(), friday)).toMatchObject({
      problems: [
        { line: 4, message: '`delegate` is @mike, who is U0MIKE; name somebody else' },
        { line: 5, message: '`person` is mike@acme.example, who is U0MIKE and stands here already' },
      ],
    })
  })

  test('a second cycle goes on with the numbers and does not own the first one’s', () => {
    const { db } = freshDatabase()
    imported(db, small)
    const next = small.replace(
      '2026-Q1, starts: 2026-01-01, ends: 2026-03-31',
      '2026-Q2, starts: 2026-04-01, ends: 2026-06-30',
    )
    expect(states(imported(db, next))['new']).toEqual([
      'cycle:2026-Q2',
      'objective:O2',
      'key-result:O2-KR1',
      'key-result:O2-KR2',
    ])
    const outcome = importOkrFile(db, next.replace('- team', '- id: O1\n    team'), options(), friday)
    expect(outcome).toMatchObject({
      problems: [{ line: 10, message: '`id` is O1, which belongs to the cycle 2026-Q1' }],
    })
    expect(imported(db, next.replace(/ {6}- { title: Tickets }\n/, '')).stays.map((one) => one.key)).toEqual(['O2-KR2'])
  })

  test('a closed cycle stays as it is', () => {
    const { db } = freshDatabase()
    imported(db, small)
    db.update(cycles).set({ closedAt: saturday }).run()
    imported(db, small)
    const outcome = importOkrFile(db, small.replace('target: 5', 'target: 4'), options(), saturday)
    expect(outcome).toMatchObject({ problems: [{ line: 5, message: expect.stringContaining('is closed') }] })
  })

  test('readings are added once, and a correction made here stays the one that counts', () => {
    const { db } = freshDatabase()
    const withReadings = `${small}kpis: [{ id: churn, readings: [{ at: 2025-12-31, value: 8 }, { at: 2025-12-31, value: 8.0 }] }]\n`
    expect(imported(db, withReadings).readings).toEqual({ new: 1, known: 1 })
    recordReading(
      db,
      { kpiId: 'churn', at: '2025-12-31', value: 7.9, source: 'Mike', note: null, recordedBy: null },
      saturday,
    )
    expect(imported(db, withReadings, {}, saturday).readings).toEqual({ new: 0, known: 2 })
    expect(latestReading(db, 'churn', '2026-01-09')?.value).toBe(7.9)
  })

  test('a KPI of a key result’s own can be described, and be another’s guardrail', () => {
    const { db } = freshDatabase()
    const described = `${small.replace('title: Churn', 'title: Churn, guardrail: O1-KR2')}kpis: [{ id: O1-KR2, unit: "%" }]\n`
    imported(db, described)
    expect(getKeyResult(db, 'O1-KR1').guardrailKpiId).toBe('O1-KR2')
    const file = exported(db, '2026-Q1')
    expect(file.objectives[0]?.keyResults[1]).toMatchObject({ id: 'KR2', kpi: null })
    expect(file.kpis).toMatchObject([{ id: 'O1-KR2', unit: '%' }])
  })

  test('what is exported imports without loss, whatever was imported', () => {
    fc.assert(
      fc.property(okrFiles, (file) => {
        const first = freshDatabase()
        imported(first.db, writeOkrFile(file))
        const stored = exported(first.db, file.cycle.name)
        const again = imported(first.db, writeOkrFile(stored))
        expect(Object.keys(states(again)).filter((state) => state !== 'unchanged')).toEqual([])
        expect(again.stays).toEqual([])
        const second = freshDatabase()
        imported(second.db, writeOkrFile(stored))
        expect(exported(second.db, file.cycle.name)).toEqual(stored)
      }),
      { numRuns: 25 },
    )
  })

  test('the documented example exports as it was imported', () => {
    const { db } = freshDatabase()
    imported(db, example)
    const stored = exported(db, '2026-Q1')
    expect(stored.objectives[0]?.keyResults[0]).toMatchObject({ id: 'KR1', kpi: 'churn', owner: 'mike@acme.example' })
    expect(findPersonByReference(db, 'sarah@acme.example')).toMatchObject({ zone: 'America/New_York', isAdmin: true })
    const second = freshDatabase()
    imported(second.db, writeOkrFile(stored))
    expect(exported(second.db, '2026-Q1')).toEqual(stored)
  })
})

function options(given: Partial<ImportOptions> = {}): ImportOptions {
  return { defaultZone: 'UTC', ...given }
}

function imported(db: Db, text: string, given: Partial<ImportOptions> = {}, now = friday): ImportReport {
  const outcome = importOkrFile(db, text, options(given), now)
  if (outcome.kind === 'imported') return outcome
  throw new Error(`${JSON.stringify(outcome.problems)}\n${text}`)
}

function states(report: ImportReport): Record<string, string[]> {
  const groups = Object.groupBy(report.things, (one) => one.state)
  return Object.fromEntries(
    Object.entries(groups).map(([state, things]) => [state, things.map(({ kind, key }) => `${kind}:${key}`)]),
  )
}

function exported(db: Db, cycle: string) {
  const found = findCycleByName(db, cycle)
  if (!found) throw new Error(`no cycle ${cycle}`)
  return exportOkrFile(db, found)
}
