import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSpecFile } from '../../../src/chant/spec-file.ts'
import { plainLine } from '../../../src/domain/plain-text.ts'
import { titleLine } from '../../../src/domain/spec-text.ts'
import { type ChantFiles, findChantFiles } from '../../../src/storage/approvals/chant-files.ts'
import { ensurePerson } from '../../../src/storage/people.ts'
import { keepSource } from '../../../src/usecases/chant-files/digest-source.ts'
import { driverWanted, membersFrom } from '../../../src/usecases/chant-files/driver-asked.ts'
import type { ChantProjects } from '../../../src/usecases/chant-files/projects.ts'
import { requestResearch } from '../../../src/usecases/chant-files/request-research.ts'
import { saveDigest } from '../../../src/usecases/chant-files/save-digest.ts'
import { freshDatabase } from '../../support/database.ts'
import { fixedClock } from '../../support/slack-workspace.ts'

const projects: ChantProjects = {
  names: ['acme'],
  listContext: async () => [],
  standing: async () => new Set(),
  newSpecSuffix: () => 'k3x',
}

function ready() {
  const { db } = freshDatabase()
  const by = ensurePerson(db, 'sarah@acme.example')
  const options = { db, clock: fixedClock('2026-01-12T15:00:00Z'), defaultZone: 'UTC', projects }
  let last = 0
  /** The order that came of what was asked, if one did. */
  const ordered = (): ChantFiles | null => {
    const order = findChantFiles(db, last + 1)
    if (order) last++
    return order
  }
  return { db, by, options, ordered }
}

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '../../etc/passwd', '/etc/passwd', '..', '.', '.git/hooks/post-commit', '.chant/specs/x.md', 'a\0b', 'a\nb', '---', '\u202egpj.md', '$(rm -rf /)', '`id`', '-rf',
    'C:\\x', '~', '## Acceptance Criteria\n- [x] done', 'x'.repeat(5000), "'; drop table people; --", '<!channel>', '\ud800', 'a---b', 'CON', 'churn', 'notes.md', 'O1-KR1',
  ), // biome-ignore format: a list reads better in rows
)

/** Every second time what somebody careful types, so that the odd word stands alone. */
const mostly = (good: string) => fc.oneof(fc.constant(good), odd)

describe('whatever people type', () => {
  it('a digest lands as a plain file in one folder below .chant/context, or is refused', async () => {
    const { db, by, options, ordered } = ready()
    let written = 0
    const typed = fc.record({
      title: mostly('Notes'),
      folder: mostly('churn'),
      newFolder: mostly(''),
      name: mostly('notes.md'),
      date: fc.constantFrom('2026-01-12', '2026-01-12', '2026-01-12', 'soon', ''),
      text: mostly('x'),
    })
    await fc.assert(
      fc.asyncProperty(typed, odd, async (said, source) => {
        keepSource(
          db,
          by,
          'C1:1',
          { title: 'T', text: source || 'x', date: '2026-01-12', source, link: source, fileName: source, leftOut: [] },
          options.clock.now(),
        )
        const answered = { replace: null, rename: null, confirmed: null }
        const request = { key: 'C1:1', repository: 'acme', by, typed: said, answered, inboxKey: 'k' }
        const outcome = await saveDigest(options, request)
        const order = ordered()
        expect(order !== null).toBe(outcome.kind === 'saving')
        if (!order) return
        written++
        const [file, ...more] = order.files
        expect(more).toEqual([])
        expect(file?.path).toMatch(/^\.chant\/context\/(?:[A-Za-z0-9_][\w.-]*\/)+[A-Za-z0-9_][\w.-]*\.(md|markdown)$/i)
        expect(file?.path).not.toMatch(/\.\.|---|\/\.git/i)
        expect(file?.text).toMatch(/^# [^\n]+\n\n\* Date: 2026-01-12\n\* Source: [^\n]*\n/)
        expect(order.message.split('\n')[0]).toBe(`Add digest ${file?.path.slice('.chant/context/'.length)}`)
        expect(order.message).not.toMatch(/[\0\r]/)
      }),
      { numRuns: 600 },
    )
    expect(written).toBeGreaterThan(20)
  })

  it('research is a spec that reads back as that question, without leave to be given first, or is refused', async () => {
    const { by, options, ordered } = ready()
    let written = 0
    const several = fc.array(odd, { maxLength: 3 })
    const typed = fc.record({
      title: odd,
      details: odd,
      labels: several,
      moreLabels: odd,
      keyResults: several,
      informedBy: several,
      targets: fc.oneof(fc.constant(''), odd),
      criteria: odd,
    })
    await fc.assert(
      fc.asyncProperty(typed, async (said) => {
        const request = { repository: 'acme', by, typed: said, about: 'new', approvalId: null, inboxKey: 'k' }
        const outcome = await requestResearch(options, request)
        const order = ordered()
        expect(order !== null).toBe(outcome.kind === 'requested')
        if (!order) return
        written++
        const { spec } = parseSpecFile(order.specId ?? '', order.files[0]?.text ?? '', false)
        expect(spec).toMatchObject({
          type: 'research',
          status: 'pending',
          title: titleLine(said.title),
          approval: null,
          warning: null,
        })
        expect(spec.criteria.checked).toBe(0)
        for (const path of spec.targetFiles) expect(path).toMatch(/^(?!.*\.\.)[A-Za-z0-9_.][\w./-]*$/)
        expect(order.files.map(({ path }) => path)).toEqual([`.chant/specs/${order.specId}.md`])
        expect(order.specId).toMatch(/^2026-01-12-[0-9a-z]{3}-k3x$/)
      }),
      { numRuns: 600 },
    )
    expect(written).toBeGreaterThan(20)
  })
})

describe('the members of a driver', () => {
  const findings = '# F\n\n## Recommendations\n\n1. **Setup wizard** - Impact: ~3.5 pp\n2. Promote the beta\n'

  it('come from what the findings propose', () => {
    const members = membersFrom({ body: '', files: [{ path: 'f.md', text: findings, problem: null }] })
    expect(members.map(({ title }) => plainLine(title))).toEqual(['Setup wizard', 'Promote the beta'])
  })

  it('have the lines with a box as their criteria, and are left out when they are empty', () => {
    const member = { title: 'Wizard', text: 'Three steps.\n- [ ] It works\n- [x] Tests cover it' }
    const typed = {
      title: 'T',
      purpose: '',
      labels: '#kpi-churn, q1',
      criteria: '',
      members: [member, { title: ' ', text: '' }],
    }
    expect(driverWanted(typed)).toEqual({
      wanted: {
        title: 'T',
        purpose: '',
        labels: ['kpi-churn', 'q1'],
        criteria: [],
        members: [{ title: 'Wizard', text: 'Three steps.', criteria: ['It works', 'Tests cover it'] }],
      },
    })
  })
})
