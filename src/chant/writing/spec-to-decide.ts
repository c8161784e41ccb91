import type { Spec, SpecApproval, SpecId } from '../../domain/specs.ts'
import { type Frontmatter, parseFrontmatter, splitSpecFile } from '../frontmatter.ts'
import { maxSpecFile, parseSpecFile } from '../spec-file.ts'
import { later, refused } from './stop.ts'

/**
 * Reads a spec that chant is to decide on, and makes sure that chant reads it the same way: what it cannot read does not
 * exist for it, and the id then means any other spec that contains it. Throws `Stop` when it does not.
 */
export function specToDecide(id: SpecId, text: string): { spec: Spec; body: string } {
  const { spec, body } = parsed(id, text)
  const why = spec.warning ?? whyUnread(text)
  if (why !== null) throw refused(`chant would misread ${id} (it ${why}): correct the file first.`)
  if (spec.status === 'in_progress') {
    throw later(
      `${id} is being worked on, and chant would take the copy of its branch: this is written when it is done.`,
    )
  }
  if (!hasPlainDiscussion(body)) {
    throw refused(
      `${id} mentions "## Approval Discussion" where it is no heading, and chant would write there: reword that line first.`,
    )
  }
  return { spec, body }
}

/** Where chant keeps an active spec, from the project's folder. */
export function pathOf(id: SpecId): string {
  return `.chant/specs/${id}.md`
}

/** How a spec's approval stands in a text; null when it has none, undefined when there is nothing that can be read. */
export function approvalIn(id: SpecId, text: string | null): SpecApproval | null | undefined {
  if (text === null) return undefined
  try {
    return parseSpecFile(id, text, false).spec.approval
  } catch {
    return undefined
  }
}

function parsed(id: SpecId, text: string): { spec: Spec; body: string } {
  try {
    return parseSpecFile(id, text, false)
  } catch (error) {
    throw refused(`${id} cannot be read: ${(error as Error).message}. Correct the file first.`)
  }
}

/** Why chant would skip a file that we read all the same; null when it would not. */
function whyUnread(text: string): string | null {
  if (!text.startsWith('---')) return 'does not begin with ---'
  if (text.length > maxSpecFile) return 'is larger than a spec may be'
  const { frontmatter } = splitSpecFile(text)
  if (frontmatter === null) return 'has no second ---'
  const fields = parseFrontmatter(frontmatter)
  const single = lists.find((name) => typeof fields[name] === 'string' && fields[name] !== '')
  if (single) return `has "${single}" as a text instead of a list`
  const { required } = (fields['approval'] ?? {}) as Frontmatter
  if (required !== undefined && required !== 'true' && required !== 'false')
    return 'has an approval that is required: neither true nor false'
  const { verification_status: verification = 'passed' } = fields
  if (!['passed', 'failed', 'partial'].includes(String(verification)))
    return 'has a verification_status chant does not know'
  return null
}

const lists = [
  'labels',
  'target_files',
  'context',
  'commits',
  'members',
  'tracks',
  'informed_by',
  'origin',
  'conflicting_files',
  'blocked_specs',
  'verification_failures',
  'derived_fields',
]

/** chant writes behind the first place where these words stand; only a heading of its own, outside code, is the right one. */
function hasPlainDiscussion(body: string): boolean {
  if (!body.includes('## Approval Discussion')) return true
  let isFenced = false
  for (const line of body.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced
    if (line.includes('## Approval Discussion')) return !isFenced && /^## Approval Discussion\s*$/.test(line)
  }
  return false
}
