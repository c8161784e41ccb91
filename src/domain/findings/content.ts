import { createHash } from 'node:crypto'

/** What a person decides on: the spec's body as people and agents wrote it, and the files it was to write. */
export interface FindingContent {
  /** Without its discussion and the agent's output (see `ownBodyOf`). */
  body: string
  /**
   * In the spec's order. `text` null: not there, or not to be read; `problem` says why. `blob`: git's name for what
   * cannot be read, so that it is noticed when that changes.
   */
  files: readonly { path: string; text: string | null; problem: string | null; blob?: string }[]
}

/** Names the content: the same name, the same content. Line ends and blank space at the ends do not count: chant changes them. */
export function fingerprintOf({ body, files }: FindingContent): string {
  const parts = [body, ...files.flatMap(({ path, text, blob }) => [path, text ?? blob ?? ''])].map(plain)
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** Sections that chant adds to a body, and that say nothing about what was found. */
const added = /^## (Approval Discussion|Agent Output|Output)\s*$/

/** A spec's body without the sections that chant adds: each ends at the next heading of its level outside a code fence. */
export function ownBodyOf(body: string): string {
  const kept: string[] = []
  let isAdded = false
  let fence: string | null = null
  for (const line of body.split(/\r?\n/)) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null
    if (fence === null && line.startsWith('## ')) isAdded = added.test(line)
    if (mark !== null) {
      if (fence === null) fence = mark
      else if (mark[0] === fence[0] && mark.length >= fence.length) fence = null
    }
    if (!isAdded) kept.push(line)
  }
  return kept.join('\n').trim()
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}
