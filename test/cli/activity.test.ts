import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import activity from '../../src/cli/activity.ts'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { type ChantProject, chantProject, specText, temporaryFolder } from '../support/chant-project.ts'

const research = '2026-01-13-001-xyz'
const now = new Date('2026-01-17T12:00:00Z')

async function okr(
  args: readonly string[],
  { folder = temporaryFolder(), env = {} }: { folder?: string; env?: Record<string, string> } = {},
) {
  const said = { out: [] as string[], err: [] as string[] }
  const io: Io = {
    out: (text) => void said.out.push(`${text}\n`),
    err: (text) => void said.err.push(`${text}\n`),
    env: { PATH: process.env['PATH'], ...env },
    folder,
    clock: { now: () => now },
    hasColour: false,
    width: null,
  }
  const code = await run(['activity', ...args], io)
  return { code, out: said.out.join(''), err: said.err.join('') }
}

function acme(): ChantProject {
  const project = chantProject()
  const file = `.chant/specs/${research}.md`
  project.write(file, specText({ approval: { status: 'pending' } }))
  project.commit(`chant: Add spec ${research}`, { at: '2026-01-13T10:00:00Z' })
  const body = '## Approval Discussion\n\n**sarah** - 2026-01-15 09:30 - REJECTED\nThe figure needs\nthe beta data.'
  project.write(file, specText({ status: 'completed', approval: { status: 'rejected', by: 'sarah' }, body }))
  project.commit(`chant(${research}): reject spec`, { at: '2026-01-15T14:30:07Z', by: 'sarah' })
  project.write('.chant/specs/2026-01-16-002-abc.md', specText({ title: 'Reduce Q1 churn', type: 'driver' }))
  project.write('.chant/specs/2026-01-16-002-abc.1.md', specText({ title: 'Größe 日本', type: 'code', labels: [] }))
  project.commit('Plan', { at: '2026-01-16T20:00:00Z' })
  return project
}

