import type { SpecEvent } from '../domain/activity.ts'
import { lastRejection } from './discussion.ts'
import { parseFrontmatter, splitSpecFile } from './frontmatter.ts'
import { titleOf } from './spec-file.ts'

/** What one version of a spec file says that events are made of. */
export interface SpecFacts {
  status: string
  approval: string | null
  decidedBy: string | null
  decidedAt: string | null
  /** Why it stands rejected. */
  reason: string | null
  spec: NonNullable<SpecEvent['spec']>
}

/**
 * The facts of one version. Never throws: of a version that cannot be parsed, what its lines say is taken.
 *
 * Of most versions only the beginning is looked at: a long history has tens of thousands, and what an agent wrote below
 * tells no event.
 */
export function readFacts(bytes: Buffer): SpecFacts {
  const beginning = bytes.toString('utf8', 0, beginningLength)
  // Whole lines only: the last one, and the last character, may be cut.
  const first = bytes.length <= beginningLength ? null : factsOf(beginning.slice(0, beginning.lastIndexOf('\n') + 1))
  const isEnough = first?.hasFrontmatter && first.facts.spec.title !== null && first.facts.approval !== 'rejected'
  return isEnough ? first.facts : factsOf(bytes.toString('utf8')).facts
}

const beginningLength = 1024

function factsOf(text: string): { facts: SpecFacts; hasFrontmatter: boolean } {
  const { frontmatter, body } = splitSpecFile(text)
  const fields = readFields(frontmatter ?? '')
  const approval = wordOf(fields.approvalStatus)
  const decidedBy = wordOf(fields.approvalBy)
  const facts = {
    status: wordOf(fields.status) ?? 'pending',
    approval,
    decidedBy,
    decidedAt: wordOf(fields.approvalAt),
    reason: approval === 'rejected' ? lastRejection(body, decidedBy) : null,
    spec: { title: titleOf(body), type: wordOf(fields.type) ?? 'code', labels: fields.labels },
  }
  return { facts, hasFrontmatter: frontmatter !== null }
}

interface Fields {
  status: unknown
  type: unknown
  labels: string[]
  approvalStatus: unknown
  approvalBy: unknown
  approvalAt: unknown
}

function readFields(frontmatter: string): Fields {
  try {
    const { status, type, labels, approval } = parseFrontmatter(frontmatter)
    const block = typeof approval === 'object' && approval !== null ? (approval as Record<string, unknown>) : {}
    return {
      status,
      type,
      labels: (Array.isArray(labels) ? labels : [labels]).filter((label) => typeof label === 'string' && label !== ''),
      approvalStatus: block['status'],
      approvalBy: block['by'],
      approvalAt: block['at'],
    }
  } catch {
    return readLines(frontmatter)
  }
}

/** As `chant activity` does it for every version: line by line, whether or not it is YAML. */
function readLines(frontmatter: string): Fields {
  const top = (key: string) => new RegExp(`^${key}:(.*)$`, 'm').exec(frontmatter)?.[1]
  const approval = /^approval:.*\n((?:[ \t]+.*\n?|\s*\n)*)/m.exec(frontmatter)?.[1] ?? ''
  const inner = (key: string) => new RegExp(`^[ \\t]+${key}:(.*)$`, 'm').exec(approval)?.[1]
  return {
    status: top('status'),
    type: top('type'),
    labels: [],
    approvalStatus: inner('status'),
    approvalBy: inner('by'),
    approvalAt: inner('at'),
  }
}

function wordOf(value: unknown): string | null {
  const word = typeof value === 'string' ? value.trim().slice(0, 200) : ''
  return word === '' || word === '~' || word === 'null' ? null : word
}

/**
 * Makes versions share what they have in common (most versions of a spec have one title, type and labels). A part of a
 * string keeps the whole file's text alive, so what is kept gets a memory of its own.
 */
export function sharing(): (facts: SpecFacts) => SpecFacts {
  const kept = new Map<string, SpecFacts['spec']>()
  const words = new Map<string, string>()
  const word = (text: string | null) => {
    if (text === null || text.length < 13) return text // short parts are copies already
    const known = words.get(text)
    if (known !== undefined) return known
    const copy = Buffer.from(text).toString()
    words.set(copy, copy)
    return copy
  }
  return ({ spec, status, approval, decidedBy, decidedAt, reason }) => {
    const key = `${spec.type}\n${spec.labels.join('\n')}\n\n${spec.title ?? ''}`
    const known = kept.get(key) ?? (JSON.parse(JSON.stringify(spec)) as SpecFacts['spec'])
    if (!kept.has(key)) kept.set(Buffer.from(key).toString(), known)
    return {
      status: word(status) ?? status,
      approval: word(approval),
      decidedBy: word(decidedBy),
      decidedAt: word(decidedAt),
      reason: word(reason),
      spec: known,
    }
  }
}
