import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFindings } from '../../../src/domain/findings/read-findings.ts'

const acme = readFileSync(join(import.meta.dirname, '../../../src/demo/acme/chant/findings-1.md'), 'utf8')
const titles = (markdown: string) => readFindings(markdown).findings.map(({ title }) => title)
const proposals = (markdown: string) => readFindings(markdown).interventions.map(({ title }) => title)

describe('Acme’s findings', () => {
  const read = readFindings(acme)

  it('have the title of their first heading', () => {
    expect(read.title).toBe('Why customers leave: findings')
  })

  it('have the executive summary, without the table that is read as findings', () => {
    expect(read.summary).toMatch(/^Three causes explain about 6\.2 pp[^|]+this quarter\.$/)
  })

  it('are the numbered headings, with impact, priority and effort from the row of the same name', () => {
    expect(read.findings).toEqual([
      { title: 'Onboarding fails', text: expect.stringMatching(/^36% of/), impact: '~3.5 pp', priority: 'P0', effort: 'Medium' },
      { title: 'Integrations are missing', text: expect.stringMatching(/^82% of/), impact: '~1.5 pp', priority: 'P1', effort: 'Medium' },
      { title: 'Teams do not find each other', text: expect.stringMatching(/^65% of/), impact: '~1.2 pp', priority: 'P1', effort: 'Low' },
    ]) // biome-ignore format: a table reads better in rows
  })

  it('propose what stands in the column Intervention', () => {
    expect(read.interventions.map(({ title, impact }) => [title, impact])).toEqual([
      ['Setup wizard', '~3.5 pp'],
      ['Slack, import from Trello and Asana', '~1.5 pp'],
      ['Invite in the wizard and in the sidebar', '~1.2 pp'],
    ])
  })

  it('are all there, heading by heading', () => {
    expect(read.sections.map(({ level, title }) => `${level} ${title}`)).toEqual([
      '1 Why customers leave: findings',
      '2 Executive summary',
      '2 1. Onboarding fails',
      '2 2. Integrations are missing',
      '2 3. Teams do not find each other',
    ])
    expect(read.sections[1]?.text).toContain('| 1 | Onboarding fails |')
  })
})

describe('the title', () => {
  it('may be underlined, or come from the front matter, or from the one heading above all others', () => {
    expect(readFindings('Why they leave\n===\n\nText.').title).toBe('Why they leave')
    expect(readFindings('---\nid: 1\ntitle: "Why **they** leave"\n---\nText.').title).toBe('Why they leave')
    expect(readFindings('## Why they leave\n\n### 1. A\n\n### 2. B').title).toBe('Why they leave')
  })

  it('is not guessed where no heading stands above the others', () => {
    expect(readFindings('## A\n\n## B').title).toBeNull()
    expect(readFindings('They leave.').title).toBeNull()
  })
})

describe('the summary', () => {
  it.each([
    'Executive Summary',
    'Summary',
    'TL;DR',
    'tldr',
    'Key Findings',
    'Key takeaways',
    '1. Summary',
    '**Conclusion**',
  ])('is the section %s', (title) => {
    const heading = title.startsWith('**') ? title : `## ${title}`
    expect(readFindings(`# T\n\nIntroduction.\n\n${heading}\n\nThey leave.\n\n## Method\n\nWe read.`).summary).toBe(
      'They leave.',
    )
  })

  it('may be a paragraph that says so', () => {
    expect(readFindings('# T\n\nWe read three digests.\n\n**TL;DR:** They leave.').summary).toBe('They leave.')
  })

  it('is otherwise the first paragraph that is no table, code or picture', () => {
    expect(readFindings('# T\n\n![x](y.png)\n\n|a|b|\n|-|-|\n|c|d|\n\nThey leave.\n\nMore.').summary).toBe(
      'They leave.',
    )
    expect(readFindings('They leave.').summary).toBe('They leave.')
  })

  it('holds the parts of a section that has no text of its own', () => {
    expect(readFindings('## Summary\n\n### What\n\nThey leave.\n\n### Why\n\nBlank page.').summary).toBe(
      '**What**\n\nThey leave.\n\n**Why**\n\nBlank page.',
    )
  })

  it('is missing where there are no words', () => {
    expect(readFindings(' \n\n').summary).toBeNull()
    expect(readFindings('# Only a title').summary).toBeNull()
  })
})

