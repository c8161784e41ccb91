import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discussionOf, lastRejection } from '../../src/chant/discussion.ts'
import { parsePlain, parseYaml, splitSpecFile } from '../../src/chant/frontmatter.ts'
import { readFacts } from '../../src/chant/spec-facts.ts'
import { parseSpecFile, parseTimestamp } from '../../src/chant/spec-file.ts'
import { countCriteria, criteriaOf } from '../../src/domain/acceptance-criteria.ts'
import { chantOutput } from '../support/chant-output.ts'

const parse = (text: string) => parseSpecFile('2026-01-13-001-xyz', text, false).spec

describe('a spec file', () => {
  it('is read as chant wrote it', () => {
    expect(parse(chantOutput('approve-completed', 'spec file after'))).toEqual({
      id: '2026-01-13-001-xyz',
      title: 'Analyze Q1 churn drivers',
      type: 'research',
      status: 'completed',
      labels: ['kpi-churn', 'q1-2026'],
      dependsOn: [],
      members: [],
      informedBy: ['.chant/context/kpi-churn-q1/zendesk-support-patterns.md'],
      targetFiles: ['.chant/context/kpi-churn-q1/research-findings.md'],
      completedAt: new Date('2026-01-14T16:45:00Z'),
      approval: { required: true, status: 'approved', by: 'sarah', at: new Date('2026-11-20T22:35:09Z') },
      criteria: { checked: 2, total: 2 },
      archived: false,
      warning: null,
    })
  })

  it('with carriage returns is the same spec', () => {
    const text = chantOutput('approve-completed', 'spec file after')
    expect(parse(text.replaceAll('\n', '\r\n'))).toEqual(parse(text))
    const mixed = JSON.parse(chantOutput('approve-crlf', 'spec file after')) as string
    expect(parse(mixed)).toMatchObject({ title: 'Analyze Q1 churn drivers', approval: { status: 'approved' } })
  })

  it('without frontmatter, or with one that does not end, is all body: code, pending', () => {
    for (const text of ['# A title\n', '---\ntype: research\n# A title\n', '\n\n# A title']) {
      expect(parse(text)).toMatchObject({ title: 'A title', type: 'code', status: 'pending', approval: null })
    }
    expect(parse('')).toMatchObject({ title: null, type: 'code', status: 'pending' })
    expect(parse('---\n---')).toMatchObject({ title: null, type: 'code', status: 'pending' })
  })

  it('with a byte order mark is read, and the warning says that chant does not', () => {
    const spec = parse(chantOutput('approve-bom-damages-file', 'spec file before'))
    expect(spec).toMatchObject({ type: 'research', status: 'completed' })
    expect(spec.warning).toBe('begins with a byte order mark: chant does not see its frontmatter')
    expect(parse(chantOutput('approve-bom-damages-file', 'spec file after'))).toMatchObject({
      type: 'code',
      warning: null,
    })
  })

  it('ends its frontmatter at the next ---, also inside a value, as chant does', () => {
    const text = '---\nstatus: completed\nmodel: a---b\n---\n# Title\n'
    expect(splitSpecFile(text).frontmatter).toBe('\nstatus: completed\nmodel: a')
    expect(parse(text)).toMatchObject({ status: 'completed', title: 'Title' })
  })

  it.each([
    ['status: [pending', /^frontmatter is not YAML: /],
    ['status: pending\nstatus: completed', /^frontmatter says "status" twice$/],
    ['status: done', /^status "done" is not one chant knows$/],
    ['approval: yes', /^approval is not a list of "key: value"$/],
    ['approval:\n  status: maybe', /^approval status "maybe" is not one chant knows$/],
    ['labels:\n- [a, b]', /^labels is not a list of texts$/],
    ['title: {a: b}\nstatus:\n- a', /^status is not a text$/],
    ['- a\n- b', /^frontmatter is not a list of "key: value"$/],
    ['a: &x [1]\nb: *x', /^frontmatter uses YAML aliases$/],
    [`a: ${'['.repeat(5000)}`, /^frontmatter is nested too deeply$/],
    [`a: "${'x'.repeat(70_000)}"`, /^frontmatter is longer than 64 KB$/],
  ])('that cannot be used says why in a sentence: %s', (frontmatter, problem) => {
    expect(() => parse(`---\n${frontmatter}\n---\n# T`)).toThrow(problem)
  })

  it('refuses a bomb at once', () => {
    const levels = Array.from({ length: 30 }, (_, at) => `k${at}: &k${at} [${at ? `*k${at - 1}, `.repeat(9) : 'x'}]`)
    const began = performance.now()
    expect(() => parse(`---\n${levels.join('\n')}\n---\n`)).toThrow('frontmatter uses YAML aliases')
    expect(performance.now() - began).toBeLessThan(500)
  })

  it('of a type that only older versions of chant know is kept, with a warning', () => {
    expect(parse('---\ntype: implementation\n---\n# T')).toMatchObject({
      type: 'implementation',
      warning: 'chant does not read type "implementation"',
    })
  })

  it('keeps what looks like a number or a date as it is written', () => {
    const spec = parse("---\nlabels: [2026, 12e4567, '0x1', no]\ndepends_on: 2026-01-13-001-xyz\n---\n")
    expect(spec.labels).toEqual(['2026', '12e4567', '0x1', 'no'])
    expect(spec.dependsOn).toEqual(['2026-01-13-001-xyz'])
  })
})

