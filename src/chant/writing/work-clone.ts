import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GitPlace } from '../git.ts'
import type { Called } from './call.ts'
import { gitSays, runGit, runGitOverNetwork } from './git.ts'
import { later, refused, saidBy } from './stop.ts'

/** A clone that is the app's own: whatever stands in it may be thrown away, the other side's main branch is the truth. */
export interface WorkClone {
  name: string
  /** A URL, or the path of a bare repository. */
  url: string
  folder: string
  environment: GitPlace['environment']
}

/**
 * Brings the clone to where the other side's main branch is: fetched, reset, cleared of everything else; made anew when
 * it is not there, damaged or of another URL. Returns the main branch. Throws `Stop` when the other side cannot be read.
 */
export async function refreshClone(clone: WorkClone, mainBranch: () => Promise<string>): Promise<string> {
  for (let isNew = false; ; isNew = true) {
    if (isNew || !(await isUsable(clone))) await make(clone)
    try {
      return await bringUp(clone, mainBranch)
    } catch (error) {
      if (!isNew && (await canBeReached(clone))) continue // the other side is well, so it is the clone that is not
      throw error instanceof Error && 'called' in error ? cannotRead(clone) : error
    }
  }
}

export type Pushed = { kind: 'pushed' } | { kind: 'moved' } | { kind: 'refused' | 'failed'; problem: string }

/** Pushes what is committed to a branch of another repository. `moved`: somebody else was faster. */
export async function push(
  place: GitPlace & { name: string },
  { to, branch }: { to: string; branch: string },
): Promise<Pushed> {
  const args = ['push', '--porcelain', '--', to, `refs/heads/${branch}:refs/heads/${branch}`]
  const called = await runGitOverNetwork(place.directory, place.environment, args)
  return pushed(place.name, called)
}

function pushed(name: string, { exitCode, stdout, stderr }: Called): Pushed {
  if (exitCode === 0) return { kind: 'pushed' }
  const [, what = '', why = ''] = /^!\t[^\t]*\t\[([^\]]*)\](?: \((.*)\))?$/m.exec(stdout) ?? []
  if (what === 'rejected' || /cannot lock ref|failed to update ref|stale info/.test(why)) return { kind: 'moved' }
  if (what !== '') {
    const remote = /^remote: (?!\s*$)(.*)$/m.exec(stderr)?.[1] ?? ''
    const reason = [saidBy(why), saidBy(remote)].filter((text) => text !== '').join(': ') || what
    return {
      kind: 'refused',
      problem: `${name} does not take what was decided (${reason}): somebody who looks after it has to allow the push.`,
    }
  }
  return {
    kind: 'failed',
    problem: `${name} could not be pushed: check the network, and that the app's user may write there. It is tried again.`,
  }
}

async function isUsable({ folder, url, environment }: WorkClone): Promise<boolean> {
  const isThere = await stat(join(folder, '.git')).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isThere) return false
  const place = { directory: folder, environment }
  const known = await runGit(place, ['config', '--get', 'remote.origin.url'])
  return known.exitCode === 0 && known.stdout.trim() === url
}

async function make(clone: WorkClone): Promise<void> {
  const { url, folder, environment } = clone
  const parent = dirname(folder)
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const old = `${folder}.old`
  for (const leftover of [`${folder}.unfinished`, old]) await rm(leftover, { recursive: true, force: true })
  const args = ['clone', '--quiet', '--no-checkout', '--no-tags', '--no-hardlinks', '--', url, `${folder}.unfinished`]
  if ((await runGitOverNetwork(parent, environment, args)).exitCode !== 0) throw cannotRead(clone)
  // One that was interrupted never stands where a whole one is looked for; the old one goes only now.
  await rename(folder, old).catch(() => {})
  await rename(`${folder}.unfinished`, folder)
  await rm(old, { recursive: true, force: true })
}

async function bringUp({ name, folder, environment }: WorkClone, mainBranch: () => Promise<string>): Promise<string> {
  const place = { directory: folder, environment }
  await removeLocks(join(folder, '.git'))
  const fetch = ['fetch', '--quiet', '--prune', '--no-tags', '--force', 'origin', '+refs/heads/*:refs/remotes/origin/*']
  const fetched = await runGitOverNetwork(folder, environment, fetch)
  if (fetched.exitCode !== 0) throw new CannotFetch(fetched)
  const main = await mainOf(place, name, mainBranch)
  await gitSays(place, ['checkout', '--quiet', '--force', '--no-track', '-B', main, `refs/remotes/origin/${main}`])
  await gitSays(place, ['reset', '--quiet', '--hard', `refs/remotes/origin/${main}`])
  await gitSays(place, ['clean', '--quiet', '-ffdx'])
  // Finds what is damaged before chant does.
  await gitSays(place, ['status', '--porcelain', '--untracked-files=no'])
  return main
}

class CannotFetch extends Error {
  readonly called: Called

  constructor(called: Called) {
    super('git fetch failed')
    this.called = called
  }
}

/** chant's main branch, else the one the other side names its default. */
async function mainOf(place: GitPlace, name: string, mainBranch: () => Promise<string>): Promise<string> {
  const isThere = async (branch: string) =>
    (await runGit(place, ['rev-parse', '--verify', '--quiet', `refs/remotes/origin/${branch}^{commit}`])).exitCode === 0
  if (!(await isThere('HEAD'))) {
    const { environment, directory } = place
    await runGitOverNetwork(directory, environment, ['remote', 'set-head', 'origin', '--auto'])
  }
  const configured = await mainBranch()
  if (await isThere(configured)) return configured
  const head = await runGit(place, ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'])
  const named = head.stdout.trim().replace('refs/remotes/origin/', '')
  if (head.exitCode === 0 && (await isThere(named))) return named
  throw refused(
    `${name} has no branch ${configured} with specs on it: push one, or set defaults.main_branch in .chant/config.md.`,
  )
}

async function canBeReached({ url, folder, environment }: WorkClone): Promise<boolean> {
  return (await runGitOverNetwork(dirname(folder), environment, ['ls-remote', '--quiet', url, 'HEAD'])).exitCode === 0
}

/** Nobody else works here, so a lock is what a killed git has left. */
async function removeLocks(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  for (const name of names) {
    if (name.endsWith('.lock') && !name.startsWith('objects')) await rm(join(folder, name), { force: true })
  }
}

function cannotRead({ name }: WorkClone): Error {
  return later(
    `The repository ${name} cannot be reached: check its URL in CHANT_REPO, the network, and that the app's user may read it. It is tried again.`,
  )
}
