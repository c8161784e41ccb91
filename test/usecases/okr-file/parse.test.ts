import { describe, expect, test } from 'vitest'
import type { Known } from '../../../src/domain/okr-file/known.ts'
import { nothingKnown } from '../../../src/domain/okr-file/known.ts'
import type { OkrFile } from '../../../src/domain/okr-file/okr-file.ts'
import { describeProblem, parseOkrFile } from '../../../src/usecases/okr-file/parse.ts'

const head = 'version: 1\ncycle: { name: 2026-Q1, starts: 2026-01-01, ends: 2026-03-31 }\n'
const team = 'teams:\n  - name: Retention\n'

describe('an OKR file', () => {
  test('says what it says: numbers as YAML gives them, weekdays in any case, people comparable, no defaults', () => {
    const file = read(
      `${head}
people: [{ person: Sarah@Acme.example, delegate: u0mike }]
teams: [{ name: " Retention  team ", check_in: { weekday: Monday, time: 9:00 } }]
objectives:
  - team: Retention team
    title: "Stay"
    key_results: [{ title: Reduce churn, baseline: 8.0, target: -1e1, assumption: { threshold: 40 }, supports_nothing: }]
`.replace(', supports_nothing:', ''),
    )
    expect(file.people[0]).toMatchObject({ person: 'sarah@acme.example', delegate: 'U0MIKE' })
    expect(file.teams[0]).toMatchObject({
      name: 'Retention team',
      checkIn: { weekday: 'monday', time: '09:00' },
      level: null,
    })
    expect(file.objectives[0]?.keyResults[0]).toMatchObject({
      baseline: 8,
      target: -10,
      commitment: null,
      due: null,
      assumption: { statement: null, threshold: '40' },
    })
  })

  test('may have a BOM, CRLF, and a document mark', () => {
    expect(read(`\ufeff---\r\n${head.replaceAll('\n', '\r\n')}...\r\n`).cycle.name).toBe('2026-Q1')
  })

  test('has every problem named at once, each with its line', () => {
    expect(
      problems(`version: 2
admin: [x]
people:
  - { person: @mike, git: Mike, zone: Mars/Base }
  - { person: "@Mike", delegate: "@mike", days_off: [2026-02-30, 16] }
cycle: { name: 2026, starts: 2026-04-01, ends: 2026-03-31 }
teams:
  - name: Retention
    levle: team
    channel: #retention
    check_in: { weekday: Mondy, time: 25:00 }
    report: { time: 830, kpis: [chrun] }
    levle: company
kpis:
  - { id: churn, every: monthly, baseline: 8 %, limit: 400 }
  - { id: churn }
  - { id: O7-KR1 }
objectives:
  - id: O1
    team: Retentoin
    title: 12
    supports: O9
    key_results:
      - id: O1-KR1
        title:
        kpi: chrn
        baseline: "8"
        due: 2026-02-30
        commitment: maybe
        labels: kpi-churn
        dashboard: javascript:alert(1)
      - { title: A, guardrail: chrn, ownr: x }
  - { id: O1, team: Retention, title: B }
initiatives:
  - { title: W, contributes_to: [O1-KR7, O2], link: foo }
approvals:
  - { approvers: [sarah@acme.example], quorum: 3, expires_after: 2 months, self_approval: yes }
  - { labels: [x] }
`),
    ).toMatchInlineSnapshot(`
      [
        "1: \`version\` must be 1",
        "2: \`admin\` is no key of an OKR file; did you mean \`admins\`?",
        "4: put @mike in quotes: "@mike"",
        "4: \`git\` must be a name and an e-mail like Sarah <sarah@acme.example>, not "Mike"",
        "4: \`zone\` must be a time zone like Europe/Berlin, not "Mars/Base"",
        "5: \`person\` is @Mike, and there is a person of that name already",
        "5: \`delegate\` is the person themselves; name somebody else",
        "5: an entry of \`days_off\` is 2026-02-30, and there is no such day",
        "5: an entry of \`days_off\` must be a date like 2026-03-31, not "16"",
        "6: \`ends\` is 2026-03-31, which is not after \`starts\`, 2026-04-01",
        "6: \`name\` must be text, not "2026": put it in quotes",
        "10: put the channel in quotes: channel: "#retention" (YAML takes #retention without them for a comment)",
        "11: \`weekday\` must be a weekday like monday, not "mondy"",
        "11: \`time\` must be a time like "09:00", not "25:00"",
        "12: \`kpis\` names chrun, and there is no such KPI; did you mean churn?",
        "12: \`channel\` is missing",
        "12: \`time\` must be a time like "09:00", not "830"",
        "13: \`levle\` stands here a second time (first in line 9); keep one",
        "13: \`levle\` is no key of a team; did you mean \`level\`?",
        "15: \`every\` must be how often, like 1 week or 2 months",
        "15: \`baseline\` must be a number, not "8 %" (the unit stands at the KPI)",
        "15: \`limit\` must be a comparison like "<= 400", not "400"",
        "16: \`id\` is churn, and there is a KPI of that name already",
        "17: \`id\` is O7-KR1, which is the name of a key result; only the KPI of a key result without \`kpi\` is named so",
        "20: \`team\` names Retentoin, and there is no such team; did you mean Retention?",
        "21: \`title\` must be text, not "12": put it in quotes",
        "22: \`supports\` names O9, and there is no such objective; did you mean O1?",
        "24: \`id\` must be a key result’s id like KR1, without its objective’s, not "O1-KR1"",
        "25: \`title\` is empty; it must be text",
        "26: \`kpi\` names chrn, and there is no such KPI; did you mean churn?",
        "27: \`baseline\` must be a number, not "8" (the unit stands at the KPI)",
        "28: \`due\` is 2026-02-30, and there is no such day",
        "29: \`commitment\` must be one of committed, aspirational, not "maybe"",
        "30: \`labels\` must be a list like [kpi-churn], not "kpi-churn"",
        "31: \`dashboard\` must be an address like https://…, not "javascript:alert(1)"",
        "32: \`guardrail\` names chrn, and there is no such KPI; did you mean churn?",
        "32: \`ownr\` is no key of a key result; did you mean \`owner\`?",
        "33: \`id\` is O1, and so is that of another objective in this file",
        "35: \`contributes_to\` names O1-KR7, and there is no such key result; did you mean O1-KR1?",
        "35: an entry of \`contributes_to\` must be a key result’s id like O1-KR1, not "O2"",
        "35: \`link\` must be an address like https://…, or "chant:<spec id>", not "foo"",
        "37: \`quorum\` is 3, and there is 1 approver",
        "37: \`self_approval\` must be true or false, not "yes"",
        "37: \`expires_after\` must be a number of days, like 14 days",
        "38: \`approvers\` is missing",
      ]
    `)
  })

  test('that no table can hold is refused in a sentence: references, ids and titles that clash', () => {
    const objective = (rest: string) => `  - { team: Retention, ${rest} }\n`
    const found = problems(
      `${head}${team}objectives:\n${[
        'id: O1, title: A, supports: O2',
        'id: O2, title: B, supports: O3-KR9',
        'id: O3, title: C, supports: O1, key_results: [{ title: K }, { title: " K" }, { id: KR9, title: L }, { id: KR9, title: M }]',
        'title: D',
        'title: D',
      ]
        .map(objective)
        .join('')}`,
    )
    expect(found).toEqual([
      '6: `supports` goes round in a circle: O1 → O2 → O3 → O1',
      '8: `id` is KR9, and so is that of another key result of O3',
      '8: this key result has the same title as another of O3; give them ids',
      '10: this objective has the same team and title as another; give them ids',
    ])
  })

  test('gets numbers above all that were ever given, and keeps those of what it describes', () => {
    const known: Known = {
      teams: ['Growth'],
      kpis: ['nps'],
      objectives: [
        { id: 'O3', cycle: '2025-Q4', team: 'Retention', titles: ['Stay'], supports: null },
        { id: 'O7', cycle: '2026-Q1', team: 'Retention', titles: ['Renamed in Slack', 'Stay'], supports: null },
      ],
      keyResults: [
        { id: 'O7-KR2', titles: ['Churn'] },
        { id: 'O7-KR5', titles: ['NPS'] },
      ],
    }
    const parsed = parseOkrFile(
      `${head}${team}objectives:
  - { team: Retention, title: New one, supports: O3, key_results: [{ title: Churn, kpi: nps }] }
  - { team: Retention, title: Stay, key_results: [{ title: NPS }, { title: Tickets }, { id: KR1, title: One }] }
  - { team: Growth, title: Stay }
initiatives: [{ title: W, contributes_to: [O8-KR1, O7-KR6] }]
`,
      known,
    )
    expect(parsed.kind === 'file' ? parsed.ids : parsed.problems).toEqual({
      objectives: ['O8', 'O7', 'O9'],
      keyResults: [['O8-KR1'], ['O7-KR5', 'O7-KR6', 'O7-KR1'], []],
    })
    expect(problems(`${head}${team}objectives: [{ id: O3, team: Retention, title: Stay }]`, known)).toEqual([
      '5: `id` is O3, which belongs to the cycle 2025-Q4',
    ])
  })

  test.each([
    ['teams:\n\t- name: A', '2: a tab indents this line; YAML wants spaces'],
    ['a: "b\nc: 1', '1: a quote is opened here and not closed: "b'],
    ['a: [b\nc: 1', '2: this line is not indented as its neighbours are, or a bracket before it is not closed'],
    ['a: b: c', '1: this is not a list of keys and values: a text that contains ": " must stand in quotes'],
    ['a: 1\n---\na: 2', '2: a second document begins with "---"; one file holds one cycle'],
    ['%YAML 1.1\n---\na: yes', '1: a line that begins with % is no part of an OKR file'],
    ['? a\n: b', '1: a text that begins with "? " must stand in quotes'],
    ['', '1: the file is empty'],
    ['# only this', '1: the file is empty'],
    ['okrs', '1: the file must be keys and values, beginning with version: 1'],
    ['- a', '1: the file must be keys and values, beginning with version: 1'],
  ])('that is not YAML is refused in words: %j', (text, problem) => {
    expect(problems(text)[0]).toBe(problem)
  })

  test.each([
    ['{ channel: #retention, name: A }', 3],
    ['{ name: A, channel: #retention }', 3],
  ])('with a channel that became a comment says so: %j', (text, line) => {
    const found = problems(`${head}teams: [${text}]\n`)
    expect(found[0]).toBe(
      `${line}: put the channel in quotes: channel: "#retention" (YAML takes #retention without them for a comment)`,
    )
  })

  test('a text that speaks of channels is just a text', () => {
    const file = read(
      `${head}${team}objectives:\n  - team: Retention\n    title: T\n    why_now: |\n      channel: #retention\n`,
    )
    expect(file.objectives[0]?.whyNow).toBe('channel: #retention')
  })

  test('in another encoding is refused at the line', () => {
    expect(problems(new Uint8Array([0xff, 0xfe, 0x41, 0]))).toEqual(['1: the file is UTF-16; save it as UTF-8'])
    const latin = Buffer.from('a: 1\nb: \xe4\n', 'latin1')
    expect(problems(latin)).toEqual(['2: this line is not UTF-8 text; save the file as UTF-8'])
  })

  test('with keys that mean something to JavaScript has unknown keys, no more', () => {
    const found = problems(`${head}__proto__: { admins: [a@b.example] }\nconstructor: 1\ntoString: 2\n`)
    expect(found.map((one) => one.split(';')[0])).toEqual([
      '3: `__proto__` is no key of an OKR file',
      '4: `constructor` is no key of an OKR file',
      '5: `toString` is no key of an OKR file',
    ])
  })

  const mega = 1024 * 1024
  test.each([
    ['a thousand million laughs', billionLaughs()],
    ['more than 1 MB', 'a'.repeat(mega + 1)],
    ['brackets', '['.repeat(mega)],
    ['braces', '{a: '.repeat(mega / 4)],
    ['lists in lists', '- '.repeat(mega / 2)],
    ['keys that are groups', '? '.repeat(mega / 2)],
    ['anchors', 'a: &a x\n'.repeat(mega / 8)],
  ])('that is a bomb is refused in 20 ms: %s', (_name, text) => {
    const bytes = new TextEncoder().encode(text)
    problems(text) // the first call compiles
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      const found = problems(bytes)
      expect(found.length).toBeGreaterThan(0)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(20)
  })
})

function billionLaughs(): string {
  const names = 'abcdefghi'.split('')
  return names.map((name, i) => `${name}: &${name} [${Array(9).fill(i === 0 ? 'lol' : `*${names[i - 1]}`)}]`).join('\n')
}

function read(text: string): OkrFile {
  const parsed = parseOkrFile(text)
  if (parsed.kind === 'problems') throw new Error(parsed.problems.map((one) => describeProblem('', one)).join('\n'))
  return parsed.file
}

function problems(source: string | Uint8Array, known: Known = nothingKnown): string[] {
  const parsed = parseOkrFile(source, known)
  return parsed.kind === 'file' ? [] : parsed.problems.map(({ line, message }) => `${line}: ${message}`)
}
