import { describe, expect, it } from 'vitest'
import { parsePlace, placeHash } from '../../src/demo/page/place.ts'
import { keepSame } from '../../src/demo/page/server/keep-same.ts'
import { completionsFor, hintFor } from '../../src/demo/page/shell/completions.ts'

describe('reading the workspace again', () => {
  const before = {
    messages: [
      { ts: '1', text: 'a', blocks: [{ type: 'divider' }] },
      { ts: '2', text: 'b', blocks: [] },
    ],
  }
  const copy = () => structuredClone(before)

  it('is the very same object when nothing changed', () => {
    expect(keepSame(before, copy())).toBe(before)
  })

  it('keeps the messages that did not change, also when others come and go around them', () => {
    const next = copy()
    next.messages.unshift({ ts: '0', text: 'earlier', blocks: [] })
    next.messages[2] = { ts: '2', text: 'b, edited', blocks: [] }
    const merged = keepSame(before, next)
    expect(merged).toEqual(next)
    expect(merged.messages[1]).toBe(before.messages[0])
    expect(merged.messages[2]).not.toBe(before.messages[1])
    expect(merged.messages[2]?.blocks).toBe(before.messages[1]?.blocks)
  })

  it('takes over what vanished, and things of another kind', () => {
    expect(keepSame({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 })
    expect(keepSame([1, 2], [1])).toEqual([1])
    expect(keepSame<unknown>([], {})).toEqual({})
    expect(keepSame<unknown>({ a: null }, { a: { b: 1 } })).toEqual({ a: { b: 1 } })
    expect(keepSame<unknown>(null, 1)).toBe(1)
  })
})

describe('where one is', () => {
  it('stands in the address and can be read back', () => {
    for (const place of [
      { as: 'U1', at: 'C1', thread: '1768226400.000100' },
      { as: 'U1', at: 'home', thread: null },
      { as: 'U1', at: null, thread: null },
      { as: null, at: null, thread: null },
    ])
      expect(parsePlace(placeHash(place))).toEqual(place)
    expect(parsePlace('')).toEqual({ as: null, at: null, thread: null })
  })
})

describe('a command that is being typed', () => {
  const commands = [
    { command: '/okr', description: 'How are our objectives doing?', usageHint: '[status | check-in [me] | help]' },
  ]
  const texts = (typed: string) => completionsFor(typed, commands).map(({ text }) => text)

  it('is completed from its first letter, then its first word', () => {
    expect(texts('/')).toEqual(['/okr '])
    expect(texts('/okr ')).toEqual(['/okr status', '/okr check-in', '/okr help'])
    expect(texts('/okr ch')).toEqual(['/okr check-in'])
  })

  it('is left alone when it is whole, unknown or no command', () => {
    for (const typed of ['/okr status', '/okr status O1', '/other', '/other x', 'hello /okr', ''])
      expect(texts(typed)).toEqual([])
  })

  it('is explained while it is typed', () => {
    expect(hintFor('/okr status', commands)).toBe(
      '/okr [status | check-in [me] | help] — How are our objectives doing?',
    )
    expect(hintFor('/okra', commands)).toBeNull()
  })
})
