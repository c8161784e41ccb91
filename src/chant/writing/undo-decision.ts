import { lstatSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecisionOrder } from '../../domain/chant-writing.ts'
import type { SpecId } from '../../domain/specs.ts'
import { specAt } from '../spec-paths.ts'
import { type Checkout, committedText, plainFileAt, restore, standingOf, untrackedIn } from './checkout.ts'
import { gitSays } from './git.ts'
import { halfDoneDecision, isFixSpecFor } from './half-done.ts'
import { pathOf } from './spec-to-decide.ts'

/** What was not as committed before chant was called: somebody's own. */
export interface Before {
  untracked: readonly string[]
  unstaged: readonly string[]
}

/**
 * What chant left in this working copy and in no commit is undone, as far as it is that decision and nothing more.
 * Returns the specs that were put back. Throws when git cannot.
 */
export async function undoDecision(
  checkout: Checkout,
  { specId, verdict, by }: Pick<DecisionOrder, 'specId' | 'verdict' | 'by'>,
  before: Before,
): Promise<string[]> {
  const { repository } = checkout
  const { project, prefix } = repository
  const undone: string[] = []
  const { staged, unstaged } = await standingOf(repository)
  for (const inGit of new Set([...staged, ...unstaged])) {
    if (before.unstaged.includes(inGit)) continue
    const { id } = specAt(repository, inGit) ?? {}
    if (id === undefined) continue
    const path = inGit.slice(prefix.length)
    const committed = await committedText(checkout, path)
    const working = await readFile(join(project, path), 'utf8').catch(() => null)
    if (committed === null || working === null || halfDoneDecision(committed, working)?.by !== by) continue
    await restore(checkout, path)
    undone.push(id)
  }
  if (verdict === 'rejected') await removeFixSpecs(checkout, specId, before.untracked)
  const beside = join(project, `${pathOf(specId)}.tmp`)
  if (lstatSync(beside, { throwIfNoEntry: false })?.isFile()) await rm(beside, { force: true })
  return undone
}

/** The untracked specs of a checkout, from the project's folder. */
export function untrackedSpecs(checkout: Checkout): Promise<string[]> {
  return untrackedIn(checkout, '.chant/specs')
}

/** New files in which chant asks for a fix of this spec, in no commit: left when `dependency` failed or was interrupted. */
export async function fixSpecs(checkout: Checkout, id: SpecId, before: readonly string[]): Promise<string[]> {
  const { project } = checkout.repository
  const found: string[] = []
  for (const path of [...(await untrackedSpecs(checkout)), ...(await addedSpecs(checkout))]) {
    if (before.includes(path) || !path.endsWith('.md')) continue
    if (plainFileAt(project, path) !== 'file') continue
    if (isFixSpecFor(id, await readFile(join(project, path), 'utf8'))) found.push(path)
  }
  return found
}

async function removeFixSpecs(checkout: Checkout, id: SpecId, before: readonly string[]): Promise<void> {
  const { repository } = checkout
  for (const path of await fixSpecs(checkout, id, before)) {
    await gitSays(repository, [
      'rm',
      '--cached',
      '--force',
      '--quiet',
      '--ignore-unmatch',
      '--',
      repository.prefix + path,
    ])
    await rm(join(repository.project, path))
  }
}

async function addedSpecs({ repository }: Checkout): Promise<string[]> {
  const args = ['diff', '--cached', '--name-only', '--no-renames', '--diff-filter=A', '-z', 'HEAD', '--']
  const added = (await gitSays(repository, [...args, `${repository.prefix}.chant/specs`])).split('\0')
  return added.filter((path) => path !== '').map((path) => path.slice(repository.prefix.length))
}
