import { plainly } from './outline.ts'

/** What is said of a finding in so many words, as it is written there. */
export interface Facts {
  /** `~3.5 pp` */
  impact: string | null
  /** `P0` */
  priority: string | null
  /** `Medium` */
  effort: string | null
}

type Kind = 'finding' | 'intervention' | keyof Facts

/** Longer values are sentences, not facts. */
const longestFact = 80
/** Labels stand at the top of a finding. */
const mostLines = 200

/** What the lines `Impact: ~3.5 pp`, `- **Effort:** Low` of a finding say, or else brackets in its title; `rest` is the title without those. */
export function factsIn(text: string, title = ''): Facts & { interventions: string[]; rest: string } {
  const said = labelsIn(text)
  const { impact, priority, rest } = bracketsIn(title)
  return {
    impact: said('impact')[0] ?? impact,
    priority: said('priority')[0] ?? priority,
    effort: said('effort')[0] ?? null,
    interventions: said('intervention'),
    rest,
  }
}

/** The facts of a table's row, by its columns' titles. */
export function factsOfRow(columns: readonly string[], row: readonly string[]): Facts {
  const cell = (kind: Kind): string | null => {
    const value = row[columns.findIndex((column) => kindOfColumn(column) === kind)] ?? ''
    return value === '' || /^[-–—?]$/.test(value) || value.length > longestFact ? null : value
  }
  return { impact: cell('impact'), priority: cell('priority'), effort: cell('effort') }
}

/** What a column or a label is about; null for all else. */
export function kindOfColumn(title: string): Kind | null {
  if (title.length > 60) return null
  const words = title.toLowerCase()
  if (/^(priority|prio|urgency)\b/.test(words)) return 'priority'
  if (/\beffort\b/.test(words)) return 'effort'
  if (/^(?:(?:expected|estimated|churn|total|likely|potential|est\.) )*(?:impact|effect)\b/.test(words)) return 'impact'
  if (
    /^(?:proposed |recommended |suggested )?(intervention|recommendation|action|fix|solution|proposal)s?$/.test(words)
  )
    return 'intervention'
  if (/^(?:key |top |main |churn )?(?:root )?(finding|driver|cause|theme|insight|problem|issue|reason)s?$/.test(words))
    return 'finding'
  return null
}

/** Values by label; several in one line are told apart by `·`, `|`, `;` and two blanks. */
function labelsIn(text: string): (kind: Kind) => string[] {
  const found: [Kind, string][] = []
  for (const line of text.split('\n', mostLines)) {
    if (line.length > 600 || !line.includes(':')) continue
    for (const piece of plainly(line.replace(/^[\s>*+-]+(?=\S)/, '')).split(
      /\s[·|•]\s|;\s|\.\s+(?=\p{Lu}[\p{L} ]{1,30}:)/u,
    )) {
      const colon = piece.indexOf(':')
      const kind = kindOfColumn(piece.slice(0, colon).trim())
      const said = piece.slice(colon + 1).trim()
      // What follows a fact in its line is said of the finding.
      const value = (kind === 'intervention' ? said : said.replace(/[.;]\s+\p{Lu}.*$/u, '')).replace(/\.$/, '')
      const most = kind === 'intervention' ? 200 : longestFact
      if (colon > 0 && kind !== null && value !== '' && value.length <= most) found.push([kind, value])
    }
  }
  return (kind) => found.filter(([one]) => one === kind).map(([, value]) => value)
}

/** `Onboarding fails (~3.5 pp) [P0]`. */
function bracketsIn(title: string): { impact: string | null; priority: string | null; rest: string } {
  let impact: string | null = null
  let priority: string | null = null
  const rest = title.replace(/\s*[([]([^()[\]]{1,80})[)\]]/g, (whole, inner: string) => {
    const some = inner.split(/,\s*/)
    const number = some.find((one) => /^[~≈<>+−-]?\s*\d[\d.,–-]*\s*(pp|%|percentage points?|points?)(\s|$)/i.test(one))
    const rank = some.find((one) => /^(P\d|high|medium|low)( priority)?$/i.test(one))
    impact ??= number ?? null
    priority ??= rank ?? null
    return some.every((one) => one === number || one === rank) ? '' : whole
  })
  return { impact, priority, rest: rest.trim() === '' ? title : rest.trim() }
}
