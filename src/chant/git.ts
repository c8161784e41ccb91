import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { Problem } from '../domain/problem.ts'

/** Where git is asked, and with which environment (what it inherits of `GIT_*` is taken away). */
export interface GitPlace {
  directory: string
  environment: Readonly<Record<string, string | undefined>>
}

/** git ran and said no. `message` is its first sentence. */
export class GitFailed extends Error {
  override readonly name = 'GitFailed'
  readonly exitCode: number | null

  constructor(args: readonly string[], exitCode: number | null, stderr: string) {
    super(
      stderr
        .replace(/^fatal: /, '')
        .split('\n')[0]
        ?.trim() || `git ${args[0]} ended with ${exitCode}`,
    )
    this.exitCode = exitCode
  }
}

/** A git command under way. Leaving the loop over `output` early ends it. */
export interface GitProcess {
  stdin: Writable
  output: AsyncGenerator<Buffer>
}

/**
 * Starts a git command that only reads.
 *
 * Nothing is written in the repository and no lock is taken; no hook, pager, signature check or file system monitor
 * of that repository runs; a partial clone fetches nothing. `output` throws GitFailed when git says no, Problem when
 * there is no git.
 */
export function startGit(place: GitPlace, args: readonly string[]): GitProcess {
  const child = spawn('git', ['-C', place.directory, ...readOnly, ...args], {
    env: cleanEnvironment(place.environment),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // git may end before it has read everything (a bad argument): its exit code says so, the broken pipe does not matter.
  child.stdin.on('error', () => {})
  const errors: Buffer[] = []
  child.stderr.on('data', (piece: Buffer) => {
    if (errors.length < 16) errors.push(piece)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  ended.catch(() => {})

  async function* output(): AsyncGenerator<Buffer> {
    try {
      yield* child.stdout
      const exitCode = await ended
      if (exitCode !== 0) throw new GitFailed(args, exitCode, Buffer.concat(errors).toString('utf8'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      throw new Problem('git was not found: install it, or put it on the PATH.')
    } finally {
      child.kill()
    }
  }
  return { stdin: child.stdin, output: output() }
}

/** What a git command writes to stdout, piece by piece; `input` is its stdin. */
export function gitOutput(place: GitPlace, args: readonly string[], input = ''): AsyncGenerator<Buffer> {
  const { stdin, output } = startGit(place, args)
  stdin.end(input)
  return output
}

/** All that a git command writes, as text. */
export async function git(place: GitPlace, args: readonly string[], input = ''): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of gitOutput(place, args, input)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

/** The same, or null when git says no. */
export async function gitOrNull(place: GitPlace, args: readonly string[], input = ''): Promise<string | null> {
  try {
    return await git(place, args, input)
  } catch (error) {
    if (error instanceof GitFailed) return null
    throw error
  }
}

/** The NUL-separated parts of what git writes with `-z`, some at a time. */
export function gitTokens(place: GitPlace, args: readonly string[], input = ''): AsyncGenerator<string[]> {
  return splitTokens(gitOutput(place, args, input))
}

export async function* splitTokens(output: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let rest: Buffer | null = null
  for await (const piece of output) {
    const end = piece.lastIndexOf(0)
    if (end < 0) {
      rest = rest ? Buffer.concat([rest, piece]) : piece
      continue
    }
    const whole = piece.subarray(0, end)
    yield (rest ? Buffer.concat([rest, whole]) : whole).toString('utf8').split('\0')
    rest = end + 1 < piece.length ? piece.subarray(end + 1) : null
  }
  if (rest) yield rest.toString('utf8').split('\0')
}

const readOnly = [
  '--no-pager',
  '--no-optional-locks',
  ...['core.fsmonitor=false', 'core.untrackedCache=false', 'log.showSignature=false'].flatMap((set) => ['-c', set]),
]

/** Only what git needs to find itself and the person's settings; a leaked GIT_DIR would read another repository. */
/** The process's environment without what git would take from it, and with what keeps git from writing or asking. */
export function cleanEnvironment(environment: GitPlace['environment']): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(GIT_|LC_|LANG|LANGUAGE)/.test(entry[0]),
  )
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
  }
}
