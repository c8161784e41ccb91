import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareContents, compareTexts } from '../../../src/domain/findings/compare.ts'
import { type FindingContent, fingerprintOf } from '../../../src/domain/findings/content.ts'
import { differenceInWords } from '../../../src/domain/findings/difference-in-words.ts'
import type { MarkedLine } from '../../../src/domain/findings/words.ts'

const acme = (version: 1 | 2) =>
  readFileSync(join(import.meta.dirname, `../../../src/demo/acme/chant/findings-${version}.md`), 'utf8')
const content = (files: Record<string, string | null>, body = 'Why?'): FindingContent => ({
  body,
  files: Object.entries(files).map(([path, text]) => ({
    path,
    text,
    problem: text === null ? 'it is not there' : null,
  })),
})
const compared = (before: string, after: string) =>
  compareContents(content({ 'a.md': before }), content({ 'a.md': after }))
/** `[what] changed` */
const marks = (lines: readonly MarkedLine[] = []) =>
  lines.map((line) => line.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text)).join(''))

describe('two versions of findings', () => {
  it('are compared line by line, with the words that differ', () => {
    const [change] = compared(acme(1), acme(2)).changes
    expect(change).toMatchObject({ path: 'a.md', kind: 'changed', added: 5, removed: 3, rewritten: false })
    expect(change?.hunks.map(({ under, line }) => [line, under])).toEqual([
      [5, 'Executive summary'],
      [11, 'Executive summary'],
      [21, '2. Integrations are missing'],
    ])
    expect(marks(change?.hunks[1]?.before)).toEqual([
      '| 2 | Integrations are missing | [~1.5] pp | [Slack, import from Trello and Asana] | [Medium] | P1 |',
    ])
    expect(marks(change?.hunks[1]?.after)).toEqual([
      '| 2 | Integrations are missing | [~2.0] pp | [Promote the Slack beta to everybody] | [Low] | P1 |',
    ])
  })

  it('say which files are new and which are gone', () => {
    const { changes } = compareContents(content({ 'a.md': 'A', 'b.md': 'B' }), content({ 'b.md': 'B', 'c.md': 'C\nD' }))
    expect(changes.map(({ path, kind, added, removed }) => [path, kind, added, removed])).toEqual([
      ['c.md', 'added', 2, 0],
      ['a.md', 'removed', 0, 1],
    ])
  })

  it('treat a file that cannot be read as one that is not there', () => {
    expect(compareContents(content({ 'a.md': null }), content({ 'a.md': 'A' })).changes[0]?.kind).toBe('added')
    expect(compareContents(content({ 'a.md': 'A' }), content({ 'a.md': null })).changes[0]?.kind).toBe('removed')
  })

  it('compare the spec’s own text, too', () => {
    expect(compareContents(content({}, 'Why?'), content({}, 'Why now?')).changes[0]).toMatchObject({
      path: null,
      kind: 'changed',
    })
  })

  it('mark no words in a line that was written anew', () => {
    const [change] = compared('They leave early.', 'Nothing of this has stayed the same at all.').changes
    expect(marks(change?.hunks[0]?.after)).toEqual(['Nothing of this has stayed the same at all.'])
  })

  it('do not take words for changed that only moved to another line', () => {
    const [change] = compared('one two three\nfour five six', 'one two\nthree four five\nsix seven').changes
    expect(marks(change?.hunks[0]?.after)).toEqual(['one two', 'three four five', 'six [seven]'])
  })

  it('are the same when only line ends and blank space at the ends differ, as their fingerprints are', () => {
    const [before, after] = [content({ 'a.md': '\nA\r\nB\n' }), content({ 'a.md': 'A\nB' })]
    expect(compareContents(before, after).changes).toEqual([])
    expect(fingerprintOf(before)).toBe(fingerprintOf(after))
  })

  it('give back both versions: what stayed and what changed is all there is', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b c', 'b d', '', '# h', '  e'), { maxLength: 12 })
      .map((lines) => lines.join('\n'))
    const plain = (lines: readonly MarkedLine[]) => lines.map((line) => line.map((piece) => piece.text).join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [change] = compareTexts('a.md', before, after)
        for (const { after: lines, line } of change?.hunks ?? []) {
          expect(
            after
              .trim()
              .split('\n')
              .slice(line - 1, line - 1 + lines.length),
          ).toEqual(plain(lines))
        }
        for (const { before: lines } of change?.hunks ?? []) expect(before).toContain(plain(lines).join('\n'))
      }),
    )
  })

  it('are told as written anew, in a moment, when a long text has nothing in common with the other', () => {
    const lines = (word: string) =>
      Array.from({ length: 20_000 }, (_, n) => `${word} ${n} of what was written here before`)
    const before = performance.now()
    const { changes } = compared(lines('line').join('\n'), lines('row').join('\n'))
    expect(performance.now() - before).toBeLessThan(3000)
    expect(changes[0]).toMatchObject({ rewritten: true, added: 20_000, removed: 20_000 })
    expect(changes[0]?.hunks[0]?.after.length).toBeLessThan(100)
  })
})

describe('the difference in a sentence', () => {
  it('counts files and lines and gives an example, a number if there is one', () => {
    expect(differenceInWords(compared(acme(1), acme(2)))).toBe(
      '1 file changed: 5 lines new, 3 lines gone; for example “6.2 pp” → “6.7 pp”.',
    )
  })

  it('names the spec’s own text, and what is new or removed', () => {
    const { changes } = compareContents(content({ 'a.md': 'A' }, 'Why?'), content({ 'b.md': 'B' }, 'Why\n\nnow?'))
    expect(differenceInWords({ changes })).toBe(
      'The spec’s text changed, 1 file new, 1 file removed: 4 lines new, 2 lines gone.',
    )
  })

  it('says so when nothing changed', () => {
    expect(differenceInWords({ changes: [] })).toBe('Nothing in the words changed.')
  })
})
