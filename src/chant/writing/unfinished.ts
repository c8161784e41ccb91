import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Verdict } from '../../domain/chant-writing.ts'
import type { SpecId } from '../../domain/specs.ts'
import { endGroup, groupEnds, groupsStartedWith } from './process-group.ts'

/** What was begun in a checkout. It stands in a file until it is done: after a crash it says what lies about there. */
export type Begun =
  | {
      kind: 'decision'
      specId: SpecId
      verdict: Verdict
      by: string
      untracked: readonly string[]
      unstaged: readonly string[]
    }
  | { kind: 'files'; files: readonly { path: string; sha256: string }[] }

export interface Unfinished {
  /** Written before anything else happens. Returns the mark its processes carry. */
  begin(begun: Begun): string
  /** The process group that works on it. */
  started(group: number): void
  end(): void
  read(): Begun | null
  /** Whether a file is newer than what is under way: made by it, or at the same time. */
  isOlderThan(file: string): boolean
  /** Waits for processes of a former life that still write, and ends them when they do not end themselves. */
  orphansGone(): Promise<void>
}

interface Kept {
  mark: string
  group: number | null
  begun: Begun
}

/** A child of a killed process commits within a second; longer it hangs. */
const patienceMs = 5_000

/** Keeps in `file` what is under way. No fsync: when the machine stops, its processes stop too, and git tells the rest. */
export function unfinishedIn(file: string): Unfinished {
  let mine: Kept | null = null
  const keep = (kept: Kept) => {
    // Whole or not at all: written beside, then moved.
    writeFileSync(`${file}.tmp`, JSON.stringify(kept), { mode: 0o600 })
    renameSync(`${file}.tmp`, file)
    mine = kept
  }
  return {
    begin(begun) {
      const mark = randomUUID()
      keep({ mark, group: null, begun })
      return mark
    },
    started(group) {
      if (mine) keep({ ...mine, group })
    },
    end() {
      mine = null
      rmSync(file, { force: true })
    },
    read: () => readKept(file)?.begun ?? null,
    isOlderThan(other) {
      const [mark, made] = [file, other].map((one) => statSync(one, { throwIfNoEntry: false })?.mtimeMs)
      return mark !== undefined && made !== undefined && mark <= made
    },
    async orphansGone() {
      const kept = readKept(file)
      if (!kept) return
      const found = groupsStartedWith(`OKR_CADENCE_CALL=${kept.mark}`)
      // Where processes cannot be looked through, a number may by now belong to somebody else: it is only waited for.
      const groups = found ?? (kept.group === null ? [] : [kept.group])
      for (const group of groups) {
        if (!(await groupEnds(group, patienceMs)) && found) await endGroup(group)
      }
    },
  }
}

function readKept(file: string): Kept | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch {
    return null
  }
}
