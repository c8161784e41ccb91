import type { KeyResultId, PersonId } from './ids.ts'

/** How sure the owner is that the key result will be hit: 0 off-track, 1 at-risk, 2 on-track. */
export type Confidence = 0 | 1 | 2

export const confidenceWords = { 0: 'Off track', 1: 'At risk', 2: 'On track' } as const
/** Colour never stands alone: a mark is always followed by its words. */
export const confidenceMarks = { 0: '🔴', 1: '🟡', 2: '🟢' } as const

export const riskKinds = ['resource', 'dependency', 'clarity', 'priority', 'external'] as const
export type RiskKind = (typeof riskKinds)[number]

/** What each kind of risk means, in a word or two. */
export const riskWords: Record<RiskKind, string> = {
  resource: 'resources',
  dependency: 'a dependency',
  clarity: 'not clear yet',
  priority: 'priorities',
  external: 'from outside',
}

/** One line an answer rests on, and where it comes from ("billing exports", "Mike", "chant 2026-01-16-002-abc"). */
export interface Evidence {
  text: string
  source: string
}

export interface Risk {
  kind: RiskKind
  text: string | null
}

export interface NextAction {
  text: string
  person: PersonId | null
  due: string | null // local date
}

export const verdicts = ['pass', 'fail'] as const
export type Verdict = (typeof verdicts)[number]

/** What a person says about testing the assumption behind a key result. */
export interface AssumptionTest {
  /** The test that comes next. */
  next: string | null
  /** What came of the one named before, judged. */
  outcome: { result: string; verdict: Verdict } | null
}

/** What a person says about one key result in one week. */
export interface Answer {
  confidence: Confidence
  evidence: readonly Evidence[]
  note: string | null
  risk: Risk | null
  nextAction: NextAction | null
  /** Null: nothing is said about a test, or no assumption is tested. */
  test: AssumptionTest | null
}

/** One version of a check-in; the newest counts. `answer` null means taken back (undo). */
export interface CheckInVersion {
  version: number
  answer: Answer | null
  by: PersonId
  at: Date
  via: 'button' | 'form' | 'command' | 'api'
}

export interface CheckIn {
  id: number
  keyResultId: KeyResultId
  week: string // ISO week, 2026-W03
  versions: readonly CheckInVersion[]
}

/** Evidence as its writer edits it: one line each, the source in brackets at its end; their own word has none. */
export function writeEvidence(evidence: readonly Evidence[], writer: string): string {
  return evidence.map((line) => writeLine(line, writer)).join('\n')
}

/**
 * Reads what `writeEvidence` made of `known` and a person changed. A line that stands as it was keeps its source; any
 * other is the writer's own word, whatever it has in brackets: nobody is cited for what somebody else typed.
 */
export function readEvidence(text: string, writer: string, known: readonly Evidence[]): Evidence[] {
  const asWritten = new Map(known.map((line) => [writeLine(line, writer), line]))
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).map((line) => asWritten.get(line) ?? { text: line, source: writer })
}

function writeLine({ text, source }: Evidence, writer: string): string {
  const line = source === writer ? text : `${text} (${source})`
  return line.replace(/\s+/g, ' ').trim()
}
