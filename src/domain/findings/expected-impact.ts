import { plainLine } from '../plain-text.ts'
import type { FindingContent } from './content.ts'
import { type Finding, readFindings } from './read-findings.ts'

/** What one finding is said to be worth, in the words that stand there. */
export interface ExpectedImpact {
  title: string
  /** `~3.5 pp` */
  impact: string
}

/**
 * The impact that findings state, finding by finding (else for what they propose), in their order; empty when they
 * state none. Nothing is added up: whether two impacts overlap is for people to judge.
 */
export function expectedImpacts({ body, files }: FindingContent): ExpectedImpact[] {
  const texts = [...files.flatMap(({ text }) => (text === null ? [] : [text])), body]
  for (const text of texts) {
    const { findings, interventions } = readFindings(text)
    const stated = [findings, interventions].map(impactsIn).find((some) => some.length > 0)
    if (stated) return stated
  }
  return []
}

function impactsIn(some: readonly Finding[]): ExpectedImpact[] {
  return some.flatMap(({ title, impact }) =>
    impact === null ? [] : [{ title: plainLine(title), impact: firstSentence(plainLine(impact)) }],
  )
}

/** `~3.5 pp. Priority: P0.` is said of two things in one line; only the first is the impact. */
function firstSentence(text: string): string {
  return text.replace(/[.;]\s+\p{Lu}.*$/u, '')
}
