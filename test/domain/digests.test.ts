import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvAsMarkdown } from '../../src/domain/csv-table.ts'
import { digestText, discussionPathOf, fenced, slugOf, whyNotPath, whyNotTarget } from '../../src/domain/digests.ts'
import { suspicionsIn } from '../../src/domain/secrets.ts'

describe('a path the app writes to', () => {
  it('never leads out of the project, into git’s own folder or chant’s own files', () => {
    for (const path of [
      '',
      '/etc/passwd',
      '../x.md',
      'a/../../x.md',
      'a//b.md',
      './x.md',
      'a/./b.md',
      '.git/config',
      '.GIT/hooks/x.sh',
      'a/.gitattributes',
      'C:/x.md',
      'C:\\x.md',
      'a\\..\\b.md',
      'a/b\0.md',
      'a/b\n.md',
      '-rf.md',
      'a/-x.md',
      'a---b.md',
      'ä.md',
      'a b.md',
      '~/x.md',
      'x'.repeat(201),
      'a/b.',
    ]) {
      // biome-ignore format: a list reads better in rows
      expect(whyNotPath(path), JSON.stringify(path)).not.toBeNull()
    }
    for (const path of ['.chant/context/kpi-churn/2026-01-12-notes.md', 'reports/churn_daily.md'])
      expect(whyNotPath(path)).toBeNull()
    for (const path of [
      '.chant/specs/x.md',
      '.chant/config.md',
      '.Chant/specs/x.md',
      '.chant/context',
      'reports/churn',
    ]) {
      expect(whyNotTarget(path), path).not.toBeNull()
    }
    for (const path of ['.chant/context/a/b.md', '.chant/research/a.md', 'docs/findings.md'])
      expect(whyNotTarget(path)).toBeNull()
  })

  it('is plain whatever a title says', () => {
    expect(slugOf('What churned customers wrote, Q1’26', 'x')).toBe('what-churned-customers-wrote-q126')
    expect(slugOf('Über Änderungen', 'x')).toBe('uber-anderungen')
    expect(slugOf('客户', 'notes')).toBe('notes')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(whyNotPath(`.chant/context/${slugOf(text, 'x')}.md`)).toBeNull()
      }),
    )
  })
})

describe('the discussion’s file', () => {
  it('lies beside the files the research was to write', () => {
    const of = (...targetFiles: string[]) => discussionPathOf({ specId: '2026-01-13-001-xyz', targetFiles })
    expect(of('reports/a.md', '.chant/context/kpi-churn-q1/research-findings.md')).toBe(
      '.chant/context/kpi-churn-q1/discussion-2026-01-13-001-xyz.md',
    )
    expect(of()).toBe('.chant/context/discussions/discussion-2026-01-13-001-xyz.md')
    expect(of('.chant/context/../../etc/x.md')).toBe('.chant/context/discussions/discussion-2026-01-13-001-xyz.md')
  })
})

describe('a digest', () => {
  const digest = {
    title: 'Tickets of churned customers',
    text: 'Onboarding: 142\r\nBilling: 67\u0000',
    date: '2026-01-07',
    source: 'Mike in #retention on 2026-01-12 at 09:12 (America/Los_Angeles)',
    link: 'https://acme.slack.com/archives/C1/p1',
    fileName: 'tickets.csv',
    savedBy: 'Sarah [x](y) <b>',
    savedOn: '2026-01-12',
  }

  it('says first what it is, where it is from and who keeps it', () => {
    expect(digestText(digest)).toBe(`# Tickets of churned customers

* Date: 2026-01-07
* Source: Mike in #retention on 2026-01-12 at 09:12 (America/Los\\_Angeles), <https://acme.slack.com/archives/C1/p1>
* File: tickets.csv
* Saved by Sarah \\[x\\](y) \\<b\\> on 2026-01-12

Onboarding: 142
Billing: 67
`)
  })

  it('has its title once, when the text begins with it', () => {
    const text = digestText({ ...digest, text: '# Tickets of churned customers\n\nOnboarding: 142' })
    expect(text.match(/Tickets of churned/g)).toHaveLength(1)
    expect(text).toMatch(/\n\nOnboarding: 142\n$/)
  })

  it('keeps a table as a table, and what is none whole in a fence', () => {
    expect(csvAsMarkdown('Category,Tickets\n"Missing, features",89\n"a ""b"" | c",1\n', ',')).toBe(
      '| Category | Tickets |\n|---|---|\n| Missing, features | 89 |\n| a "b" \\| c | 1 |',
    )
    expect(csvAsMarkdown('a;b\n1,5;2', ',')).toBe('| a | b |\n|---|---|\n| 1,5 | 2 |')
    expect(csvAsMarkdown('a,b\n1\n', ',')).toBe('```csv\na,b\n1\n```')
    expect(csvAsMarkdown('a,"b\n1,2', ',')).toBe('```csv\na,"b\n1,2\n```')
    expect(fenced('x\n````\ny')).toBe('`````\nx\n````\ny\n`````')
  })
})

describe('what looks like a secret', () => {
  it('is named with its line and never repeated', () => {
    // Put together here, so that nothing in this file looks like one.
    const secrets: [string, string][] = [
      [['xoxb', '123456789012', 'abcdefGHIJ'].join('-'), 'a Slack token'],
      [`AKI${'A'}IOSFODNN7EXAMPLE`, 'an AWS key'],
      [`-----BEGIN RSA PRIVATE${' KEY'}-----`, 'a private key'],
      [`gh${'p'}_abcdefghijklmnopqrstuvwxyz0123456789`, 'a git host’s token'],
      ['password = hunter22', 'a password or key'],
      ['API_KEY: "a1b2c3d4e5"', 'a password or key'],
      [['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'abcdefghijkl'].join('.'), 'a signed token (JWT)'],
      ['postgres://app:s3cr3t@db.acme.example/okr', 'an address with a password in it'],
      ['4f3c2a1b9d8e7f60'.repeat(4), 'a long random key'],
      ['kT9vQ2mX7bL4nR8wZ1cF6hJ3pD5sG0yA+eU', 'a long random key'],
    ]
    for (const [secret, what] of secrets) {
      const [found] = suspicionsIn(`Tickets\n${secret} in the log`)
      expect(found, secret).toEqual({ line: 2, what })
    }
    const list = Array.from({ length: 6 }, (_, at) => `person${at}@customer.example`).join('\n')
    expect(suspicionsIn(`Who left:\n${list}`)).toEqual([{ line: 2, what: '6 e-mail addresses' }])
  })

  it('is not an ordinary digest', () => {
    const text = `# Password resets and tokens

* Source: Mike in #retention, <https://acme.slack.com/archives/C0123456789/p1768240000000100?thread_ts=1768240000.000100>
| Password | 142 | 36% | 4.2 h |
password: forgotten by 12 people, token: unclear
Commit 9e8e6e2c1cac884230ab4c38753653968db299b6 of .chant/context/kpi-churn-q1/research-findings-2026-01-12.md
See docs/decisions/0001-the-way-we-keep-things-in-one-sqlite-file.md and ask mike@acme.example
`
    expect(suspicionsIn(text)).toEqual([])
  })

  it('is looked for in 256 KB in well under a second', () => {
    for (const text of [
      'a'.repeat(256 * 1024),
      'password: '.repeat(25_000),
      '@a.'.repeat(80_000),
      'a-b_'.repeat(60_000),
      '\n'.repeat(256 * 1024),
    ]) {
      expect(suspicionsIn(text).length).toBeLessThan(6)
    }
  }, 3_000)
})
