import type { Verdict } from '../../domain/chant-writing.ts'
import type { SpecId } from '../../domain/specs.ts'
import { type Frontmatter, parseFrontmatter, splitSpecFile } from '../frontmatter.ts'

export interface HalfDone {
  verdict: Verdict
  by: string
}

/**
 * The decision that stands in a spec's working copy and in no commit: chant was stopped between writing and committing.
 * Null when anything else has changed too, which is a person's: then it is not ours to undo.
 */
export function halfDoneDecision(committed: string, working: string): HalfDone | null {
  const before = parts(committed)
  const after = parts(working)
  if (!before || !after) return null
  const { approval } = after.fields
  const { status, by } = typeof approval === 'object' && approval !== null ? (approval as Frontmatter) : {}
  if ((status !== 'approved' && status !== 'rejected') || typeof by !== 'string') return null
  const decision: HalfDone = { verdict: status, by }
  const isSame = JSON.stringify(before.fields['approval']) === JSON.stringify(approval)
  if (!isSame && !isOneEntry(addedLines(before.body, after.body), decision)) return null
  // After its commit `dependency` goes on: the status and the dependency on the fix spec, and no entry.
  if (isSame && addedLines(before.body, after.body)?.length !== 0) return null
  return sameFields(before.fields, after.fields) ? decision : null
}

/** The fix spec that `rejection_action: dependency` makes, by its text. */
export function isFixSpecFor(id: SpecId, text: string): boolean {
  return (
    text.includes(`\n# Fix rejection issues for ${id}\n`) &&
    text.includes(`\nOriginal spec ${id} was rejected with reason:\n`)
  )
}

function parts(text: string): { fields: Frontmatter; body: readonly string[] } | null {
  try {
    const { frontmatter, body } = splitSpecFile(text)
    return { fields: parseFrontmatter(frontmatter ?? ''), body: body.trim().split(/\r?\n/) }
  } catch {
    return null
  }
}

/** What was put in between, when nothing else is different; null when lines went or changed. */
function addedLines(before: readonly string[], after: readonly string[]): string[] | null {
  if (after.length < before.length) return null
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  const behind = before.length - same
  const tail = after.slice(after.length - behind)
  if (before.slice(same).some((line, at) => line !== tail[at])) return null
  return after.slice(same, after.length - behind)
}

/** A heading where there was none, one entry, and under it nothing but what was quoted. */
function isOneEntry(lines: readonly string[] | null, { verdict, by }: HalfDone): boolean {
  if (lines === null) return false
  const [first, ...rest] = lines.filter((line) => line.trim() !== '' && line !== '## Approval Discussion')
  const begin = `**${by}** - `
  const isEntry = first?.startsWith(begin) && first.slice(begin.length + 19) === verdict.toUpperCase()
  return isEntry === true && rest.every((line) => line.startsWith('>'))
}

/** What chant keeps as it is: everything it knows but the status, the approval and, for `dependency`, what it depends on. */
function sameFields(before: Frontmatter, after: Frontmatter): boolean {
  const changed = new Set(['status', 'approval', 'depends_on', 'model'])
  return Object.entries(after).every(
    ([key, value]) => changed.has(key) || JSON.stringify(value) === JSON.stringify(before[key]),
  )
}
