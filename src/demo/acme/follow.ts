import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Git, parts } from './git.ts'

/**
 * Commits are made beside the checkout; afterwards it shows them. Where it stood before is written down meanwhile, so
 * that a process which ends in between leaves nothing that looks as if somebody had staged it.
 */
export interface Following {
  /** Before commits are made. */
  begin(from: string | null): void
  /** The folder and its index show what is committed, but for what somebody has changed or staged there. */
  end(): Promise<void>
  /** Ends what a former process began. */
  takeUp(): Promise<void>
}

export function following(path: string, run: Git): Following {
  const file = join(path, '.git/acme-follows')
  async function end(): Promise<void> {
    const from = readFileSync(file, 'utf8').trim()
    const to = await headOf(path, run)
    if (to !== null && to !== from) await follow(path, run, from || emptyTree, to)
    rmSync(file, { force: true })
  }
  return {
    begin: (from) => writeFileSync(file, `${from ?? ''}\n`),
    end,
    takeUp: async () => (existsSync(file) ? end() : undefined),
  }
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** The newest commit on the main branch; git is asked only when it has packed that away. */
export async function headOf(path: string, run: Git): Promise<string | null> {
  const known = markOf(path)
  if (known !== '') return known
  const said = await run(['rev-parse', '-q', '--verify', 'refs/heads/main']).catch(() => null)
  return said === null ? null : said.toString('utf8').trim()
}

/** Another one whenever the main branch is somewhere else: asked often, so git is not called for it. */
export function markOf(path: string): string {
  return textAt(join(path, '.git/refs/heads/main'))
}

async function follow(path: string, run: Git, from: string, to: string): Promise<void> {
  if (textAt(join(path, '.git/HEAD')) !== 'ref: refs/heads/main') return
  const isPlain = await run(['read-tree', '-m', '-u', ...(from === emptyTree ? [] : [from]), to]).then(
    () => true,
    () => false,
  )
  if (!isPlain) await followAround(path, run, from, to)
}

function textAt(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

async function followAround(path: string, run: Git, from: string, to: string): Promise<void> {
  const names = async (...args: string[]) =>
    parts(await run(['diff', '--name-only', '--no-renames', '-z', ...args]), '\0')
  const changed = await names(from, to)
  const staged = new Set(await names('--cached', from))
  const edited = new Set(await names())
  const before = new Set(parts(await run(['ls-tree', '-r', '-z', '--name-only', from]), '\0'))
  const isTheirs = (file: string) => edited.has(file) || (!before.has(file) && existsSync(join(path, file)))
  const ours = changed.filter((file) => !staged.has(file))
  const plain = ours.filter((file) => !isTheirs(file))
  if (ours.length > 0) await run(['reset', '-q', to, '--', ...ours])
  if (plain.length > 0) await run(['checkout-index', '-f', '-u', '--', ...plain])
}
