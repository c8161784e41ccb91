import { describe, expect, it } from 'vitest'
import { context, section } from '../../src/slack/blocks/blocks.ts'
import { type Part, pageOf } from '../../src/slack/blocks/pages.ts'

const above: Part = { blocks: [section('Above')], words: 'Above' }
const below = (page: number, pages: number) => ({ blocks: [context(`${page}/${pages}`)], words: `${page}/${pages}` })
const parts = (count: number, text = 'x') =>
  Array.from({ length: count }, (_, n): Part => ({ blocks: [section(`${text} ${n}`)], words: `${text} ${n}` }))

describe('pages', () => {
  it('hold what stands above and below on each, and fifty blocks in all', () => {
    const first = pageOf({ above, parts: parts(100), below }, 1)
    expect(first.blocks).toHaveLength(50)
    expect(first.text.split('\n').at(0)).toBe('Above')
    expect(first.text.split('\n').at(-1)).toBe('1/3')
    expect(pageOf({ above, parts: parts(100), below }, 3).blocks).toHaveLength(6)
  })

  it('that are not there are the nearest one', () => {
    expect(pageOf({ above, parts: parts(100), below }, 99).text).toContain('3/3')
    expect(pageOf({ above, parts: parts(100), below }, 0).text).toContain('1/3')
    expect(pageOf({ above, parts: [], below }, 1).text).toBe('Above\n1/1')
  })

  it('keep what is longer than a page on one of its own, so that turning pages always ends', () => {
    const long: Part = { blocks: Array.from({ length: 60 }, () => section('y')), words: 'y' }
    const all = [...parts(1), long, ...parts(1)]
    expect([1, 2, 3].map((page) => pageOf({ above, parts: all, below }, page).blocks.length)).toEqual([3, 62, 3])
  })

  it('are short enough for those who get only words', () => {
    const message = pageOf({ above, parts: parts(40, 'word '.repeat(60)), below }, 1)
    expect(message.text.length).toBeLessThanOrEqual(4000)
    expect(message.blocks.length).toBeLessThan(20)
  })
})
