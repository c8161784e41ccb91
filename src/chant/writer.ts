import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type {
  Author,
  ChantWriter,
  DecisionOrder,
  DecisionWritten,
  FilesOrder,
  FilesWritten,
} from '../domain/chant-writing.ts'
import { Problem } from '../domain/problem.ts'
import { createLanes } from '../platform/lanes.ts'
import { GitFailed, type GitPlace } from './git.ts'
import { type ChantRepository, isUrl, openRepository } from './repository.ts'
import { type Checkout, mainBranchIn, readyToWrite, removeOwnLocks } from './writing/checkout.ts'
import { commitFilesIn, undoFiles } from './writing/commit-files.ts'
import { decideIn } from './writing/decide.ts'
import { GitSaidNo, runGit } from './writing/git.ts'
import { removeGuard } from './writing/guard.ts'
import { withLock } from './writing/lock.ts'
import { type ChantProgram, createProgramCheck } from './writing/program.ts'
import { later, refused, Stop, saidBy } from './writing/stop.ts'
import { undoDecision } from './writing/undo-decision.ts'
import { unfinishedIn } from './writing/unfinished.ts'
import { push, refreshClone } from './writing/work-clone.ts'

export interface ChantWriterOptions {
  /** `where`: a checkout's folder (written there), or a bare repository or URL (written in a clone of the app's own, and pushed). */
  repositories: readonly { name: string; where: string }[]
  /** The folder for those clones, beside the database; the reader's mirrors may lie there too. */
  clones: string
  /** chant: a path or a name on the PATH, or a script and what runs it. */
  bin: string | ChantProgram
  /** Push a checkout's folder after each commit. */
  push: boolean
  /** The process's: where git and chant are found and run. */
  environment: GitPlace['environment']
  /** Who commits; the author is the person. */
  committer?: Author
  /** The app's time: the date of commits. `at:` in a spec is chant's own. */
  now(): Date
  /** How long to wait for another process that writes in the same project. */
  patienceMs?: number
}

type Written = DecisionWritten | FilesWritten

/** So often a push that somebody else was faster with is prepared anew. */
const mostPushes = 5

/**
 * The one writer of chant projects. For each project everything happens one after the other, in this process and, by a
 * lock that the kernel frees, on this machine. What it answers is what stands in the repository, pushed where that
 * belongs to it; it never throws for what a repository, chant or the network does.
 */
export function createChantWriter(options: ChantWriterOptions): ChantWriter {
  const program = typeof options.bin === 'string' ? { command: options.bin } : options.bin
  const inTurn = createLanes<string>()

  function write<Result extends Written>(
    repository: string,
    work: (checkout: Checkout) => Promise<Result>,
  ): Promise<Result | Unwritten> {
    return inTurn(repository, () => answered(repository, () => inProject({ ...options, program }, repository, work)))
  }
  return {
    decide: (order: DecisionOrder): Promise<DecisionWritten> =>
      write(order.repository, (checkout) => decideIn(checkout, order)),
    commitFiles: (order: FilesOrder): Promise<FilesWritten> =>
      write(order.repository, (checkout) => commitFilesIn(checkout, order)),
    problem: createProgramCheck(program, options.environment),
  }
}

type Unwritten = { kind: 'later' | 'refused'; problem: string }
type Settings = ChantWriterOptions & { program: ChantProgram }
type Work<Result> = (checkout: Checkout) => Promise<Result>

/** What is thrown becomes an answer. */
async function answered<Result>(name: string, work: () => Promise<Result>): Promise<Result | Unwritten> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Stop) return { kind: error.kind, problem: error.message }
    if (error instanceof Problem) return { kind: 'later', problem: error.message }
    if (error instanceof GitSaidNo || error instanceof GitFailed) {
      const said = error instanceof GitSaidNo ? saidBy(error.called.stderr) : saidBy(error.message)
      return { kind: 'later', problem: `git does not do it in ${name}: ${said || 'it did not say why'}.` }
    }
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall === undefined && !String(code).startsWith('SQLITE_')) throw error // a bug
    return {
      kind: 'later',
      problem: `${name} cannot be written (${code}): check the disk, and that the app's user owns the folder.`,
    }
  }
}

async function inProject<Result extends Written>(
  settings: Settings,
  name: string,
  work: Work<Result>,
): Promise<Result> {
  const known = settings.repositories.find((one) => one.name === name)
  if (!known) throw refused(`${name} is not among the projects of CHANT_REPO any more: add it again.`)
  const { where } = known
  const { environment } = settings
  if (isUrl(where)) return inClone(settings, name, where, work)
  const repository = await openRepository(where, { name, environment })
  if (repository.isBare) return inClone(settings, name, resolve(where), work)
  return inCheckout(settings, repository, work)
}

