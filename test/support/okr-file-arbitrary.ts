import fc from 'fast-check'
import type { ApprovalRule } from '../../src/domain/approval-rules.ts'
import { weekdays } from '../../src/domain/local-time.ts'
import { commitments, indicators, objectiveTypes } from '../../src/domain/objectives.ts'
import type {
  FileInitiative,
  FileKeyResult,
  FileKpi,
  FileObjective,
  FilePerson,
  FileReport,
  FileTeam,
  OkrFile,
} from '../../src/domain/okr-file/okr-file.ts'
import { reportSections, teamLevels } from '../../src/domain/teams.ts'

// OKR files of every kind that is right: odd characters, words YAML takes for something else, empty corners.

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 })

const words = fc.oneof(
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '12',
    '0x1f',
    '1e3',
    '.inf',
    '2026-01-01',
    '09:00',
    '- a',
    '? b',
    '!c',
    '&d',
    '*e',
  ),
  fc.constantFrom(
    '#f',
    '@g',
    '`h`',
    '%i',
    'a: b',
    'a #b',
    '"j"',
    "'k'",
    '{l}',
    '[m]',
    '|',
    '>',
    '<<',
    '-',
    '---',
    '…',
    '=',
    ',',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)
const controls = /[\p{Cc}]/gu
const line = words.map((text) => text.replace(controls, ' ').normalize('NFC').trim().replace(/\s+/g, ' ') || 'x')
const text = fc.array(words, { minLength: 1, maxLength: 4 }).map(
  (lines) =>
    lines
      .map((one) => one.replace(controls, ' '))
      .join('\n')
      .normalize('NFC')
      .trim() || 'x',
)
const number = fc
  .oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((n) => n + 0)
const date = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
const time = fc.integer({ min: 0, max: 1439 }).map((minute) => {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
})
const weekday = fc.constantFrom(...weekdays)
const zone = fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'UTC', 'Europe/Berlin')
const somebody = fc.constantFrom('sarah@acme.example', '@mike', 'U0ANA', 'jonas@acme.example', '@priya')
const channel = fc.constantFrom('#retention', '#kpi-churn', 'C0RETENTION')
const kpiIds = ['churn', 'support_tickets', 'nps.v2', 'A-1'] as const
const kpiId = fc.constantFrom(...kpiIds)
const url = fc.constantFrom('https://metrics.acme.example/customer-health', 'http://x.example/?a=b&c=%20#d')

const person: fc.Arbitrary<FilePerson> = fc.record({
  person: somebody,
  git: maybe(fc.constantFrom('Sarah <sarah@acme.example>', "Ana O'Neil <ana@acme.example>")),
  zone: maybe(zone),
  delegate: maybe(fc.constant('delegate@acme.example')),
  daysOff: fc.uniqueArray(date, { maxLength: 3 }).map((days) => days.sort()),
  checkIn: maybe(fc.record({ weekday: maybe(weekday), time: maybe(time) })),
})

const report: fc.Arbitrary<FileReport> = fc.record({
  channel,
  time: maybe(time),
  zone: maybe(zone),
  labels: few(line),
  kpis: few(kpiId),
  sections: maybe(few(fc.constantFrom(...reportSections))),
  when: maybe(fc.constantFrom('new' as const, 'always' as const)),
})

const team = (name: string): fc.Arbitrary<FileTeam> =>
  fc.record({
    name: fc.constant(name),
    level: maybe(fc.constantFrom(...teamLevels)),
    zone: maybe(zone),
    workingDays: maybe(fc.uniqueArray(weekday, { minLength: 1 })),
    lead: maybe(somebody),
    channel: maybe(channel),
    checkIn: maybe(fc.record({ weekday: maybe(weekday), time: maybe(time), starts: maybe(date) })),
    report: maybe(report),
  })

const kpi = (id: string): fc.Arbitrary<FileKpi> =>
  fc.record({
    id: fc.constant(id),
    name: maybe(line),
    unit: maybe(fc.constantFrom('%', '$', 'count', '#', 'h')),
    every: maybe(fc.record({ count: fc.integer({ min: 1, max: 99 }), unit: fc.constantFrom('day', 'week', 'month') })),
    owner: maybe(somebody),
    baseline: maybe(number),
    target: maybe(number),
    limit: maybe(fc.record({ operator: fc.constantFrom('<', '<=', '>', '>='), value: number })),
    readings: few(fc.record({ at: date, value: number, source: maybe(line), note: maybe(text) })),
  })

