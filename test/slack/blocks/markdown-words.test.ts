import { describe, expect, it } from 'vitest'
import { summaryText } from '../../../src/slack/blocks/markdown-words.ts'

describe('the beginning of findings in a notification', () => {
  it('is one line of plain words, without headings and marks', () => {
    expect(
      summaryText('# Findings\n\n**Three** causes explain [it](https://acme.example):\n\n- Onboarding\n- `Slack`', 200),
    ).toBe('Three causes explain it: • Onboarding • Slack')
  })

  it('is the heading where there is nothing else', () => {
    expect(summaryText('# Findings', 200)).toBe('Findings')
  })

  it('is cut between characters at its limit', () => {
    expect(summaryText('word '.repeat(100), 20)).toBe('word word word word…')
    expect(summaryText('👩‍👩‍👧‍👦'.repeat(100), 20).length).toBeLessThanOrEqual(20)
  })
})
