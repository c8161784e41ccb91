import type { Comparison, Hunk, TextChange } from './compare.ts'
import type { MarkedLine } from './words.ts'

/**
 * A comparison in a sentence or two, in plain text with people's words in it: `2 files changed: 14 lines new, 6 gone; for
 * example “~1.5 pp” → “~2.0 pp”.`
 */
export function differenceInWords({ changes }: Comparison): string {
  if (changes.length === 0) return 'Nothing in the words changed.'
  const kinds = (['changed', 'added', 'removed'] as const).flatMap((kind) => {
    const some = changes.filter((change) => change.kind === kind)
    return some.length > 0 ? [`${namesOf(some)} ${kind === 'added' ? 'new' : kind}`] : []
  })
  const sum = (side: 'added' | 'removed') => changes.reduce((all, change) => all + change[side], 0)
  const rewritten = changes.some((change) => change.rewritten) ? ' (much of it written anew)' : ''
  const lines = [counted(sum('added'), 'new'), counted(sum('removed'), 'gone')].filter(Boolean).join(', ')
  const example = exampleOf(changes)
  const count = lines === '' ? '' : `: ${lines}`
  const texts = kinds.join(', ')
  return `${texts.charAt(0).toUpperCase()}${texts.slice(1)}${count}${rewritten}${example === null ? '' : `; for example ${example}`}.`
}

function namesOf(changes: readonly TextChange[]): string {
  const files = changes.filter(({ path }) => path !== null).length
  const names = [
    files === 0 ? '' : `${files} ${files === 1 ? 'file' : 'files'}`,
    files < changes.length ? 'the spec’s text' : '',
  ]
  return names.filter(Boolean).join(' and ')
}

function counted(lines: number, what: string): string {
  if (lines === 0) return ''
  return `${lines} ${lines === 1 ? 'line' : 'lines'} ${what}`
}

/** Longer examples are no examples. */
const longest = 60

/** A few words that became others; numbers before words. */
function exampleOf(changes: readonly TextChange[]): string | null {
  const pairs = changes.flatMap(({ hunks }) => hunks.slice(0, 200).flatMap(pairsOf))
  const short = pairs.filter(([a, b]) => a !== '' && b !== '' && a.length <= longest && b.length <= longest && a !== b)
  const pair = short.find(([a, b]) => /\d/.test(a) && /\d/.test(b)) ?? short[0]
  return pair ? `“${pair[0]}” → “${pair[1]}”` : null
}

/** What is marked before and after, one by one while there are as many on both sides. */
function pairsOf({ before, after }: Hunk): (readonly [string, string])[] {
  const [old, now] = [marksIn(before), marksIn(after)]
  return old.length === now.length ? old.map((text, index) => [text, now[index] ?? ''] as const) : []
}

const unit = /^\s?(?:pp|%|percent|points?|days?|weeks?|months?|hours?|users?|accounts?)(?![\p{L}\p{N}])/u

/** Marked words with the unit that follows a number. */
function marksIn(lines: readonly MarkedLine[]): string[] {
  return lines.flatMap((line) =>
    line.flatMap(({ text, isChanged }, index) => {
      if (!isChanged) return []
      const next = /\d$/.test(text) ? (unit.exec(line[index + 1]?.text ?? '')?.[0] ?? '') : ''
      return [`${text.trim()}${next}`.replace(/[.,;:]$/, '')]
    }),
  )
}