const keyResult = (number: number): fc.Arbitrary<FileKeyResult> =>
  fc.record({
    id: maybe(fc.constant(`KR${number}`)),
    title: line.map((title) => `${number} ${title}`.trim()),
    kpi: maybe(kpiId),
    baseline: maybe(fc.integer()),
    target: maybe(fc.integer()),
    threshold: maybe(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)),
    due: maybe(date),
    owner: maybe(somebody),
    indicator: maybe(fc.constantFrom(...indicators)),
    commitment: maybe(fc.constantFrom(...commitments)),
    measurement: maybe(text),
    dashboard: maybe(url),
    dependencies: few(fc.record({ on: line, owner: maybe(somebody), due: maybe(date) })),
    links: few(fc.record({ kind: fc.constantFrom('prd', 'jtbd'), title: maybe(line), url })),
    labels: few(line),
    guardrail: maybe(kpiId),
    assumption: maybe(fc.record({ statement: text, test: maybe(text), threshold: maybe(text), result: maybe(text) })),
    proxyFor: maybe(text),
  })

const objective = (number: number, teams: readonly string[]): fc.Arbitrary<FileObjective> =>
  fc.record({
    id: maybe(fc.constant(`O${number}`)),
    team: fc.constantFrom(...teams),
    title: line.map((title) => `${number} ${title}`.trim()),
    type: maybe(fc.constantFrom(...objectiveTypes)),
    supports: maybe(fc.constant(number > 1 ? `O${number - 1}` : null)),
    whyNow: maybe(text),
    keyResults: numbered(keyResult),
  })

const initiative = (title: string, goals: readonly string[]): fc.Arbitrary<FileInitiative> =>
  fc.record({
    title: fc.constant(title),
    contributesTo: goals.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...goals), { maxLength: 3 }),
    link: maybe(fc.oneof(url, fc.constantFrom('chant:2026-01-16-002-abc.1', 'chant:acme/2026-01-16-002-abc'))),
    evidence: maybe(text),
    expectedImpact: maybe(line),
  })

const rule: fc.Arbitrary<ApprovalRule> = fc.record({
  labels: few(line),
  repository: maybe(fc.constantFrom('acme')),
  channel: maybe(channel),
  approvers: fc.uniqueArray(fc.oneof(somebody, fc.constantFrom('@growth-leads', 'S0GROUP')), {
    minLength: 1,
    maxLength: 3,
  }),
  fallback: few(somebody),
  quorum: fc.constant(1),
  selfApproval: fc.boolean(),
  expiresAfterDays: maybe(fc.integer({ min: 1, max: 99 })),
})

/** One to four of something, numbered from 1. */
function numbered<T>(one: (number: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc
    .integer({ min: 0, max: 4 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => one(i + 1))))
}

/** Any OKR file that is right by itself. */
export const okrFiles: fc.Arbitrary<OkrFile> = fc
  .uniqueArray(
    line.map((name) => name.slice(0, 40).trim() || 'x'),
    { minLength: 1, maxLength: 3 },
  )
  .chain((teams) =>
    numbered((number) => objective(number, teams)).chain((objectives) => {
      // What has no id gets one only when it is read, so only these can be named.
      const goals = objectives.flatMap(({ id, keyResults }) =>
        id === null ? [] : keyResults.flatMap((one) => (one.id === null ? [] : [`${id}-${one.id}`])),
      )
      const ids = new Set(objectives.map(({ id }) => id))
      return fc.record({
        admins: maybe(few(somebody)),
        people: fc.uniqueArray(person, { selector: (one) => one.person, maxLength: 3 }),
        cycle: fc.record({ name: line, starts: fc.constant('2026-01-01'), ends: fc.constant('2026-03-31') }),
        teams: fc.tuple(...teams.map(team)),
        holidays: fc.uniqueArray(date, { maxLength: 3 }).map((days) => days.sort()),
        kpis: fc.tuple(...kpiIds.map(kpi)),
        objectives: fc.constant(
          objectives.map((one) => ({ ...one, supports: ids.has(one.supports) ? one.supports : null })),
        ),
        initiatives: fc
          .uniqueArray(line, { maxLength: 3 })
          .chain((titles) => fc.tuple(...titles.map((title) => initiative(title, goals)))),
        approvals: maybe(few(rule)),
      })
    }),
  )
