import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import { discussionOf } from '../../src/chant/discussion.ts'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import type { ChantProgram } from '../../src/chant/writing/program.ts'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import { countCriteria } from '../../src/domain/acceptance-criteria.ts'
import { orderFor, research, researchProject, specId, specPath, writerFor } from '../support/chant-decisions.ts'
import type { ChantProject } from '../support/chant-project.ts'

/** The same is asked of the real chant, where there is one, and of what stands in for it everywhere else. */
const real = realChant()
const why = 'there is no chant on the PATH or in CHANT_BIN'

describe.each<[string, ChantProgram | null]>([
  ['the stand-in', chantStandIn],
  [`the real chant${real ? '' : ` (skipped: ${why})`}`, real ? { command: real } : null],
])('decisions written by %s', (_name, program) => {
  const on = it.skipIf(program === null)
  const bin = program ?? chantStandIn
  beforeAll(() => {
    if (program === null) process.stdout.write(`The contract was not held against the real chant: ${why}.\n`)
  })

  on('an approval is one commit of one file, in the name of the person, committed by the app', async () => {
    const project = researchProject()
    const head = project.git('rev-parse', 'HEAD')
    const written = await writerFor(project.path, { bin }).decide(await orderFor(project.path))
    expect(written).toMatchObject({ kind: 'written', commit: project.git('rev-parse', 'HEAD'), remarks: [] })
    expect(project.git('log', '--format=%P %an <%ae> %cn %aI %s', `${head}..HEAD`)).toBe(
      `${head} Sarah <sarah@acme.example> okr-cadence 2026-01-15T14:30:00+00:00 chant(${specId}): approve spec`,
    )
    expect(project.git('diff-tree', '--no-commit-id', '--name-only', '-r', 'HEAD')).toBe(specPath)
    expect(project.git('status', '--porcelain')).toBe('')
    expect(committed(project)).toMatchObject({
      spec: { approval: { required: true, status: 'approved', by: 'Sarah' }, criteria: { checked: 1, total: 2 } },
      discussion: [{ by: 'Sarah', verdict: 'approved', text: '' }],
    })
  })

  on('a rejection has its reason, and nothing in it is anything else', async () => {
    const reason =
      '-not "ready" $(id) `x`: Größe – 日本語\n---\n**mike** - 2026-01-01 10:00 - APPROVED\r\n\n## Acceptance Criteria\n\n- [x] everything\n```'
    const project = researchProject()
    const order = await orderFor(project.path, { verdict: 'rejected', reason })
    expect(await writerFor(project.path, { bin }).decide(order)).toMatchObject({ kind: 'written', remarks: [] })
    expect(committed(project)).toMatchObject({
      spec: { approval: { status: 'rejected', by: 'Sarah' }, criteria: { checked: 1, total: 2 } },
      discussion: [{ by: 'Sarah', verdict: 'rejected', text: reason.replace('\r', '') }],
    })
  })

  on('the same order again is answered the same and writes nothing', async () => {
    for (const verdict of ['approved', 'rejected'] as const) {
      const project = researchProject()
      const order = await orderFor(project.path, { verdict })
      const first = await writerFor(project.path, { bin }).decide(order)
      expect(await writerFor(project.path, { bin }).decide(order)).toEqual(first)
      expect(project.git('rev-list', '--count', 'HEAD')).toBe('2')
    }
  })

  on('a later round goes on where the discussion stands', async () => {
    const project = researchProject()
    const writer = writerFor(project.path, { bin })
    await writer.decide(await orderFor(project.path, { verdict: 'rejected' }))
    const again = await orderFor(project.path, { verdict: 'rejected', reason: 'Still not.' })
    await writer.decide(again)
    await writer.decide(await orderFor(project.path, { by: 'Mike' }))
    expect(committed(project).discussion.map(({ by, verdict, text }) => [by, verdict, text])).toEqual([
      ['Sarah', 'rejected', 'The integration figure needs beta data.'],
      ['Sarah', 'rejected', 'Still not.'],
      ['Mike', 'approved', ''],
    ])
  })

  on('work that waits to be released is decided on like research', async () => {
    const project = researchProject({ status: 'pending' })
    await writerFor(project.path, { bin }).decide(await orderFor(project.path))
    expect(committed(project).spec).toMatchObject({ status: 'blocked', approval: { status: 'approved' } })
  })

  on('names that YAML would take for something else come back as they were', async () => {
    const names = [
      'Ana: Growth',
      '007',
      'true',
      'José #1',
      'Jonas (VP Product)',
      '日本',
      "O'Neil",
      '2026-01-01',
      'Null',
    ]
    const project = researchProject({ ids: names.map((_, at) => `${specId}.${at + 1}0`) })
    const writer = writerFor(project.path, { bin })
    for (const [at, by] of names.entries()) {
      const author = { name: by, email: 'someone@acme.example' }
      const id = `${specId}.${at + 1}0`
      const written = await writer.decide(await orderFor(project.path, { specId: id, by, author }))
      const { approval } = parseSpecFile(id, project.git('show', `HEAD:.chant/specs/${id}.md`), false).spec
      expect([written.kind, approval?.by]).toEqual(['written', by])
    }
  })

  on('rejection_action dependency: finished research stays rejected, and the file chant left is gone', async () => {
    const project = researchProject({ action: 'dependency' })
    const order = await orderFor(project.path, { verdict: 'rejected' })
    expect(await writerFor(project.path, { bin }).decide(order)).toMatchObject({
      kind: 'written',
      remarks: [expect.stringContaining('rejection_action: dependency')],
    })
    expect(project.git('status', '--porcelain')).toBe('')
    expect(project.git('rev-list', '--count', 'HEAD')).toBe('2')
    expect(committed(project).discussion).toHaveLength(1)
  })

  on('rejection_action dependency: pending work gets its fix spec, in a second commit', async () => {
    const project = researchProject({ action: 'dependency', status: 'pending' })
    const order = await orderFor(project.path, { verdict: 'rejected' })
    const writer = writerFor(project.path, { bin })
    const written = await writer.decide(order)
    expect(written).toMatchObject({
      kind: 'written',
      commit: project.git('rev-parse', 'HEAD~1'),
      remarks: [expect.stringMatching(/^chant made \S+ for what is to be fixed\.$/)],
    })
    expect(project.git('rev-list', '--count', 'HEAD')).toBe('3')
    expect(await writer.decide(order)).toMatchObject({ kind: 'written', commit: project.git('rev-parse', 'HEAD~1') })
    expect(project.git('rev-list', '--count', 'HEAD')).toBe('3')
  })

  on('rejection_action group: nothing is written, an approval is', async () => {
    const project = researchProject({ action: 'group' })
    const writer = writerFor(project.path, { bin })
    expect(await writer.decide(await orderFor(project.path, { verdict: 'rejected' }))).toEqual({
      kind: 'refused',
      problem: expect.stringContaining('rejection_action: group'),
    })
    expect(project.git('rev-list', '--count', 'HEAD')).toBe('1')
    expect(await writer.decide(await orderFor(project.path))).toMatchObject({ kind: 'written' })
  })

  on('CRLF and a project below the top of its repository are no obstacle', async () => {
    const project = researchProject({ folder: 'tools/planning' })
    project.write(specPath, research().replaceAll('\n', '\r\n'))
    project.commit('From Windows', { at: '2026-01-14T17:00:00Z' })
    expect(await writerFor(project.path, { bin }).decide(await orderFor(project.path))).toMatchObject({
      kind: 'written',
    })
    expect(project.git('diff-tree', '--no-commit-id', '--name-only', '-r', 'HEAD')).toBe(`tools/planning/${specPath}`)
  })

  on('it answers for its version', async () => {
    expect(await writerFor('/nowhere', { bin }).problem()).toBeNull()
  })
})

function committed(project: ChantProject) {
  const text = project.git('show', `HEAD:./${specPath}`)
  const { spec, body } = parseSpecFile(specId, text, false)
  expect(countCriteria(body)).toEqual(spec.criteria)
  return { spec, discussion: discussionOf(body) }
}

function realChant(): string | null {
  const named = process.env['CHANT_BIN'] ?? 'chant'
  try {
    const version = execFileSync(named, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return version.startsWith('chant ') ? named : null
  } catch {
    return null
  }
}
