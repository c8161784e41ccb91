import { z } from 'zod'
import type { ApprovalRule } from '../../domain/approval-rules.ts'
import { commitments, indicators, objectiveTypes } from '../../domain/objectives.ts'
import type {
  FileInitiative,
  FileKeyResult,
  FileKpi,
  FileObjective,
  FilePerson,
  FileReport,
  FileTeam,
  OkrFile,
} from '../../domain/okr-file/okr-file.ts'
import { reportSections, teamLevels } from '../../domain/teams.ts'
import * as is from './shapes.ts'

const person = is
  .group('a person', {
    person: is.person(),
    git: is.maybe(is.gitIdentity()),
    zone: is.maybe(is.zone()),
    delegate: is.maybe(is.person()),
    days_off: is.list(is.date(), '[2026-02-16]'),
    check_in: is.maybe(is.group('check_in', { weekday: is.maybe(is.weekday()), time: is.maybe(is.time()) })),
  })
  .transform(
    ({ days_off, check_in, ...rest }): FilePerson => ({ ...rest, daysOff: sorted(days_off), checkIn: check_in }),
  )

const report = is
  .group('report', {
    channel: is.channel(),
    time: is.maybe(is.time()),
    zone: is.maybe(is.zone()),
    labels: is.list(is.line(100), '[kpi-churn]'),
    kpis: is.list(is.kpiId(), '[churn]'),
    sections: is.maybe(z.array(is.oneOf(reportSections), { error: is.must('a list like [activity, kpis]') })),
    when: is.maybe(is.oneOf(['new', 'always'])),
  })
  .transform((said): FileReport => said)

const team = is
  .group('a team', {
    name: is.line(80),
    level: is.maybe(is.oneOf(teamLevels)),
    zone: is.maybe(is.zone()),
    working_days: is.maybe(
      z.array(is.weekday(), { error: is.must('a list like [monday, tuesday]') }).min(1, { error: 'is empty' }),
    ),
    lead: is.maybe(is.person()),
    channel: is.maybe(is.channel()),
    check_in: is.maybe(
      is.group('check_in', {
        weekday: is.maybe(is.weekday()),
        time: is.maybe(is.time()),
        starts: is.maybe(is.date()),
      }),
    ),
    report: is.maybe(report),
  })
  .transform(({ working_days, check_in, ...rest }): FileTeam => {
    return { ...rest, workingDays: working_days, checkIn: check_in }
  })

const reading = is.group('a reading', {
  at: is.date(),
  value: is.number(),
  source: is.maybe(is.line()),
  note: is.maybe(is.text()),
})

const kpi = is
  .group('a KPI', {
    id: is.kpiId(),
    name: is.maybe(is.line()),
    unit: is.maybe(is.line(30)),
    every: is.maybe(is.every()),
    owner: is.maybe(is.person()),
    baseline: is.maybe(is.number()),
    target: is.maybe(is.number()),
    limit: is.maybe(is.limit()),
    readings: is.list(reading, '[{ at: 2026-01-31, value: 6.2 }]'),
  })
  .transform((said): FileKpi => said)

const dependency = is.group('a dependency', {
  on: is.line(),
  owner: is.maybe(is.person()),
  due: is.maybe(is.date()),
})

const link = is.group('a link', { kind: is.line(30), title: is.maybe(is.line()), url: is.url() })

const assumption = is.group('an assumption', {
  statement: is.maybe(is.textOrNumber()),
  test: is.maybe(is.textOrNumber()),
  threshold: is.maybe(is.textOrNumber()),
  result: is.maybe(is.textOrNumber()),
})

