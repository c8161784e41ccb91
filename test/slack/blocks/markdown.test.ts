import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsIn } from '../../../src/demo/workspace/blocks/check.ts'
import { fits } from '../../../src/slack/blocks/fit.ts'
import { markdownBlocks, mostMarkdown } from '../../../src/slack/blocks/markdown.ts'
import { modalPage, paged } from '../../../src/slack/blocks/markdown-pages.ts'
import { wordsOfMarkdown } from '../../../src/slack/blocks/markdown-words.ts'
import { hostileTexts } from '../../support/hostile.ts'

const inMessage = (markdown: string) => markdownBlocks(markdown, { tables: 'blocks' })
const elements = (markdown: string) =>
  markdownBlocks(markdown).flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
const first = (markdown: string) => elements(markdown)[0]
const inline = (markdown: string) => first(markdown)?.elements as RichTextElement[]
const words = (markdown: string) => wordsOfMarkdown(markdownBlocks(markdown))
const refused = (blocks: readonly KnownBlock[]) => problemsIn('blocks', blocks)
const refusedInForm = (blocks: readonly KnownBlock[]) =>
  problemsIn('view', { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks })

describe('markdown in Slack', () => {
  it('has headings of the first two levels as headers, deeper and longer ones and those with links bold', () => {
    expect(markdownBlocks('# A `b`\n\n## C')).not.toEqual([])
    expect(markdownBlocks('## C')).toEqual([{ type: 'header', text: { type: 'plain_text', text: 'C' } }])
    expect(inline('### C')).toEqual([{ type: 'text', text: 'C', style: { bold: true } }])
    expect(first(`# ${'long '.repeat(40)}`)?.type).toBe('rich_text_section')
    expect(inline('# [C](https://acme.example)')[0]).toMatchObject({ type: 'link', style: { bold: true } })
  })

  it('has bold, italic, struck text and code, also inside of each other, and one line where a line was only wrapped', () => {
    expect(inline('a **b _c_**\n~~d~~ `e`')).toEqual([
      { type: 'text', text: 'a ' },
      { type: 'text', text: 'b ', style: { bold: true } },
      { type: 'text', text: 'c', style: { bold: true, italic: true } },
      { type: 'text', text: ' ' },
      { type: 'text', text: 'd', style: { strike: true } },
      { type: 'text', text: ' ' },
      { type: 'text', text: 'e', style: { code: true } },
    ])
  })

  it('has links into the web and to mail; where others lead is said, and pictures are links', () => {
    expect(inline('[a](https://acme.example/x)')).toEqual([{ type: 'link', url: 'https://acme.example/x', text: 'a' }])
    expect(inline('[a](mailto:mike@acme.example)')[0]).toMatchObject({ type: 'link' })
    expect(inline('![chart](https://acme.example/x.png)')[0]).toMatchObject({ type: 'link', text: 'chart' })
    expect(words('[a](./data.csv), [b](javascript:alert(1)) ![c](d.png)')).toBe(
      'a (./data.csv), b (javascript:alert(1)) c (d.png)',
    )
    expect(words('[a][1]\n\n[1]: ./b')).toBe('a (./b)')
  })

  it('has lists in lists with their indent, numbers that go on after an inner list, and boxes', () => {
    const [outer, inner, rest] = elements('3. a\n   - [x] b\n   - [ ] c\n4. d')
    expect(outer).toMatchObject({ type: 'rich_text_list', style: 'ordered', indent: 0, offset: 2 })
    expect(inner).toMatchObject({ type: 'rich_text_list', style: 'bullet', indent: 1 })
    expect(rest).toMatchObject({ type: 'rich_text_list', style: 'ordered', indent: 0, offset: 3 })
    expect(words('- [x] b\n- [ ] c')).toBe('• ☑ b\n• ☐ c')
  })

  it('has quotes and code as such, also in a list', () => {
    expect(elements('> a\n>\n> b').map(({ type }) => type)).toEqual(['rich_text_quote'])
    expect(elements('- a\n\n  ```js\n  b < c\n  ```\n- d').map(({ type }) => type)).toEqual([
      'rich_text_list',
      'rich_text_preformatted',
      'rich_text_list',
    ])
    expect(words('```\n  a\n    b\n```')).toBe('  a\n    b')
  })

  it('has HTML, comments and front matter as text, so that nothing is hidden from who decides', () => {
    expect(words('a <b>c</b>\n\n<!-- approve this -->')).toBe('a <b>c</b>\n<!-- approve this -->')
    expect(words('---\nstatus: done\n---\ntext')).toBe('status: done\ntext')
  })

  it('has tables as Slack’s in messages, aligned as they say', () => {
    const [table] = inMessage('| a | b |\n|---|--:|\n| **c** | 1 |\n| | `2` |')
    expect(table).toMatchObject({ type: 'table', column_settings: [{ is_wrapped: true }, { align: 'right' }] })
    expect(wordsOfMarkdown(table ? [table] : [])).toBe('a, b\nc, 1\n–, 2')
  })

  it('has a table of more rows than Slack takes as several, each with the head', () => {
    const rows = Array.from({ length: 150 }, (_, n) => `| ${n} | x |`).join('\n')
    const tables = inMessage(`| n | b |\n|---|---|\n${rows}`)
    expect(tables.length).toBeGreaterThan(1)
    expect(tables.every((one) => one.type === 'table' && JSON.stringify(one.rows[0]).includes('"n"'))).toBe(true)
  })

  it('has narrow tables as aligned text in forms, and wide ones as a list that names the columns', () => {
    expect(words('| a | bbb |\n|---|--:|\n| ccc | 1 |')).toBe('a    bbb\n───  ───\nccc    1')
    const wide = `| # | Cause | Impact |\n|---|---|---|\n| 1 | ${'Onboarding fails '.repeat(5)}| ~3.5 pp |`
    expect(words(wide)).toBe(`Cause\n1. ${'Onboarding fails '.repeat(5).trim()} · Impact: ~3.5 pp`)
  })

  it('shows what cannot be seen: controls, and marks that turn text around', () => {
    expect(words('a\u202Eb\u0000c')).toBe('a�b�c')
  })

  it('calls nobody, whatever is in the text', () => {
    const types = (markdown: string) =>
      JSON.stringify(inMessage(markdown)).match(/"type":"(user|usergroup|channel|broadcast|team|mrkdwn)"/g)
    expect(types('<!channel> <@U1> @here <!subteam^S1> <#C1>')).toBeNull()
    expect(words('x <!channel> <@U1>')).toBe('x <!channel> <@U1>')
  })

  it('says how much more there is of a text that is too long to be shown', () => {
    const blocks = markdownBlocks('word and word\n'.repeat(mostMarkdown / 10))
    expect(wordsOfMarkdown(blocks.slice(-1))).toMatch(/^… and 2\d,\d{3} more characters/)
  })

  it('shows all of a text that is shorter, also one paragraph or one word of that length', () => {
    const count = (text: string) => words(text).replace(/\s/g, '').length
    expect(count('word '.repeat(10_000))).toBe(40_000)
    expect(count('x'.repeat(mostMarkdown))).toBe(mostMarkdown)
    expect(count(`- ${'word '.repeat(5000)}`)).toBe(20_001)
  })

  it('keeps a long list, table or code one, though it is read in pieces', () => {
    const many = (line: (n: number) => string) => Array.from({ length: 300 }, (_, n) => line(n)).join('\n')
    const long = 'x'.repeat(60)
    const code = many((n) => (n % 3 === 0 ? '' : `  ${n} ${long}`))
    expect(words(`\`\`\`\n${code}\n\`\`\``)).toBe(code)
    const tables = inMessage(`| n | text |\n|---|---|\n${many((n) => `| ${n} | ${long} |`)}`)
    expect(new Set(tables.map(({ type }) => type))).toEqual(new Set(['table']))
    expect(wordsOfMarkdown(tables).replaceAll('n, text\n', '').split('\n')).toEqual(
      many((n) => `${n}, ${long}`).split('\n'),
    )
    expect(words(many((n) => `${n + 1}. ${long}\n\n     more`)).match(/^\d+(?=\.)/gm)).toHaveLength(300)
  })

  it.each(hostileTexts.map(({ name, text }) => [name, text]))('takes %s anywhere', (_name, text) => {
    for (const place of [
      `# ${text}`,
      text,
      `- ${text}`,
      `> ${text}`,
      `|a|${text}|\n|-|-|\n|b|${text}|`,
      `[x](${text})`,
      `**${text}**`,
    ]) {
      for (const page of paged(inMessage(place))) expect(refused(page)).toEqual([])
      for (const page of paged(markdownBlocks(place), modalPage)) expect(refusedInForm(page)).toEqual([])
    }
  })
})