describe('okr activity', () => {
  it('prints one JSON object a line, oldest first, with exactly these names', async () => {
    const { path } = acme()
    const { out, err, code } = await okr(['--repo', path, '--json'])
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const always = {
      title: 'Analyze Q1 churn drivers',
      type: 'research',
      labels: ['kpi-churn', 'q1-2026'],
      commit: expect.any(String),
    }
    expect([err, code]).toEqual(['', 0])
    expect(lines.slice(0, 4)).toEqual([
      { ...always, at: '2026-01-13T10:00:00Z', event: 'created', id: research, by: 'mike' },
      { ...always, at: '2026-01-15T14:30:07Z', event: 'worked', id: research, by: 'sarah', note: 'reject spec' },
      { ...always, at: '2026-01-15T14:30:07Z', event: 'completed', id: research, by: 'sarah' },
      {
        ...always,
        at: '2026-01-15T14:30:07Z',
        event: 'rejected',
        id: research,
        by: 'sarah',
        reason: 'The figure needs\nthe beta data.',
      },
    ])
    expect(lines[5]).toMatchObject({
      id: '2026-01-16-002-abc.1',
      driver: '2026-01-16-002-abc',
      title: 'Größe 日本',
      labels: [],
    })
  })

  it('prints a line for each for people', async () => {
    const { path } = acme()
    expect((await okr(['--repo', path])).out.split('\n').slice(0, 4)).toEqual([
      '2026-01-13 10:00  created    2026-01-13-001-xyz    Analyze Q1 churn drivers — mike  [kpi-churn, q1-2026]',
      '2026-01-15 14:30  worked     2026-01-13-001-xyz    Analyze Q1 churn drivers — sarah: reject spec  [kpi-churn, q1-2026]',
      '2026-01-15 14:30  completed  2026-01-13-001-xyz    Analyze Q1 churn drivers — sarah  [kpi-churn, q1-2026]',
      '2026-01-15 14:30  rejected   2026-01-13-001-xyz    Analyze Q1 churn drivers — sarah: The figure needs the beta data.  [kpi-churn, q1-2026]',
    ])
  })

  it.each([
    [['--since', '1d'], 2],
    [['--since', '2026-01-15'], 5],
    [['--since', '2026-01-15T14:30:08Z'], 2],
    [['--until', '2026-01-15'], 4],
    [['--until', '2026-01-15T14:30:07Z'], 1],
    [['--since', '2026-01-14', '--until', '2026-01-15'], 3],
    [['--label', 'kpi-churn'], 6],
    [['--label', 'nothing', '--label', 'q1-2026'], 6],
    [['--label', 'nothing'], 0],
  ])('shows with %j %i', async (args, count) => {
    const { path } = acme()
    const { out, code } = await okr([...args, '--json'], { folder: path })
    expect([out === '' ? 0 : out.trimEnd().split('\n').length, code]).toEqual([count, 0])
  })

  it('says that nothing was found, on stderr', async () => {
    const { path } = acme()
    expect(await okr(['--since', '1h'], { folder: path })).toEqual({
      out: '',
      err: 'No activity found.\n',
      code: 0,
    })
  })

  it('reads what CHANT_REPO names, with their names, and goes on when one of them is not there', async () => {
    const [one, other] = [acme(), acme()]
    const gone = join(temporaryFolder(), 'gone')
    const env = { CHANT_REPO: `first=${one.path},second=${other.path},gone=${gone}` }
    const said = await okr(['--json', '--until', '2026-01-13'], { env })
    const names = said.out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { repository: string }).repository)
    expect([names, said.err, said.code]).toEqual([['first', 'second'], `${gone} is not a folder.\n`, 1])
  })

  it.each([
    [['--since', '1x'], 2, '--since 1x is no time: write 2h, 1d, 1w, 1m (30 days), 2026-01-28 or 2026-01-28T08:30Z.'],
    [['--until', '2026-02-30'], 2, '--until 2026-02-30 is no time: write 2h,'],
    [['--format', 'json'], 2, '`okr activity` has no option `--format`'],
    [['--repo', '/nowhere'], 2, '/nowhere is not a folder.'],
    [['--repo', '.'], 2, 'is not in a git repository'],
    [['--repo', 'https://git.acme.example/x.git'], 2, 'x is a URL: clone it and name the clone'],
    [[], 1, 'is not in a git repository'],
  ])('says in one sentence what is wrong with %j', async (args, code, sentence) => {
    const said = await okr(args)
    expect([said.code, said.out]).toEqual([code, ''])
    expect(said.err).toContain(sentence)
    expect(said.err.trimEnd().split('\n')).toHaveLength(1)
  })

  it('lets no title move the cursor', async () => {
    const project = chantProject()
    project.write(`.chant/specs/${research}.md`, specText({ title: 'Red \u001b[31m and \u009b2J back \u202egnp' }))
    project.commit('Start', { at: '2026-01-13T10:00:00Z', by: 'mi\u001bke' })
    const [text, json] = [
      (await okr([], { folder: project.path })).out,
      (await okr(['--json'], { folder: project.path })).out,
    ]
    expect(`${text}${json}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}]/u)
    expect(text).not.toContain('\u202e')
  })

  it('names files it skips and what is unusual on stderr', async () => {
    const project = acme()
    project.write('.chant/specs/broken.md', '---\nstatus: [\n---\n')
    project.commit('Broken', { at: '2026-01-17T10:00:00Z' })
    project.git('checkout', '-q', '--detach')
    const { err, code } = await okr(['--json', '--repo', project.path])
    expect(code).toBe(0)
    expect(err).toMatch(
      / has no branch checked out: specs are read from main\.\n.*: \.chant\/specs\/broken\.md: frontmatter is not YAML: .*\n$/,
    )
  })

  it('has help', () => {
    expect(activity.help).toContain('--since')
  })
})
