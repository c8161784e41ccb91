import type { SpecEvent } from './activity.ts'
import type { Spec, SpecId } from './specs.ts'

/** Where the last reading of a repository ended; plain values, to be kept and handed to the next one. */
export interface ReadingCursor {
  version: number
  tips: string[]
  shallow: string[]
  /** The commit the specs were read from. */
  state: string | null
  /** Specs whose file in the checkout's folder says something else than its commit, and what it says. */
  workingCopy: Record<SpecId, string>
  /** Paths of spec files that git is told to ignore. */
  ignored: string[]
}

/** A file that should be a spec: the spec, or in a sentence why it is none (or what chant sees differently). */
export interface SpecFile {
  id: SpecId
  /** Relative to the project, `.chant/specs/2026-01-13-001-xyz.md`. */
  path: string
  archived: boolean
  /** git's name for the content; null when it is in no commit. */
  blob: string | null
  spec: Spec | null
  problem: string | null
}

/** A part of a reading: what happened, in the order of commits, and spec files that are new or changed. */
export interface ReadingPart {
  events: SpecEvent[]
  specs: SpecFile[]
  /** True when what is read lay there before we looked: it becomes known, and is no news. */
  isCatchingUp: boolean
}

/** Something about a repository that people should know, in a sentence that begins with its name. */
export interface RepositoryNote {
  kind:
    | 'empty'
    | 'shallow'
    | 'detached'
    | 'other-branch'
    | 'operation'
    | 'silent'
    | 'rewritten'
    | 'too-much'
    | 'skipped'
  text: string
}

export interface Reading {
  cursor: ReadingCursor
  /** True when nothing known was built upon: the parts held every event of every commit, and every spec file. */
  whole: boolean
  /** Commits that were read once and are no more (a force-push, a deleted branch). */
  goneCommits: string[]
  /** Paths of spec files that are no more. */
  gonePaths: string[]
  notes: RepositoryNote[]
}
