import { describe, expect, it } from 'vitest'
import { dayHeading, fillDate, longDate, shortMoment } from '../../src/demo/page/text/dates.ts'
import { emojiCalled } from '../../src/demo/page/text/emoji.ts'
import { encodeTyped } from '../../src/demo/page/text/encode.ts'
import { type Inline, plainOf } from '../../src/demo/page/text/inline.ts'
import { parseMarkdown } from '../../src/demo/page/text/markdown.ts'
import { parseInlines, parseMrkdwn, parsePlain } from '../../src/demo/page/text/mrkdwn.ts'

const text = (value: string): Inline => ({ kind: 'text', text: value })

describe('mrkdwn, read as Slack reads it', () => {
  it('makes words bold, italic and struck only at the edges of words', () => {
    expect(parseInlines('*On track* for _7 %_, not ~5~')).toEqual([
      { kind: 'bold', children: [text('On track')] },
      text(' for '),
      { kind: 'italic', children: [text('7 %')] },
      text(', not '),
      { kind: 'strike', children: [text('5')] },
    ])
    for (const plain of ['snake_case_name', '2 * 3 * 4', 'a*b*c', '* not a list', '__init__', '*open\nclose*']) {
      expect(parseInlines(plain).every((inline) => inline.kind === 'text' || inline.kind === 'break')).toBe(true)
      expect(plainOf(parseInlines(plain))).toBe(plain.replace('\n', ' '))
    }
  })

  it('reads one mark inside another', () => {
    expect(parseInlines('*_both_ here*')).toEqual([
      { kind: 'bold', children: [{ kind: 'italic', children: [text('both')] }, text(' here')] },
    ])
  })

  it('leaves marks in code and in addresses alone', () => {
    expect(parseInlines('`a *b* &lt;c&gt;`')).toEqual([{ kind: 'code', text: 'a *b* <c>' }])
    expect(parseInlines('*see <https://acme.test/a*b|the board>*')).toEqual([
      {
        kind: 'bold',
        children: [text('see '), { kind: 'link', url: 'https://acme.test/a*b', children: [text('the board')] }],
      },
    ])
  })

  it('reads mentions, dates, bare addresses and emoji', () => {
    expect(parseInlines('<@U1> <#C1|retention> <!here> <!subteam^S1|@leads>')).toEqual([
      { kind: 'user', id: 'U1' },
      text(' '),
      { kind: 'channel', id: 'C1', name: 'retention' },
      text(' '),
      { kind: 'broadcast', range: 'here' },
      text(' '),
      { kind: 'group', id: 'S1', name: 'leads' },
    ])
    expect(parseInlines('<!date^1767978240^{date_short_pretty} at {time}|9 January>')).toEqual([
      { kind: 'date', seconds: 1767978240, format: '{date_short_pretty} at {time}', fallback: '9 January' },
    ])
    expect(parseInlines('go to https://acme.test/x?a=1&amp;b=2.')).toEqual([
      text('go to '),
      { kind: 'link', url: 'https://acme.test/x?a=1&b=2', children: [text('https://acme.test/x?a=1&b=2')] },
      text('.'),
    ])
    expect(parseInlines(':tada: :no_such_thing: 12:04:09')).toEqual([
      { kind: 'emoji', name: 'tada', character: '🎉' },
      text(' :no_such_thing: 12:04:09'),
    ])
  })

  it('shows escaped text as it was typed, never as a mention', () => {
    expect(parseInlines('&lt;!channel&gt; &amp;lt;')).toEqual([text('<!channel> &lt;')])
  })

  it('keeps quotes and code blocks apart from the lines around them', () => {
    expect(parseMrkdwn('before\n> quoted\n&gt; too\nafter\n```\n*code*\n```\nend')).toEqual([
      { kind: 'lines', inlines: [text('before')] },
      { kind: 'quote', inlines: [text('quoted'), { kind: 'break' }, text('too')] },
      { kind: 'lines', inlines: [text('after')] },
      { kind: 'preformatted', text: '*code*' },
      { kind: 'lines', inlines: [text('end')] },
    ])
    expect(parseMrkdwn('an open ``` fence')).toEqual([{ kind: 'lines', inlines: [text('an open ``` fence')] }])
    expect(parseMrkdwn('>>> all\nof it')).toEqual([
      { kind: 'quote', inlines: [text('all'), { kind: 'break' }, text('of it')] },
    ])
  })

  it('reads nothing in plain text but emoji', () => {
    expect(parsePlain('*A* &amp; B :tada:')).toEqual([text('*A* & B '), emojiCalled(':tada:')])
    expect(parsePlain(':tada:', false)).toEqual([text(':tada:')])
  })
})

