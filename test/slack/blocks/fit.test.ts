import { describe, expect, it } from 'vitest'
import { section } from '../../../src/slack/blocks/blocks.ts'
import { andMore, fitMessage, fits, lineSections } from '../../../src/slack/blocks/fit.ts'
import { unformatted } from '../../../src/slack/blocks/text.ts'

describe('a message made of lists', () => {
  const line = (n: number) => `Line ${n}: ${'something a person wrote. '.repeat(4)}`
  const build = (lists: readonly string[][]) =>
    fitMessage(
      lists.map((list) => list.length),
      (shown) => {
        const lines = lists.flatMap((list, n) => [
          ...list.slice(0, shown[n]),
          ...andMore(list.length - (shown[n] ?? 0)),
        ])
        return { text: lines.join('\n'), blocks: lineSections('*Lines*', lines) }
      },
    )

  it('shows everything while it fits', () => {
    const message = build([[line(1), line(2)], [line(3)]])
    expect(message.blocks).toEqual([section(`*Lines*\n${line(1)}\n${line(2)}\n${line(3)}`)])
  })

  it('cuts the longest list first, and says how many it left out', () => {
    const message = build([Array.from({ length: 300 }, (_, n) => line(n)), [line(1000)]])
    expect(fits(message.blocks)).toBe(true)
    const words = JSON.stringify(message.blocks)
    const shown = words.match(/Line \d{1,3}:/g)?.length ?? 0
    expect(words).toContain(`_And ${300 - shown} more._`)
    expect(words).toContain('Line 1000:')
  })

  it('has a text of at most 4,000 characters, cut between lines', () => {
    const message = build([Array.from({ length: 300 }, (_, n) => line(n))])
    expect(message.text.length).toBeLessThanOrEqual(4000)
    expect(message.text).toMatch(/… and \d+ more lines\.$/)
  })

  it('never makes a section longer than Slack takes', () => {
    const sections = lineSections(
      '',
      Array.from({ length: 100 }, (_, n) => line(n)),
    )
    expect(sections.length).toBeGreaterThan(1)
    expect(sections.every(({ text }) => (text?.text.length ?? 0) <= 3000)).toBe(true)
  })
})

describe('mrkdwn as plain text', () => {
  it('loses bold and italics, and keeps mentions, dates, links and what people wrote', () => {
    expect(
      unformatted('*Mike* — <!date^1^{date_short_pretty}|Mon 12 Jan> _(after the summary)_ snake_case_name 2*3'),
    ).toBe('Mike — <!date^1^{date_short_pretty}|Mon 12 Jan> (after the summary) snake_case_name 2*3')
  })
})