describe('findings', () => {
  it('are the headings below a heading of that meaning, numbered or not', () => {
    expect(
      titles('## Top 3 churn drivers\n\n### Onboarding\n\ntext\n\n### 2) Slack\n\n### Methodology\n\n## Next'),
    ).toEqual(['Onboarding', 'Slack'])
  })

  it('are else the items of its list, or the rows of its table', () => {
    expect(titles('## Findings\n\n1. **Onboarding** fails\n2. Slack: is missing\n   - more\n- Invites')).toEqual([
      'Onboarding',
      'Slack',
      'Invites',
    ])
    expect(titles('## Findings\n\n| Driver | n |\n|---|---|\n| Onboarding | 3 |\n| | |')).toEqual(['Onboarding'])
  })

  it('are else headings that count them, and then headings with numbers that name no usual chapter', () => {
    expect(titles('## Finding 1: Onboarding\n\n## Finding 2 — Slack\n\n## 3. Method')).toEqual(['Onboarding', 'Slack'])
    expect(titles('## 1. Introduction\n\n## 2. Onboarding\n\n## 3. Slack\n\n## 4. Recommendations')).toEqual([
      'Onboarding',
      'Slack',
    ])
  })

  it('are none where nothing says so: headings without numbers, one number alone, lists in the text', () => {
    expect(titles('## Onboarding\n\n- one\n- two\n\n## Slack')).toEqual([])
    expect(titles('## 2025\n\n## 1. Only')).toEqual([])
  })

  it('keep the headings below them in their text', () => {
    const [first] = readFindings('## Findings\n\n### A\n\nx\n\n#### Evidence\n\ny\n\n### B').findings
    expect(first?.text).toBe('x\n\n#### Evidence\n\ny')
  })

  it('do not come from code', () => {
    expect(titles('## Findings\n\n```md\n### No\n- no\n```\n\n### Yes')).toEqual(['Yes'])
  })

  it('say impact, priority and effort in lines of their own, in one line, or in brackets of the title', () => {
    const facts = (text: string) => {
      const [one] = readFindings(`## Findings\n\n${text}`).findings
      return [one?.impact, one?.priority, one?.effort]
    }
    expect(facts('### A\n\n- **Impact:** ~3.5pp\n- **Priority**: P0\n- Estimated effort: Low.')).toEqual([
      '~3.5pp',
      'P0',
      'Low',
    ])
    expect(facts('### A\n\nImpact: 2 % · Priority: high · Effort: 3 days')).toEqual(['2 %', 'high', '3 days'])
    expect(facts('### A (~3.5pp) [P1]')).toEqual(['~3.5pp', 'P1', null])
    expect(titles('## Findings\n\n### A (in week 1) (~3.5pp)')).toEqual(['A (in week 1)'])
  })

  it('have no impact that is only told in running text', () => {
    expect(
      readFindings('## Findings\n\n### A\n\nWe think it has an impact of 4 % or so.').findings[0]?.impact,
    ).toBeNull()
  })
})

describe('interventions', () => {
  it.each(['Interventions', 'Recommendations', 'Recommended actions', 'Next steps', '4. Proposed interventions'])(
    'stand below %s',
    (title) => {
      expect(proposals(`## ${title}\n\n1. **Wizard**: three steps\n2. Promote Slack — it exists`)).toEqual([
        'Wizard',
        'Promote Slack',
      ])
    },
  )

  it('are else what the findings call so', () => {
    const read = readFindings('## Findings\n\n### A (~3pp)\n\n**Intervention:** Setup wizard\n**Effort:** Low')
    expect(read.interventions).toEqual([
      { title: 'Setup wizard', text: '', impact: '~3pp', priority: null, effort: 'Low' },
    ])
  })
})

describe('any text at all', () => {
  it('is read without an error, and every word of it stands in a section', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '# A',
        '## Findings',
        '## Summary',
        '1. x',
        '- **y**: z',
        '|a|b|',
        '|-|-|',
        '```',
        '---',
        '===',
        '',
        '  x',
        '**B**',
      ),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { sections } = readFindings(['word', ...lines].join('\n'))
        expect(sections[0]?.text.startsWith('word') || sections[0]?.title.startsWith('word')).toBe(true)
      }),
    )
  })

  const million = 1_000_000
  it.each([
    '# a\n', '## 1. a\n', '## Findings\n### a\n', '- a\n', '> ', '[a](', '**', '`', '```\n', '|a|b|\n|-|-|\n', '\n', 'a: b — ',
    '**a**\n\n', 'a\n---\n', '## Finding 1\nImpact: 3pp\n', ' ', '\\',
  ])('takes a moment when it is a million characters of %j', (unit) => {
    const text = unit.repeat(million / unit.length)
    const before = performance.now()
    readFindings(text)
    // Some 100 ms on a small machine; what is not linear takes minutes.
    expect(performance.now() - before).toBeLessThan(2000)
  }) // biome-ignore format: a list reads better in rows
})

it('takes several facts in one line for several facts', () => {
  const { findings } = readFindings('## Finding 1: Onboarding\n\nImpact: ~3.5 pp. Priority: P0. Build a wizard.')
  expect(findings[0]).toMatchObject({ impact: '~3.5 pp', priority: 'P0' })
})
