import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerProblems } from '../../src/domain/check-in-rules.ts'
import { type Answer, readEvidence, writeEvidence } from '../../src/domain/check-ins.ts'

describe('evidence as its writer edits it', () => {
  const line = fc.record({
    text: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
    source: fc.constantFrom('billing exports (v2)', 'Mike', 'chant 2026-01-16-002-abc', 'Ana'),
  })

  it('comes back with its sources when nobody changes it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: (one) => writeEvidence([one], 'Mike') }), (evidence) => {
        expect(readEvidence(writeEvidence(evidence, 'Mike'), 'Mike', evidence)).toEqual(evidence)
      }),
    )
  })

  it('cites nobody for a line that was changed, whatever stands in brackets', () => {
    const known = [{ text: 'Churn 8 %', source: 'billing exports' }]
    expect(readEvidence('Churn 5 % (billing exports)', 'Mike', known)).toEqual([
      { text: 'Churn 5 % (billing exports)', source: 'Mike' },
    ])
  })

  it('leaves blank lines out', () => {
    expect(readEvidence('\n one \n\n', 'Mike', [])).toEqual([{ text: 'one', source: 'Mike' }])
  })
})

describe('what an answer must hold', () => {
  const whole: Answer = {
    confidence: 1,
    evidence: [{ text: 'Churn 8 %', source: 'billing exports' }],
    note: null,
    risk: { kind: 'clarity', text: null },
    nextAction: { text: 'Call billing', person: 7, due: '2026-01-16' },
    test: null,
  }
  const problems = (change: Partial<Answer>, before: Answer | null = null) =>
    Object.keys(answerProblems({ ...whole, ...change }, '2026-01-16', before?.nextAction ?? null) ?? {})

  it('is nothing but evidence on track', () => {
    expect(problems({ confidence: 2, risk: null, nextAction: null })).toEqual([])
    expect(problems({ confidence: 2, evidence: [] })).toEqual(['evidence'])
  })

  it('is a risk and a next action with person and date at risk and off track', () => {
    expect(problems({})).toEqual([])
    expect(problems({ confidence: 0, risk: null, nextAction: null })).toEqual(['risk', 'next-action'])
    expect(problems({ nextAction: { text: 'Call billing', person: null, due: null } })).toEqual([
      'next-action-person',
      'next-action-due',
    ])
  })

  it('takes today as a date and no day that is over, unless it stood there before', () => {
    const yesterday = { nextAction: { text: 'Call billing', person: 7, due: '2026-01-15' } }
    expect(problems(yesterday)).toEqual(['next-action-due'])
    expect(problems(yesterday, { ...whole, ...yesterday })).toEqual([])
  })
})
