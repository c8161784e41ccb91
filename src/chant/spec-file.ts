import { countCriteria } from '../domain/acceptance-criteria.ts'
import type { ApprovalStatus, Spec, SpecApproval, SpecId, SpecStatus } from '../domain/specs.ts'
import { approvalStatuses, specStatuses, specTypes } from '../domain/specs.ts'
import type { Frontmatter } from './frontmatter.ts'
import { ownCopy, parseFrontmatter, splitSpecFile } from './frontmatter.ts'

/** Larger files are named and skipped; the largest spec chant's own project ever had is 20 KB. */
export const maxSpecFile = 1024 * 1024

/** A spec and the text below its frontmatter. */
export interface ParsedSpec {
  spec: Spec
  body: string
}

/**
 * Reads a spec file as chant does. Throws an Error with one sentence when the file has to be skipped (broken YAML, a
 * status or approval chant does not know); what chant would see differently is the spec's `warning`.
 */
export function parseSpecFile(id: SpecId, text: string, archived: boolean): ParsedSpec {
  const { frontmatter, body, hasByteOrderMark } = splitSpecFile(text)
  const fields = frontmatter === null ? {} : parseFrontmatter(frontmatter)
  const type = textOf(fields, 'type') ?? 'code'
  const spec: Spec = {
    id,
    title: titleOf(body),
    type,
    status: wordOf<SpecStatus>(textOf(fields, 'status') ?? 'pending', specStatuses, 'status'),
    labels: listOf(fields, 'labels'),
    dependsOn: listOf(fields, 'depends_on'),
    members: listOf(fields, 'members'),
    informedBy: listOf(fields, 'informed_by'),
    targetFiles: listOf(fields, 'target_files'),
    completedAt: parseTimestamp(textOf(fields, 'completed_at') ?? ''),
    approval: approvalOf(fields),
    criteria: countCriteria(body),
    archived,
    warning: warningOf(type, hasByteOrderMark),
  }
  return { spec, body }
}

/** The first line of the body that begins with `# `, wherever it stands (chant looks into code fences too). */
export function titleOf(body: string): string | null {
  const title = /^[^\S\n]*# (.*)$/m.exec(body)?.[1]?.trim()
  return title ? ownCopy(title) : null
}

/**
 * An instant as chant's versions have written it: `2026-01-14T16:45:00Z`, with microseconds, with an offset, or without
 * a zone. Null for anything else. (Before February 2026 chant put a `Z` behind local time; that cannot be told apart.)
 */
export function parseTimestamp(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?$/i.exec(text.trim())
  if (!match) return null
  const [, date, time = '00:00', fraction = '', zone = 'Z'] = match
  const offset = /^(z|utc)$/i.test(zone) ? 'Z' : zone
  const instant = new Date(`${date}T${time}${time.length > 5 ? fraction.slice(0, 4) : ''}${offset}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

function approvalOf(fields: Frontmatter): SpecApproval | null {
  const { approval } = fields
  if (approval === undefined || isNothing(approval)) return null
  if (typeof approval !== 'object' || approval === null || Array.isArray(approval)) {
    throw new Error('approval is not a list of "key: value"')
  }
  const block = approval as Frontmatter
  return {
    required: textOf(block, 'required')?.toLowerCase() === 'true',
    status: wordOf<ApprovalStatus>(textOf(block, 'status') ?? 'pending', approvalStatuses, 'approval status'),
    by: textOf(block, 'by'),
    at: parseTimestamp(textOf(block, 'at') ?? ''),
  }
}

function textOf(fields: Frontmatter, name: string): string | null {
  const value = fields[name]
  if (value === undefined || isNothing(value)) return null
  if (typeof value !== 'string') throw new Error(`${name} is not a text`)
  return value
}

/** A list of texts. A single text is a list of one: chant takes that for `depends_on` and refuses it elsewhere. */
function listOf(fields: Frontmatter, name: string): string[] {
  const value = fields[name]
  if (value === undefined || isNothing(value)) return []
  const items: unknown[] = Array.isArray(value) ? value : [value]
  if (!items.every((item) => typeof item === 'string')) throw new Error(`${name} is not a list of texts`)
  return items
}

function wordOf<T extends string>(word: string, known: readonly T[], name: string): T {
  const found = known.find((one) => one === word)
  if (found === undefined) throw new Error(`${name} "${word.slice(0, 40)}" is not one chant knows`)
  return found
}

function isNothing(value: unknown): boolean {
  return value === '' || value === '~' || value === 'null' || value === null
}

function warningOf(type: string, hasByteOrderMark: boolean): string | null {
  if (hasByteOrderMark) return 'begins with a byte order mark: chant does not see its frontmatter'
  if (!(specTypes as readonly string[]).includes(type)) return `chant does not read type "${type.slice(0, 40)}"`
  return null
}
