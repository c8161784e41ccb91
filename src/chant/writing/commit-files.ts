import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FilesOrder, FilesWritten } from '../../domain/chant-writing.ts'
import {
  type Checkout,
  committedText,
  headOf,
  isIgnored,
  nothingStaged,
  plainFileAt,
  readyToWrite,
  removeOwnLocks,
  restore,
  type Standing,
} from './checkout.ts'
import { gitSays, runGit } from './git.ts'
import { guardIn, guardSaidNo, removeGuard } from './guard.ts'
import { atTheSameMoment, later, refused, saidBy } from './stop.ts'

/** What one order may weigh, in bytes; a note has a few KB. */
const mostBytes = 4 * 1024 * 1024

/**
 * Commits files together, and nothing else with them. The same order again changes nothing and answers the same. Throws
 * `Stop` when nothing was written.
 */
export async function commitFilesIn(checkout: Checkout, order: FilesOrder): Promise<FilesWritten> {
  const files = order.files.map((file) => ({ ...file, text: file.text.toWellFormed().replaceAll('\r\n', '\n') }))
  checkOrder(order)
  const standing = await readyToWrite(checkout)
  nothingStaged(checkout, standing)
  const missing: typeof files = []
  for (const file of files) {
    const state = await stateOf(checkout, standing, file)
    if (state === 'taken') return { kind: 'taken', path: file.path }
    if (state === 'missing') missing.push(file)
  }
  if (missing.length === 0) return { kind: 'written', commit: await newestCommit(checkout, files) }
  return { kind: 'written', commit: await write(checkout, order, missing, standing) }
}

/** Files that a former life of the app wrote and did not commit go again, as long as nobody has changed them since. */
export async function undoFiles(checkout: Checkout, files: readonly { path: string; sha256: string }[]): Promise<void> {
  const { repository } = checkout
  for (const { path, sha256 } of files) {
    const at = join(repository.project, path)
    if (!isPath(path) || plainFileAt(repository.project, path) !== 'file' || hashOf(readFileSync(at)) !== sha256)
      continue
    if ((await committedText(checkout, path)) === null) {
      await gitSays(repository, [
        'rm',
        '--cached',
        '--force',
        '--quiet',
        '--ignore-unmatch',
        '--',
        repository.prefix + path,
      ])
      rmSync(at)
      removeEmptyFolders(repository.project, dirname(path))
    } else {
      await restore(checkout, path)
    }
  }
}

/** A plain path below the project, and no file of git's own on the way. */
export function isPath(path: string): boolean {
  const parts = path.split('/')
  return (
    path.length <= 400 &&
    !/[\\:\p{Cc}]/u.test(path) &&
    path.isWellFormed() &&
    parts.every((part) => part !== '' && !/^\.{1,2}$/.test(part) && !/^(\.git|git~)/i.test(part) && !/[. ]$/.test(part))
  )
}

function checkOrder({ files, message, author }: FilesOrder): void {
  const wrong = files.find(({ path }) => !isPath(path))
  if (wrong)
    throw refused(
      `A file cannot be written at ${JSON.stringify(wrong.path.slice(0, 80))}: the path leads out of the project.`,
    )
  if (files.length === 0 || new Set(files.map(({ path }) => path)).size < files.length) {
    throw refused('The files of this commit are not named, or one is named twice.')
  }
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  if (bytes > mostBytes || message.length > mostBytes) throw refused('This is too much text to be committed.')
  if (message.trim() === '') throw refused('A commit needs a message.')
  if (/[\n<>]/.test(author.name) || /[\s<>]/.test(author.email))
    throw refused('The author of this commit has no name git would take.')
}

/** `there`: committed as ordered. `missing`: to be written. `taken`: something else is there and stays. */
async function stateOf(
  checkout: Checkout,
  standing: Standing,
  { path, text, ifThere }: FilesOrder['files'][number],
): Promise<'there' | 'missing' | 'taken'> {
  const { name, repository } = checkout
  const found = plainFileAt(repository.project, path)
  if (found === 'other')
    throw refused(`${path} in ${name} is no plain file, or lies behind a link: links are not followed.`)
  const committed = await committedText(checkout, path)
  if (committed === text) return 'there'
  if (committed !== null && ifThere === 'keep') return 'taken'
  const working = found === 'file' ? readFileSync(join(repository.project, path), 'utf8') : null
  if (standing.unstaged.includes(repository.prefix + path)) {
    throw later(
      `${path} in ${name} has changes that nobody committed: commit them or undo them, then this can be written.`,
    )
  }
  if (committed === null && working !== null && working !== text) {
    if (ifThere === 'keep') return 'taken'
    throw later(`${path} in ${name} is in no commit: commit it or move it away, then this can be written.`)
  }
  if (await isIgnored(checkout, path)) throw refused(`git ignores ${path} in ${name}: take it out of .gitignore.`)
  return 'missing'
}

async function write(
  checkout: Checkout,
  { message, author }: FilesOrder,
  files: FilesOrder['files'],
  { head }: Standing,
): Promise<string> {
  const { repository, unfinished, committer } = checkout
  const hashes = files.map(({ path, text }) => ({ path, sha256: hashOf(text) }))
  const mark = unfinished.begin({ kind: 'files', files: hashes })
  const { started } = unfinished
  try {
    for (const { path, text } of files) put(repository.project, path, text)
    const paths = files.map(({ path }) => repository.prefix + path)
    await gitSays(repository, ['add', '--', ...paths], { mark, started })
    const commit = ['commit', '--quiet', '--only', '--cleanup=whitespace', '--file=-', '--', ...paths]
    const hooks = guardIn(repository, { head, paths })
    const options = { input: message, author, committer, at: checkout.now(), mark, hooks, started }
    await gitSays(repository, commit, options)
    const now = await headOf(checkout)
    const isWhole = (await Promise.all(files.map(({ path }) => committedText(checkout, path)))).every(
      (text, at) => text === files[at]?.text,
    )
    if (now === head || !isWhole) throw later(`${checkout.name} did not take the files as they are: it is tried again.`)
    unfinished.end()
    return await newestCommit(checkout, files)
  } catch (error) {
    removeOwnLocks(checkout)
    await undoFiles(checkout, hashes)
    unfinished.end()
    if (error instanceof Error && 'called' in error) {
      const { stderr } = error.called as { stderr: string }
      if (guardSaidNo(stderr)) throw later(atTheSameMoment(checkout.name))
      throw later(
        `git could not commit it in ${checkout.name}: ${saidBy(stderr, repository.directory) || 'it did not say why'}.`,
      )
    }
    throw error
  } finally {
    removeGuard(repository)
  }
}

/** Whole or not at all: written beside, then moved. */
function put(project: string, path: string, text: string): void {
  mkdirSync(join(project, dirname(path)), { recursive: true })
  const beside = join(project, dirname(path), `.okr-${randomUUID()}.tmp`)
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    renameSync(beside, join(project, path))
  } catch (error) {
    rmSync(beside, { force: true })
    throw later(
      `A file could not be written (${(error as NodeJS.ErrnoException).code}): check the disk and who owns the folder.`,
    )
  }
}

async function newestCommit({ repository }: Checkout, files: FilesOrder['files']): Promise<string> {
  const paths = files.map(({ path }) => repository.prefix + path)
  const log = await runGit(repository, ['log', '-n', '1', '--format=%H', '--', ...paths])
  return log.stdout.trim()
}

function removeEmptyFolders(project: string, folder: string): void {
  for (let at = folder; at !== '.' && at !== ''; at = dirname(at)) {
    try {
      rmdirSync(join(project, at))
    } catch {
      return // not empty
    }
  }
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
