import { describe, expect, it } from 'vitest'
import { actions, button, context, header, section } from '../../../src/slack/blocks/blocks.ts'
import { andMore, fitMessage, fits, lineSections, messageOf } from '../../../src/slack/blocks/fit.ts'
import { shorten, shortenMrkdwn, unformatted } from '../../../src/slack/blocks/text.ts'

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

describe('a message made of blocks', () => {
  it('says in its text all that its blocks say, one line each, and nothing that can only be pressed', () => {
    const { text } = messageOf([
      section('*Hi Mike.* `/okr status` says more: ▁▃█ 3 of 7'),
      header('Missing'),
      actions('answers', button('a', 'Press me', '1')),
      context('You get this because <@U0MIKE0000> is you.', '_Posted_ on Mondays.'),
    ])
    expect(text).toBe(
      'Hi Mike. /okr status says more: 3 of 7\nMissing\nYou get this because <@U0MIKE0000> is you.\nPosted on Mondays.',
    )
  })

  it('fits whatever people wrote into it, the longest texts shortened first', () => {
    const { text, blocks } = messageOf([
      section('*Hi Mike.*'),
      ...Array.from({ length: 8 }, () => section('&lt;'.repeat(700))),
    ])
    expect(fits(blocks)).toBe(true)
    expect(blocks[0]).toEqual(section('*Hi Mike.*'))
    expect(JSON.stringify(blocks)).not.toMatch(/&(?!lt;)/)
    expect(text.length).toBeLessThanOrEqual(4000)
  })

  it('keeps the beginning of a text that is longer than any', () => {
    expect(messageOf([section('Churn rose. '.repeat(240)), section('More. '.repeat(400))]).text).toMatch(
      /^Churn rose\./,
    )
  })
})

describe('a text that is too long', () => {
  it('is cut between characters as people see them, and counted as Slack counts', () => {
    expect(shorten('Good', 4)).toBe('Good')
    expect(shorten('Goodbye', 5)).toBe('Good…')
    expect(shorten('🇩🇪🇳🇵🇦🇺', 10)).toBe('🇩🇪🇳🇵…')
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…')
  })

  it('keeps whole what Slack acts on, or leaves it out', () => {
    expect(shortenMrkdwn('Ask <@U0MIKE0000> about it', 17)).toBe('Ask…')
    expect(shortenMrkdwn('Ask <@U0MIKE0000> about it', 20)).toBe('Ask <@U0MIKE0000> a…')
    expect(shortenMrkdwn('R&amp;D is late', 5)).toBe('R…')
    expect(shortenMrkdwn('a &lt; b', 6)).toBe('a…')
    expect(shortenMrkdwn('abc&lt;', 3)).toBe('ab…')
  })
})

describe('mrkdwn as plain text', () => {
  it('loses bold and italics, and keeps mentions, dates, links and what people wrote', () => {
    expect(
      unformatted('*Mike* — <!date^1^{date_short_pretty}|Mon 12 Jan> _(after the summary)_ snake_case_name 2*3'),
    ).toBe('Mike — <!date^1^{date_short_pretty}|Mon 12 Jan> (after the summary) snake_case_name 2*3')
  })
})
