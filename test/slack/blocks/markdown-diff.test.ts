import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsIn } from '../../../src/demo/workspace/blocks/check.ts'
import { compareTexts } from '../../../src/domain/findings/compare.ts'
import { fits } from '../../../src/slack/blocks/fit.ts'
import { diffBlocks } from '../../../src/slack/blocks/markdown-diff.ts'
import { paged } from '../../../src/slack/blocks/markdown-pages.ts'
import { wordsOfMarkdown } from '../../../src/slack/blocks/markdown-words.ts'
import { hostileTexts } from '../../support/hostile.ts'

const acme = (version: 1 | 2) =>
  readFileSync(join(import.meta.dirname, `../../../src/demo/acme/chant/findings-${version}.md`), 'utf8')
const difference = (before: string | null, after: string | null) => ({
  changes: compareTexts('findings.md', before, after),
})
const words = (before: string | null, after: string | null, options = {}) =>
  wordsOfMarkdown(diffBlocks(difference(before, after), options))

describe('what changed in the findings', () => {
  it('says what is gone with a minus and what is new with a plus, so that colours are not needed', () => {
    expect(words('# A\n\nImpact: ~1.5 pp\n\nOld', '# A\n\nImpact: ~2.0 pp\n\nOld')).toBe(
      'findings.md changed: 1 line new, 1 line gone\nA\n− Impact: ~1.5 pp\n+ Impact: ~2.0 pp',
    )
  })

  it('strikes the words that are gone and makes the new ones bold', () => {
    const json = JSON.stringify(diffBlocks(difference('Impact: ~1.5 pp', 'Impact: ~2.0 pp')))
    expect(json).toContain('{"type":"text","text":"~1.5","style":{"strike":true}}')
    expect(json).toContain('{"type":"text","text":"~2.0","style":{"bold":true}}')
  })

  it('shows some places, counts the others and says where they are', () => {
    expect(words(acme(1), acme(2), { hunks: 2, rest: 'in the thread' })).toMatch(
      /\n… and 1 more change in the thread\.$/,
    )
  })

  it('counts the lines it leaves out of a long place', () => {
    expect(words(null, 'line\n'.repeat(100))).toMatch(
      /^findings\.md new: 100 lines new\n(\+ line\n){12}\+ … and 88 more lines$/,
    )
  })

  it('counts them place by place, and all of a text that was written anew', () => {
    const more = Array.from({ length: 15 }, (_, n) => `new ${n}`).join('\n')
    expect(words('a\n\nb', `a\n${more}\n\nb\n${more}`).match(/and \d+ more lines?/g)).toEqual([
      'and 3 more lines',
      'and 3 more lines',
    ])
    const lines = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word} ${n}`).join('\n')
    expect(words(lines('old'), lines('new')).match(/and \d+ more lines?/g)).toEqual([
      'and 2988 more lines',
      'and 2988 more lines',
    ])
  })

  it('names a heading once for the places below it', () => {
    expect(words('# A\n\none\n\nstays\n\ntwo', '# A\n\n1\n\nstays\n\n2').match(/^A$/gm)).toHaveLength(1)
  })

  it('keeps what changed in a long line, and leaves out what stayed far from it', () => {
    const said = words(
      `${'stays '.repeat(200)}1.5 ${'more '.repeat(200)}`,
      `${'stays '.repeat(200)}2.0 ${'more '.repeat(200)}`,
    )
    expect(said).toMatch(/\n\+ … (\w+ )+2\.0 (more )+\w*…$/)
    expect(said.length).toBeLessThan(500)
  })

  it('is nothing when nothing changed', () => {
    expect(diffBlocks({ changes: [] })).toEqual([])
  })

  it('is what Slack takes, whatever the texts', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('a', 'b c', '', ...hostileTexts.map((one) => one.text)),
        ),
        { maxLength: 20 },
      )
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const page of paged(diffBlocks(difference(before, after)))) {
          expect(problemsIn('blocks', page)).toEqual([])
          expect(fits(page)).toBe(true)
        }
      }),
    )
  })
})