describe('markdown blocks', () => {
  it('reads headings, paragraphs, lists in lists and tasks', () => {
    const source = '# Findings\n\nTwo **strong** ones\nand more\n\n- one\n  - inner\n- two\n\n1. [x] done\n2. [ ] open'
    const blocks = parseMarkdown(source)
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'list', 'list'])
    expect(blocks[2]).toMatchObject({
      ordered: false,
      items: [{ done: null, blocks: [{ kind: 'paragraph' }, { kind: 'list' }] }, { blocks: [{ kind: 'paragraph' }] }],
    })
    expect(blocks[3]).toMatchObject({ ordered: true, start: 1, items: [{ done: true }, { done: false }] })
  })

  it('reads tables with their alignment, code, quotes and rules', () => {
    const blocks = parseMarkdown(
      '| KPI | Now |\n|---|--:|\n| churn | 7 \\| 8 |\n\n```sql\nselect *\n```\n> said\n\n---',
    )
    expect(blocks.map((block) => block.kind)).toEqual(['table', 'code', 'quote', 'rule'])
    expect(blocks[0]).toMatchObject({ align: ['left', 'right'] })
    expect(blocks[0]?.kind === 'table' && blocks[0].rows.map((row) => row.map(plainOf))).toEqual([
      ['KPI', 'Now'],
      ['churn', '7 | 8'],
    ])
    expect(blocks[1]).toEqual({ kind: 'code', text: 'select *' })
  })

  it('reads spans, and leaves words with underscores alone', () => {
    const [paragraph] = parseMarkdown('~~5~~ *it* `x*y` [board](https://acme.test/b) snake_case_x https://acme.test.')
    expect(paragraph?.kind === 'paragraph' && paragraph.inlines.map((inline) => inline.kind)).toEqual([
      'strike',
      'text',
      'italic',
      'text',
      'code',
      'text',
      'link',
      'text',
      'link',
      'text',
    ])
  })

  it('ends for any text, and shows all of it', () => {
    for (const odd of ['**', '*a', '[x](', '```', '- ', '|', '|\n|-|', '> ', '#', 'h', '\\', '_', 'a_h']) {
      expect(() => parseMarkdown(odd)).not.toThrow()
    }
    expect(parseMarkdown('a_h **open')).toEqual([{ kind: 'paragraph', inlines: [text('a_h **open')] }])
  })
})

describe('times, in the zone of whoever looks', () => {
  const noonInNewYork = new Date('2026-01-09T17:04:00Z')

  it('shows the same moment as Friday noon in New York and as Saturday night in Sydney', () => {
    expect(longDate(noonInNewYork, 'America/New_York')).toBe('Friday 9 January 2026')
    expect(shortMoment(noonInNewYork, 'Australia/Sydney')).toBe('Sat 10 Jan, 04:04')
    expect(shortMoment(noonInNewYork, 'Asia/Kathmandu')).toBe('Fri 9 Jan, 22:49')
  })

  it('heads days with today, yesterday or their date', () => {
    expect(dayHeading('2026-01-09', '2026-01-09')).toBe('Today')
    expect(dayHeading('2026-01-08', '2026-01-09')).toBe('Yesterday')
    expect(dayHeading('2026-01-05', '2026-01-09')).toBe('Monday 5 January')
    expect(dayHeading('2025-12-31', '2026-01-09')).toBe('Wednesday 31 December 2025')
  })

  it("fills Slack's date formats, leaving a near year out", () => {
    const seconds = noonInNewYork.getTime() / 1000
    const here = { zone: 'America/New_York', today: '2026-01-09' }
    expect(fillDate('{date_short_pretty} at {time}', seconds, here)).toBe('Today at 12:04')
    expect(fillDate('due {date_pretty}', seconds, { ...here, today: '2026-01-08' })).toBe('due tomorrow')
    expect(fillDate('{date_long}', seconds, { ...here, today: '2026-02-01' })).toBe('Friday 9 January')
    expect(fillDate('{date_num} {date}', seconds, { ...here, today: '2026-10-01' })).toBe('2026-01-09 9 January 2026')
    expect(fillDate('{nonsense} {ago}', seconds, { ...here, today: '2026-01-12' })).toBe('{nonsense} 3 days ago')
  })
})

describe('what a person types', () => {
  const people = [
    { id: 'U1', name: 'Ana', handle: 'ana' },
    { id: 'U2', name: 'Ana Gurung', handle: 'ana.g' },
  ]
  const channels = [{ id: 'C1', name: 'retention' }]
  const userGroups = [{ id: 'S1', handle: 'growth-leads' }]

  it('goes out with people, groups and channels by id and everything else encoded', () => {
    expect(encodeTyped('<b> & @Ana Gurung, @ana, @growth-leads in #retention', { people, channels, userGroups })).toBe(
      '&lt;b&gt; &amp; <@U2>, <@U1>, <!subteam^S1> in <#C1|retention>',
    )
  })

  it('goes out with its addresses marked as such', () => {
    expect(encodeTyped('see https://acme.test/a?b=1&c=@ana.', { people, channels, userGroups })).toBe(
      'see <https://acme.test/a?b=1&amp;c=@ana>.',
    )
  })

  it('is no mention in the middle of a word', () => {
    expect(encodeTyped('mail@ana @anatomy #retentions', { people, channels, userGroups })).toBe(
      'mail@ana @anatomy #retentions',
    )
  })
})