/** In the folder that people work in, too: nothing of theirs is touched, and what is in the way is said. */
async function inCheckout<Result extends Written>(
  settings: Settings,
  repository: ChantRepository,
  work: Work<Result>,
): Promise<Result> {
  const lock = join(repository.commonDirectory, 'okr-cadence.lock')
  return alone(settings, repository.name, lock, async () => {
    const unfinished = unfinishedIn(join(repository.gitDirectory, 'okr-cadence.unfinished'))
    await unfinished.orphansGone()
    const main = await mainBranchIn(repository)
    const checkout = checkoutOf(settings, repository, { main, isOwn: false, unfinished })
    await undoUnfinished(checkout)
    const result = await work(checkout)
    return settings.push && result.kind === 'written' ? pushedToo(checkout, result) : result
  })
}

/** In a clone of our own: what is not pushed never was. */
async function inClone<Result extends Written>(
  settings: Settings,
  name: string,
  url: string,
  work: Work<Result>,
): Promise<Result> {
  const { clones, environment } = settings
  mkdirSync(clones, { recursive: true, mode: 0o700 })
  const folder = join(clones, `${name}.work`)
  const clone = { name, url, folder, environment }
  return alone(settings, name, `${folder}.lock`, async () => {
    const unfinished = unfinishedIn(`${folder}.unfinished.json`)
    await unfinished.orphansGone()
    unfinished.end()
    for (let turn = 1; turn <= mostPushes; turn++) {
      const place = { directory: folder, environment, prefix: '' } as ChantRepository
      const main = await refreshClone(clone, () => mainBranchIn(place, 'refs/remotes/origin/HEAD'))
      const repository = await openRepository(folder, { name, environment })
      const result = await work(checkoutOf(settings, repository, { main, isOwn: true, unfinished }))
      if (result.kind !== 'written' || (await isPushed(repository, result.commit, main))) return result
      const pushed = await push(repository, { to: 'origin', branch: main })
      if (pushed.kind === 'pushed') return result
      if (pushed.kind !== 'moved') throw pushed.kind === 'refused' ? refused(pushed.problem) : later(pushed.problem)
    }
    throw later(`Others push to ${name} faster than this can be written: it is tried again.`)
  })
}

async function alone<Result>(
  { patienceMs }: Settings,
  name: string,
  file: string,
  work: () => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | null = null
  result = await withLock(file, async () => ({ value: await work() }), patienceMs)
  if (result === null) throw later(`Another process is writing in ${name}: it is tried again.`)
  return result.value
}

function checkoutOf(
  { program, environment, committer = ourselves, now }: Settings,
  repository: ChantRepository,
  rest: Pick<Checkout, 'main' | 'isOwn' | 'unfinished'>,
): Checkout {
  return { name: repository.name, repository, program, environment, committer, now, ...rest }
}

/** Who commits what people decide. */
const ourselves: Author = { name: 'okr-cadence', email: 'okr-cadence@localhost' }

/** What a killed process has left in a checkout is undone before anything else, as far as it is ours. */
async function undoUnfinished(checkout: Checkout): Promise<void> {
  const { unfinished, repository } = checkout
  const begun = unfinished.read()
  if (!begun) return
  removeOwnLocks(checkout)
  removeGuard(repository)
  await readyToWrite(checkout)
  if (begun.kind === 'decision') await undoDecision(checkout, begun, begun)
  else await undoFiles(checkout, begun.files)
  unfinished.end()
}

async function isPushed(repository: ChantRepository, commit: string, main: string): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', commit, `refs/remotes/origin/${main}`]
  return (await runGit(repository, args)).exitCode === 0
}

/** The commit stands whether or not it can be pushed; when it cannot, that is said. */
async function pushedToo<Result extends Written>(
  { repository, name, main }: Checkout,
  result: Result,
): Promise<Result> {
  if (result.kind !== 'written') return result
  const asked = await runGit(repository, ['config', '--get', `branch.${main}.remote`])
  const to = asked.exitCode === 0 ? asked.stdout.trim() : 'origin'
  const pushed = await push(repository, { to, branch: main })
  if (pushed.kind === 'pushed' || !('remarks' in result)) return result
  const why =
    pushed.kind === 'moved'
      ? 'somebody has pushed meanwhile'
      : 'the other side could not be reached or does not take it'
  return {
    ...result,
    remarks: [...result.remarks, `It is committed in ${name} and not pushed (${why}): pull and push it by hand.`],
  }
}
