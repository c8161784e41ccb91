import type { Author } from '../../domain/chant-writing.ts'
import { cleanEnvironment, type GitPlace } from '../git.ts'
import { type Called, call } from './call.ts'
import { later } from './stop.ts'

/** Ours, when we write, beside no hooks: no signing (nobody is there to answer), nothing that goes on in the background. */
const settings: readonly (readonly [string, string])[] = [
  ['commit.gpgsign', 'false'],
  ['push.gpgsign', 'false'],
  ['core.fsmonitor', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['submodule.recurse', 'false'],
  ['push.followTags', 'false'],
]

/** Long for a large checkout on a slow disk; a git that hangs must end. */
const longestMs = 60_000
const longestOverNetworkMs = 10 * 60_000

export interface GitCall {
  input?: string
  /** In whose name it commits. */
  author?: Author
  committer?: Author
  at?: Date
  /** By which its processes are found again after a crash (see `Unfinished`). */
  mark?: string
  /** A folder of hooks that are to run (see `guardIn`); none otherwise. */
  hooks?: string
  started?: (group: number) => void
}

/** Runs git in a folder; what it says and how it ended. Throws `Stop` when there is no git. */
export async function runGit(place: GitPlace, args: readonly string[], options: GitCall = {}): Promise<Called> {
  const { input, author, committer, at, mark, hooks, started } = options
  const environment = {
    ...withoutSecrets(place.environment),
    ...gitSettings(hooks),
    ...(author && committer && at ? names(author, committer, at) : {}),
    ...(mark ? { OKR_CADENCE_CALL: mark } : {}),
    // check-ignore takes paths, and refuses to be told so.
    ...(args[0] === 'check-ignore' ? {} : { GIT_LITERAL_PATHSPECS: '1' }),
    GIT_EDITOR: 'true',
  }
  return finished(
    await call({
      command: 'git',
      args: ['--no-pager', ...args],
      directory: place.directory,
      environment,
      longestMs,
      ...(input === undefined ? {} : { input }),
      ...(started ? { started } : {}),
    }),
  )
}

/** Runs git where it talks to another repository: as the reader does it, nobody is asked for a password. */
export async function runGitOverNetwork(
  directory: string,
  environment: GitPlace['environment'],
  args: readonly string[],
): Promise<Called> {
  return finished(
    await call({
      command: 'git',
      args: ['--no-pager', ...args],
      directory,
      environment: {
        ...withoutSecrets(environment),
        ...gitSettings(),
        GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
        GIT_ASKPASS: 'true',
        GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
        GIT_LFS_SKIP_SMUDGE: '1',
      },
      longestMs: longestOverNetworkMs,
    }),
  )
}

/** What git wrote to stdout. Throws `GitSaidNo` when it said no. */
export async function gitSays(place: GitPlace, args: readonly string[], options: GitCall = {}): Promise<string> {
  const called = await runGit(place, args, options)
  if (called.exitCode === 0) return called.stdout
  throw new GitSaidNo(args[0] ?? '', called)
}

/** git ran and said no: what that means depends on where. */
export class GitSaidNo extends Error {
  override readonly name = 'GitSaidNo'
  readonly called: Called

  constructor(what: string, called: Called) {
    super(`git ${what} ended with ${called.exitCode}: ${called.stderr.slice(0, 200)}`)
    this.called = called
  }
}

/** The settings above for any git that a program starts, chant's too. */
export function gitSettings(hooks = '/dev/null'): Record<string, string> {
  const entries = [['core.hooksPath', hooks] as const, ...settings].flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length + 1), ...Object.fromEntries(entries) }
}

/** Author, committer and date of a commit; whole seconds, as git keeps them. */
export function names(author: Author, committer: Author, at: Date): Record<string, string> {
  const date = `@${Math.floor(at.getTime() / 1000)} +0000`
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: date,
  }
}

/** Filters and credential helpers run in what git is given: our own tokens are not for them. */
function withoutSecrets(environment: GitPlace['environment']): Record<string, string> {
  const entries = Object.entries(cleanEnvironment(environment))
  return Object.fromEntries(entries.filter(([name]) => !/^(SLACK_|READINGS_)/.test(name)))
}

function finished(called: Called): Called {
  if (called.ended === 'missing')
    throw later('git was not found where the app runs: install it, or put it on the PATH.')
  if (called.ended === 'forbidden') throw later('git may not be run where the app runs: its file cannot be executed.')
  return called
}
