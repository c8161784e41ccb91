import { itemsIn } from './lists.ts'
import { outlineOf, textOf } from './outline.ts'

/** What a spec asks. */
export interface Question {
  /** Its heading, in plain words. */
  title: string | null
  /** Markdown: its first paragraph, and a second one while both are short. */
  text: string | null
  /** Its research questions, in plain words, in its order. */
  questions: string[]
}

/** Two paragraphs that are shorter than this together are both shown. */
const short = 400

/**
 * What a spec's body asks: the first `#` heading, the paragraph below it (or below whichever heading has one first), and
 * the list below "Research questions", "Questions" or "Questions to answer"; a text without lists has no questions.
 */
export function questionOf(body: string): Question {
  const { named, parts } = outlineOf(body)
  const asked = parts.find(({ title }) => /^(?:(?:key |main )?(?:research )?questions?)(?: to answer)?:?$/i.test(title))
  const paragraphs = parts.map(({ lines }) => paragraphsOf(lines)).find((some) => some.length > 0) ?? []
  const [first = null, second] = paragraphs
  const both = second === undefined ? '' : `${first}\n\n${second}`
  return {
    title: parts.find(({ level }) => level === 1)?.title ?? named,
    text: both !== '' && both.length <= short ? both : first,
    questions: itemsIn(asked?.lines ?? []).map(({ title, text }) =>
      /^[^\n]+$/.test(text) ? `${title}: ${text}` : title,
    ),
  }
}

/** Paragraphs of running text: no lists, tables, code. */
function paragraphsOf(lines: readonly string[]): string[] {
  return textOf(lines)
    .split(/\n(?:[ \t]*\n)+/, 50)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '' && !/^([-*+]\s|\d+[.)]\s|\||```|~~~|<|>)/.test(paragraph.slice(0, 20)))
}
