import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { questionOf } from '../../../src/domain/findings/question.ts'

const spec = readFileSync(join(import.meta.dirname, '../../../src/demo/acme/chant/specs/research.md'), 'utf8')

describe('what a spec asks', () => {
  it('is its heading, its first paragraph and its research questions', () => {
    expect(questionOf(spec)).toEqual({
      title: 'Analyze Q1 churn drivers',
      text: 'From support, metrics and survey data: why do customers leave, and what would keep them?',
      questions: [
        'What are the main causes of churn?',
        'When in a customer’s life do they leave?'.replace('’', "'"),
        'What do those who stay do differently?',
        'Which interventions would have the largest effect?',
      ],
    })
  })

  it('is two paragraphs while both are short, and one when they are not', () => {
    expect(questionOf('# T\n\nWhy?\n\nAnd when?\n\nThird.').text).toBe('Why?\n\nAnd when?')
    expect(questionOf(`Why?\n\n${'long '.repeat(100)}`).text).toBe('Why?')
  })

  it('is no list, table or code, and nothing where there is none', () => {
    expect(questionOf('- a\n\n| b | c |\n\n```\nd\n```\n\nWhy?').text).toBe('Why?')
    expect(questionOf('')).toEqual({ title: null, text: null, questions: [] })
  })
})