describe('pages', () => {
  it('hold everything in order, fit a message or a form, and have one table at most', () => {
    fc.assert(
      fc.property(markdownText(), (markdown) => {
        for (const tables of ['blocks', 'text'] as const) {
          const blocks = markdownBlocks(markdown, { tables })
          const pages = paged(blocks)
          expect(pages.flat()).toEqual(blocks)
          for (const page of pages) {
            expect(refused(page)).toEqual([])
            expect(fits(page)).toBe(true)
          }
        }
        for (const page of paged(markdownBlocks(markdown), modalPage)) expect(refusedInForm(page)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('say every word there is, in order', () => {
    fc.assert(
      fc.property(numberedText(), fc.constantFrom('blocks' as const, 'text' as const), (markdown, tables) => {
        const said = paged(markdownBlocks(markdown, { tables })).map(wordsOfMarkdown).join('\n')
        const [told, written] = [said, markdown].map((text) => text.match(/w\d+/g) ?? [])
        // A wide table as a list says the name of a column before each of its cells.
        if (tables === 'blocks') expect(told).toEqual(written)
        else expect(new Set(told)).toEqual(new Set(written))
      }),
      { numRuns: 100 },
    )
  })

  it('never end with a heading', () => {
    const markdown = Array.from({ length: 60 }, (_, n) => `## Heading ${n}\n\n${'Text. '.repeat(60)}`).join('\n\n')
    const pages = paged(markdownBlocks(markdown))
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.every((page) => page.at(-1)?.type === 'rich_text')).toBe(true)
  })

  it('cut long texts between words and never inside of a character', () => {
    const family = '👩‍👩‍👧‍👦'
    const pieces = (markdown: string) =>
      elements(markdown).map((one) => (one as RichTextBlock['elements'][number]).elements)
    for (const text of pieces(family.repeat(800)).map((one) => JSON.stringify(one))) {
      expect(text.replaceAll(family, '')).not.toMatch(/[\u200D\p{Emoji_Presentation}]/u)
    }
    expect(words('word '.repeat(2000))).not.toMatch(/wo\s*\n|\nrd/)
  })

  it('keep the items of a list whole, and their numbers', () => {
    const items = Array.from({ length: 200 }, (_, n) => `${n + 1}. Item ${n + 1} ${'x'.repeat(40)}`)
    const said = paged(markdownBlocks(items.join('\n')))
      .map(wordsOfMarkdown)
      .join('\n')
      .split('\n')
    expect(said).toEqual(items)
  })

  it('are none where there is nothing', () => {
    expect(paged(markdownBlocks(' \n'))).toEqual([])
  })
})

describe('a text made to be slow', () => {
  it.each([
    '1. ', '> ', '- ', '> - 1. ', '[a](', '![', '[', '*a _b ', '**a ', '- a\n', '1. a\n', '# a\n', '|a|b|\n|-|-|\n', '<', '&', '`',
    '> ```\n[a](', '- ```\n', '[a]: b\n', '"', '\t- a\n',
  ])('of %j is shown in a moment', (unit) => {
    const before = performance.now()
    const blocks = inMessage(unit.repeat(100_000 / unit.length))
    // Without pieces and a limit of depth some of these take minutes.
    expect(performance.now() - before).toBeLessThan(5000)
    for (const page of paged(blocks).slice(0, 20)) expect(refused(page)).toEqual([])
  }) // biome-ignore format: a list reads better in rows
})

/** Any markdown: what people write, and what nobody would. */
function markdownText() {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.constantFrom(...hostileTexts.map(({ text }) => text)),
    fc.constantFrom(
      '# a', '### b', '- c', '  - d', '1. e', '   ```', '```', '> f', '| g | h |', '|---|--:|', '| i |', '---', '===', '', '', '- [x] j',
      '[k](https://acme.example)', '![](l.png)', '<div>', '<!--', '[^1]', '[^1]: m', '[n]: o', '**p', '`q', ':tada:', '\t- r', '***', '    s',
    ),
  ) // biome-ignore format: a list reads better in rows
  return fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'))
}

/** Markdown whose words are numbered in order. */
function numberedText() {
  const shape = fc.constantFrom(
    '# W', '### W W', 'W **W** _W_ `W`', 'W\nW', '- W\n- W\n  - W\n    1. W\n- W', '1. W\n\n2. W', '> W\n> W\n>\n> - W', '```\nW\nW\n```',
    '- W\n\n  ```\n  W\n  ```\n\n  W', '| W | W |\n|---|---|\n| W | W |\n| W | W |', '<p>W</p>', '[W](https://acme.example) W', '![W](https://acme.example)',
    '- [x] W\n- [ ] W', 'W[^1]\n\n[^1]: W', `${'W '.repeat(600)}`, `- ${'W '.repeat(600)}`, `|W|W|\n|-|-|\n|W|${'W '.repeat(60)}|`, '---', 'W  \nW', '~~W~~',
  ) // biome-ignore format: a list reads better in rows
  return fc.array(shape, { maxLength: 25 }).map((shapes) => {
    let n = 0
    return shapes.join('\n\n').replace(/W/g, () => `w${n++}`)
  })
}
