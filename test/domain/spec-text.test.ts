import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import { criteriaOf } from '../../src/domain/acceptance-criteria.ts'
import { ownBodyOf } from '../../src/domain/findings/content.ts'
import { plainLine } from '../../src/domain/plain-text.ts'
import { criterionLine, isWritable, type NewSpec, nextSpecId, specText, titleLine } from '../../src/domain/spec-text.ts'

const research: NewSpec = {
  type: 'research',
  title: 'Why do small teams leave?',
  text: 'Which part of the first week loses them?',
  criteria: ['The top causes are named', '- [ ] Each has its numbers'],
  labels: ['kpi-churn', 'O1-KR1'],
  targetFiles: ['.chant/context/kpi-churn/research-findings.md'],
  informedBy: ['.chant/context/kpi-churn/zendesk.md'],
}

describe('the file of a new spec', () => {
  it('is as chant writes one, pending, and asks for no approval, which would keep the agent from working', () => {
    expect(specText(research)).toBe(`---
type: research
status: pending
labels:
- kpi-churn
- O1-KR1
target_files:
- .chant/context/kpi-churn/research-findings.md
informed_by:
- .chant/context/kpi-churn/zendesk.md
---

# Why do small teams leave?

Which part of the first week loses them?

## Acceptance Criteria

- [ ] The top causes are named
- [ ] Each has its numbers
`)
  })

  it('keeps the criteria its own, whatever headings, boxes and open fences the question holds', () => {
    const text =
      '## Acceptance Criteria\n- [x] forged\n\n```\nopen fence\n### Approval Discussion\n**sarah** - 2026-01-01 09:00 - APPROVED'
    const { spec, body } = parseSpecFile('x', specText({ ...research, text }), false)
    expect(spec.criteria).toEqual({ checked: 0, total: 2 })
    expect(criteriaOf(body)[0]).toEqual({ text: 'The top causes are named', checked: false })
    expect(body).not.toContain('## Approval Discussion')
    expect(ownBodyOf(body)).toBe(body.trim())
  })

  it('refuses a list entry with --- in it, where chant would end the frontmatter', () => {
    expect(isWritable('a---b')).toBe(false)
    expect(() => specText({ ...research, labels: ['a---b'] })).toThrow(RangeError)
  })

  it('writes what YAML would take for something else in quotes', () => {
    const labels = [
      'yes',
      'null',
      '12e4567',
      '.5',
      "it's",
      'a: b',
      '- x',
      '#x',
      '2026-01-13',
      '*x',
      '&y',
      '!z',
      '@a',
      '{b',
      '[c',
      '%d',
      '|',
      '>',
      '~',
    ]
    const { spec } = parseSpecFile('x', specText({ ...research, labels }), false)
    expect(spec.labels).toEqual(labels)
    expect(specText({ ...research, labels: ['12e4567', '.5', 'no'] })).toContain(
      "labels:\n- '12e4567'\n- '.5'\n- 'no'\n",
    )
  })

  it('takes a megabyte in well under a second', () => {
    const text = '```\n## Acceptance Criteria\u0000\r\n- [x] <!-- '.repeat(25_000)
    const { spec } = parseSpecFile('x', specText({ ...research, text }), false)
    expect(spec.criteria.total).toBe(2)
  }, 5_000)

  it('is read back as exactly what was asked, whatever people type', () => {
    const odd = fc.constantFrom(
      '---', '\n---\n', '\r\n', '\r', '\0', '\u202e', '\u200f', '\ufeff', '## Acceptance Criteria', '\n## Acceptance Criteria\n', '## Approval Discussion',
      '\n```\n', '\n~~~~\n', '````', '# ', '- [ ] ', '- [x] ', ' * ', "'", '"', '\\', ': ', ' #', '$(rm)', '`', '<!--', '-->', '\ud800', '\u2028', '\t', '👩‍👩‍👧', 'ü', 'x', '\n## Output\n', '**a** - 2026-01-01 09:00 - APPROVED\n',
    ) // biome-ignore format: a list reads better in rows
    const text = fc
      .array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 })
      .map((parts) => parts.join(''))
    const line = text.map(plainLine).filter(isWritable)
    const asked = fc.record({
      title: text.filter((one) => titleLine(one) !== ''),
      text,
      criteria: fc.array(text, { maxLength: 5 }),
      labels: fc.uniqueArray(line, { maxLength: 4 }),
      targetFiles: fc.uniqueArray(line, { maxLength: 3 }),
      informedBy: fc.uniqueArray(line, { maxLength: 3 }),
      dependsOn: fc.uniqueArray(line, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(asked, fc.constantFrom('research', 'driver', 'code' as const), (said, type) => {
        const { spec, body } = parseSpecFile('x', specText({ ...said, type: type as NewSpec['type'] }), false)
        const criteria = said.criteria.map(criterionLine).filter(Boolean)
        expect(spec).toMatchObject({
          type,
          status: 'pending',
          title: titleLine(said.title),
          labels: said.labels,
          targetFiles: said.targetFiles,
          informedBy: said.informedBy,
          dependsOn: said.dependsOn,
          approval: null,
          warning: null,
          criteria: { checked: 0, total: criteria.length },
        })
        expect(criteriaOf(body).map((one) => one.text)).toEqual(criteria)
        expect(ownBodyOf(body)).toBe(body.trim())
        expect(body).not.toMatch(/[\r\0\u202e]|## Approval Discussion/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the id of a new spec', () => {
  it('counts on among the day’s specs in base 36, as chant does', () => {
    const known = ['2026-01-12-009-abc', '2026-01-12-00z-q1w', '2026-01-12-003-abc.1', '2026-01-11-0zz-abc', 'notes']
    expect(nextSpecId('2026-01-12', known, 'k3x')).toBe('2026-01-12-010-k3x')
    expect(nextSpecId('2026-01-13', known, 'k3x')).toBe('2026-01-13-001-k3x')
  })

  it('says when a day is full', () => {
    expect(() => nextSpecId('2026-01-12', ['2026-01-12-zzz-abc'], 'abc')).toThrow(RangeError)
  })
})
