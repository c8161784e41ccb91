import type { SpecApproval, SpecId } from './specs.ts'

/** What people decide on a finding, in chant's words. */
export const verdicts = ['approved', 'rejected'] as const
export type Verdict = (typeof verdicts)[number]

/** In whose name something is committed; safe for git (see `safeIdentity`). The app is always the committer. */
export interface Author {
  name: string
  email: string
}

/** A decision that `chant approve` or `chant reject` is to write, and what whoever decided had before them. */
export interface DecisionOrder {
  /** The chant project's name. */
  repository: string
  specId: SpecId
  verdict: Verdict
  /** For `--by`: one line, nothing chant would stumble over. */
  by: string
  author: Author
  /** As it was typed; only a rejection has one. It is quoted line by line when it is written. */
  reason: string | null
  decidedAt: Date
  /** How the spec's approval stood then. If it stands otherwise, somebody was first. Null: it had none. */
  expected: SpecApproval | null
  /** Of the content it was decided on (`fingerprintOf`): other content is not decided on. */
  fingerprint: string
}

export type DecisionWritten =
  /** It stands in HEAD as ordered, and, where the app works in a clone, was pushed. `remarks`: what else was done, a sentence each. */
  | { kind: 'written'; commit: string; at: Date; remarks: readonly string[] }
  /** Somebody decided otherwise, outside, before this could be written: that is what counts. */
  | { kind: 'overtaken'; approval: SpecApproval }
  /** The content is not what was decided on any more. Nothing was written. */
  | { kind: 'changed' }
  /** Nothing is written, and trying again later may help: a merge under way, a lock, no network. A sentence for people. */
  | { kind: 'later'; problem: string }
  /** Nothing is written, and nothing will be before a person changes something. A sentence that says what. */
  | { kind: 'refused'; problem: string }

/** Files that are to be committed together. */
export interface FilesOrder {
  repository: string
  /** `path`: from the project's folder, `.chant/context/churn/2026-01-12-notes.md`. */
  files: readonly {
    path: string
    text: string
    /** What is there already stays (`taken` is the answer, unless it is the same), or gives way. */
    ifThere: 'keep' | 'replace'
  }[]
  /** The commit's message: a subject, and a body after an empty line. */
  message: string
  author: Author
}

export type FilesWritten =
  | { kind: 'written'; commit: string }
  | { kind: 'taken'; path: string }
  | { kind: 'later'; problem: string }
  | { kind: 'refused'; problem: string }

/** The one writer of the chant projects: everything for one project happens one after the other. */
export interface ChantWriter {
  decide(order: DecisionOrder): Promise<DecisionWritten>
  commitFiles(order: FilesOrder): Promise<FilesWritten>
  /** Why decisions cannot be written for now, in a sentence for people (chant is not installed); null when they can. */
  problem(): Promise<string | null>
}