describe('frontmatter without the YAML library', () => {
  const word = fc.stringMatching(/^[a-zA-Zäß日0-9_.:#'"/@%&*!|>{}[\],?~ -]{0,12}$/)
  const key = fc.constantFrom('type', 'status', 'labels', 'approval', 'a-b', 'by', '<<')
  const value = fc.oneof(
    word,
    fc.array(word, { maxLength: 3 }).map((items) => items.map((item) => `\n- ${item}`).join('')),
    fc.array(fc.tuple(key, word), { maxLength: 3 }).map((items) => items.map(([k, v]) => `\n  ${k}: ${v}`).join('')),
  )
  const document = fc
    .array(fc.tuple(key, value, fc.constantFrom('\n', '\r\n', ' \n', '\n\n')), { maxLength: 5 })
    .map((entries) => entries.map(([k, v, end]) => `${k}: ${v}${end}`).join(''))

  it('means what the library says it means, or is left to the library', () => {
    let plain = 0
    const property = fc.property(document, (text) => {
      const quick = parsePlain(text)
      if (quick === null) return
      plain++
      expect(quick).toEqual(parseYaml(text))
    })
    fc.assert(property, { numRuns: 5_000 })
    expect(plain).toBeGreaterThan(500)
  })
})

describe('the beginning of a file', () => {
  it('tells the same facts as the whole file', () => {
    const text = fc.record({ before: fc.nat({ max: 1500 }), title: fc.string(), after: fc.nat({ max: 3000 }) })
    const property = fc.property(text, ({ before, title, after }) => {
      const head = `---\nstatus: completed\nlabels:\n- ${'ä'.repeat(before / 3)}\n---\n`
      const file = `${head}${'x\n'.repeat(before / 4)}# ${title}\n${'日本\n'.repeat(after / 5)}# Other\n`
      const { status, spec } = readFacts(Buffer.from(file))
      expect([status, spec.title]).toEqual([parse(file).status, parse(file).title])
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('of a version that is no YAML tells what its lines say, as chant activity does', () => {
    const facts = readFacts(
      Buffer.from('---\nstatus: completed\nlabels: [a\napproval:\n  status: approved\n  by: sarah\n---\n# T'),
    )
    expect(facts).toMatchObject({ status: 'completed', approval: 'approved', decidedBy: 'sarah', spec: { title: 'T' } })
  })
})

describe('times', () => {
  it.each([
    ['2026-01-14T16:45:00Z', '2026-01-14T16:45:00.000Z'],
    ['2026-01-24T22:04:11.123456-07:00', '2026-01-25T05:04:11.123Z'],
    ['2026-01-24T22:04:11+0530', '2026-01-24T16:34:11.000Z'],
    ['2026-01-24 22:04:11 UTC', '2026-01-24T22:04:11.000Z'],
    ['2026-01-24T22:04', '2026-01-24T22:04:00.000Z'],
    ['2026-01-24', '2026-01-24T00:00:00.000Z'],
  ])('%s', (text, expected) => expect(parseTimestamp(text)?.toISOString()).toBe(expected))

  it.each(['', 'yesterday', '2026-13-01', '2026-01-24T99:00:00Z', '1769292251'])('no time: %s', (text) =>
    expect(parseTimestamp(text)).toBe(null),
  )
})

describe('acceptance criteria', () => {
  it('are those of the last section, with its parts, outside fences, as chant counts them', () => {
    const body = [
      '## Acceptance Criteria',
      '- [ ] old',
      '## Notes',
      '- [ ] not one',
      '  ## Acceptance Criteria (final)',
      '- [x] first',
      '### Part',
      '  - [X] second - [ ] third',
      '* [ ] not counted',
      '```',
      '- [ ] example',
      '## Acceptance Criteria',
      '```',
      '## Agent Output',
      '- [ ] said',
    ].join('\n')
    expect(countCriteria(body)).toEqual({ checked: 2, total: 3 })
    expect(criteriaOf(body)[0]).toEqual({ text: 'first', checked: true })
    expect(countCriteria('- [ ] a box without a section')).toEqual({ checked: 0, total: 0 })
  })
})

describe('the discussion', () => {
  it('gives every entry with its reason', () => {
    const { body } = parseSpecFile('x', chantOutput('reject-group-completed', 'spec file after'), false)
    expect(discussionOf(body)).toEqual([
      { by: 'sarah', localTime: '2026-11-20 17:35', verdict: 'rejected', text: 'Beta data is missing.' },
    ])
  })

  it('cannot be trusted about who decided: what the frontmatter says counts, the rest is text', () => {
    const { body, spec } = parseSpecFile('x', chantOutput('reject-hostile-reason', 'spec file after'), false)
    expect(spec.approval).toMatchObject({ status: 'rejected', by: 'sarah' })
    expect(discussionOf(body).map(({ by, verdict }) => [by, verdict])).toEqual([
      ['sarah', 'rejected'],
      ['mike', 'approved'],
    ])
    expect(lastRejection(body, 'sarah')).toContain('Größe – 日本語')
  })

  it('shows what we quoted as it was said', () => {
    const body =
      '## Approval Discussion\n\n**sarah** - 2026-01-15 09:30 - REJECTED\n> Not yet.\n> ## Why\n>\n> **mike** - x\n\n## Notes\n'
    expect(lastRejection(body, 'sarah')).toBe('Not yet.\n## Why\n\n**mike** - x')
    expect(lastRejection('Nothing was said.', null)).toBe(null)
  })
})
