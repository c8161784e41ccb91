import { isAbsolute, resolve } from 'node:path'
import type { Author } from '../../domain/chant-writing.ts'
import type { SpecId } from '../../domain/specs.ts'
import { stopwatch } from '../../platform/clock.ts'
import type { GitPlace } from '../git.ts'
import { type Called, call } from './call.ts'
import { gitSettings, names } from './git.ts'

/** The chant program: a path or a name on the PATH, and, where it is a script, what runs it. */
export interface ChantProgram {
  command: string
  /** Before chant's own arguments: `[script]`. */
  args?: readonly string[]
  /** Beside what chant gets anyway, at the app's time: the demo's stand-in is told that time. */
  environment?: (now: Date) => Readonly<Record<string, string>>
  /** After so long it is stopped, with everything it started; a minute. chant takes 15 to 35 ms. */
  longestMs?: number
}

/**
 * chant's own environment: where things are, no secret of ours and nothing that would lead its git elsewhere. Times are
 * written in UTC, without colour.
 */
export function chantEnvironment(environment: GitPlace['environment']): Record<string, string> {
  const kept = ['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_CONFIG_HOME']
  const own = kept.flatMap((name) => {
    const value = environment[name]
    return value === undefined ? [] : [[name, value]]
  })
  return { ...Object.fromEntries(own), ...plainOutput, ...gitSettings() }
}

/** Runs chant in the project's folder, in somebody's name. `mark`: by which its processes are found again. */
export function runChant(
  program: ChantProgram,
  args: readonly string[],
  options: {
    directory: string
    environment: GitPlace['environment']
    author: Author
    committer: Author
    now: Date
    mark: string
    /** See `guardIn`. */
    hooks: string
    started: (group: number) => void
  },
): Promise<Called> {
  const { directory, environment, author, committer, now, mark, hooks, started } = options
  return call({
    command: commandOf(program),
    args: [...(program.args ?? []), ...args],
    directory,
    environment: {
      ...chantEnvironment(environment),
      ...gitSettings(hooks),
      ...names(author, committer, now),
      ...program.environment?.(now),
      OKR_CADENCE_CALL: mark,
    },
    longestMs: program.longestMs ?? 60_000,
    started,
  })
}

/** `["approve", id, "--by=…"]`: with `=`, so that a value may begin with `-`. */
export function approveArguments(id: SpecId, by: string): string[] {
  return ['approve', id, `--by=${by}`]
}

/** `quoted`: see `quotedReason`. */
export function rejectArguments(id: SpecId, by: string, quoted: string): string[] {
  return ['reject', id, `--by=${by}`, `--reason=${quoted}`]
}

/**
 * A full id, and nothing that could be an option, a path or a part of one: letters, digits, `.`, `_` and `-`, beginning
 * with a letter or digit, at most 120 characters, no two dots together. chant's own (`2026-01-16-002-abc.1`) are, and ones people made up.
 */
export function isFullId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(id) && !id.includes('..') && !id.endsWith('.')
}

/**
 * Asks the program for its version and remembers a good answer for ten minutes. A bad one is not remembered: whoever has
 * just installed chant and tries again is not told what was true before.
 */
export function createProgramCheck(
  program: ChantProgram,
  environment: GitPlace['environment'],
): () => Promise<string | null> {
  let known: { problem: Promise<string | null>; ageMs: () => number } | null = null
  return () => {
    if (known && known.ageMs() < goodForMs) return known.problem
    const mine = { problem: whyUnusable(program, environment), ageMs: stopwatch() }
    known = mine
    void mine.problem.then((problem) => {
      if (problem !== null && known === mine) known = null
    })
    return mine.problem
  }
}

const goodForMs = 600_000

/** Why chant cannot be run, in a sentence; null when it can. */
async function whyUnusable(program: ChantProgram, environment: GitPlace['environment']): Promise<string | null> {
  const called = await call({
    command: commandOf(program),
    args: [...(program.args ?? []), '--version'],
    directory: '/',
    environment: chantEnvironment(environment),
    longestMs: 10_000,
  })
  return whyNotRun(called) ?? (called.exitCode === 0 ? null : doesNotAnswer)
}

/** Why the program did not run at all; null when it did. */
export function whyNotRun(called: Called): string | null {
  if (called.ended === 'missing')
    return 'chant was not found where the app runs: install it, or set CHANT_BIN to its path.'
  if (called.ended === 'forbidden') return 'chant may not be run: make the file that CHANT_BIN names executable.'
  if (called.ended === 'not started') return `chant could not be started (${called.stderr}): check CHANT_BIN.`
  return null
}

const doesNotAnswer = 'chant does not answer `chant --version`: check what CHANT_BIN names.'

const plainOutput = { TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1', GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true' }

/** A path is meant from where the app was started, not from the project. */
function commandOf({ command }: ChantProgram): string {
  return command.includes('/') && !isAbsolute(command) ? resolve(command) : command
}
