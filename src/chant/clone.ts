import { execFile } from 'node:child_process'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../domain/problem.ts'
import { cleanEnvironment, type GitPlace } from './git.ts'

const run = promisify(execFile)
/** A first clone of a large history over a slow line may take long; a fetch that hangs must end. */
const longestMs = 10 * 60_000

/**
 * Keeps a bare clone of a URL up to date: made the first time, fetched afterwards, branches that are gone forgotten. Git
 * asks nobody for a password; keys and credential helpers are those of the user the app runs as. What nobody committed
 * cannot be seen in it. Throws a `Problem` that never repeats the URL, which may carry a password.
 */
export async function keepClone(
  { name, url, folder }: { name: string; url: string; folder: string },
  environment: GitPlace['environment'],
): Promise<void> {
  if (await isThere(folder)) {
    await git(name, ['-C', folder, 'fetch', '--quiet', '--prune', 'origin', '+refs/*:refs/*'], environment)
    return
  }
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  await git(name, ['clone', '--quiet', '--mirror', '--', url, unfinished], environment)
  // A clone that was interrupted never stands where a whole one is looked for.
  await rename(unfinished, folder)
}

async function git(name: string, args: readonly string[], environment: GitPlace['environment']): Promise<void> {
  const env = {
    ...cleanEnvironment(environment),
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    GIT_ASKPASS: 'true',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
  }
  try {
    await run('git', ['-c', 'core.hooksPath=/dev/null', ...args], { env, timeout: longestMs })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Problem('git is not installed, or not on PATH: install it.')
    }
    throw new Problem(
      `The repository ${name} cannot be fetched: check its URL in CHANT_REPO, the network, and that this user may read it.`,
    )
  }
}

async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
