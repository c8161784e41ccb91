import { fenceAfter, plainly, textOf } from './outline.ts'

/** One item of the outermost list: what it says first, in plain words, and the rest as markdown. */
export interface Item {
  title: string
  text: string
}

/** More than anybody reads; what comes after is left to the whole text. */
const mostItems = 1000
/** Longer beginnings are no titles. */
const longestTitle = 200

/** The outermost items of the lists among these lines, with what is indented below each; lines between lists belong to none. */
export function itemsIn(lines: readonly string[]): Item[] {
  const items: string[][] = []
  let item: string[] | null = null
  let fence: string | null = null
  for (const line of lines) {
    if (items.length > mostItems) break
    const wasFenced = fence !== null
    fence = fenceAfter(fence, line)
    const start = wasFenced ? null : /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/.exec(line.slice(0, 100))
    const isMore = wasFenced || /^(\s|$)/.test(line)
    if (start && !isNested(line, item)) {
      item = [line.slice(start[0].length)]
      items.push(item)
    } else if (item && (isMore || (item.at(-1) ?? '').trim() !== '')) item.push(line.replace(/^[ \t]{1,4}/, ''))
    else item = null
  }
  return items.slice(0, mostItems).map(itemOf)
}

/** The title is what is bold at the beginning, or stands before the first colon or dash; else the first line, whole. */
function itemOf([first = '', ...rest]: readonly string[]): Item {
  const [start, more] = startOf(first)
  return { title: plainly(start), text: textOf([more, ...rest].filter((line, at) => at > 0 || line !== '')) }
}

function startOf(line: string): readonly [start: string, more: string] {
  const head = line.slice(0, longestTitle)
  const cut = /^\*\*([^*]+)\*\*/.exec(head) ?? /^__([^_]+)__/.exec(head) ?? /^([^:—–]{2,}?)(?=(?::| [—–-]) )/.exec(head)
  const start = cut?.[1] ?? line
  if (!cut) return [start, '']
  const more = line.slice(cut[0].length).replace(/^[\s:—–-]+/, '')
  return [start.replace(/[:.]$/, ''), more]
}

/** Two blanks before a mark: inside of an item that began further left. */
function isNested(line: string, item: readonly string[] | null): boolean {
  return item !== null && /^ {2,3}/.test(line)
}