const keyResult = is
  .group('a key result', {
    id: is.maybe(is.keyResultNumber()),
    title: is.line(),
    kpi: is.maybe(is.kpiId()),
    baseline: is.maybe(is.number()),
    target: is.maybe(is.number()),
    threshold: is.maybe(is.number()),
    due: is.maybe(is.date()),
    owner: is.maybe(is.person()),
    indicator: is.maybe(is.oneOf(indicators)),
    commitment: is.maybe(is.oneOf(commitments)),
    measurement: is.maybe(is.text()),
    dashboard: is.maybe(is.url()),
    dependencies: is.list(dependency, '[{ on: …, owner: …, due: 2026-01-20 }]'),
    links: is.list(link, '[{ kind: prd, url: https://… }]'),
    labels: is.list(is.line(100), '[kpi-churn]'),
    guardrail: is.maybe(is.kpiId()),
    assumption: is.maybe(assumption),
    proxy_for: is.maybe(is.text()),
  })
  .transform(({ proxy_for, assumption: said, ...rest }): FileKeyResult => {
    const saysNothing = said === null || Object.values(said).every((value) => value === null)
    return { ...rest, assumption: saysNothing ? null : said, proxyFor: proxy_for }
  })

const objective = is
  .group('an objective', {
    id: is.maybe(is.objectiveId()),
    team: is.line(80),
    title: is.line(),
    type: is.maybe(is.oneOf(objectiveTypes)),
    supports: is.maybe(is.objectiveOrKeyResultId()),
    why_now: is.maybe(is.text()),
    key_results: is.list(keyResult, '- title: …'),
  })
  .transform(({ why_now, key_results, ...rest }): FileObjective => {
    return { ...rest, whyNow: why_now, keyResults: key_results }
  })

const initiative = is
  .group('an initiative', {
    title: is.line(),
    contributes_to: is.list(is.keyResultId(), '[O1-KR1]'),
    link: is.maybe(is.initiativeLink()),
    evidence: is.maybe(is.text()),
    expected_impact: is.maybe(is.textOrNumber()),
  })
  .transform(({ contributes_to, expected_impact, ...rest }): FileInitiative => {
    return { ...rest, contributesTo: contributes_to, expectedImpact: expected_impact }
  })

const approval = is
  .group('an approval rule', {
    labels: is.list(is.line(100), '[kpi-churn]'),
    repository: is.maybe(is.line(100)),
    channel: is.maybe(is.channel()),
    approvers: z
      .array(is.personOrGroup(), { error: is.must('a list of people or groups, like [sarah@acme.example]') })
      .min(1, { error: 'is empty: name who may decide' }),
    fallback: is.list(is.personOrGroup(), '[mike@acme.example]'),
    quorum: is.maybe(is.wholeNumber(1, 100)),
    self_approval: is.maybe(is.trueOrFalse()),
    expires_after: is.maybe(is.days()),
  })
  .transform(({ self_approval, expires_after, quorum, ...rest }): ApprovalRule => {
    return { ...rest, quorum: quorum ?? 1, selfApproval: self_approval ?? true, expiresAfterDays: expires_after }
  })

/** The whole file: every key it may have, and what may stand there. */
export const okrFileSchema = is
  .group('an OKR file', {
    version: z.literal(1, {
      error: ({ input }) => (input === undefined ? 'is missing; this program reads version: 1' : 'must be 1'),
    }),
    admins: is.maybe(z.array(is.person(), { error: is.must('a list of people, like [sarah@acme.example]') })),
    people: is.list(person, '- { person: sarah@acme.example }'),
    cycle: is.group('a cycle', { name: is.line(80), starts: is.date(), ends: is.date() }),
    teams: is.list(team, '- name: …'),
    holidays: is.list(is.date(), '[2026-01-01]'),
    kpis: is.list(kpi, '- id: churn'),
    objectives: is.list(objective, '- title: …'),
    initiatives: is.list(initiative, '- title: …'),
    approvals: is.maybe(z.array(approval, { error: is.must('a list like - { approvers: [sarah@acme.example] }') })),
  })
  .transform(({ version: _, holidays, ...rest }): OkrFile => ({ ...rest, holidays: sorted(holidays) }))

function sorted(dates: readonly string[]): string[] {
  return [...new Set(dates)].sort()
}
