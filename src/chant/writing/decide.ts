import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSameApproval } from '../../domain/approvals.ts'
import type { DecisionOrder, DecisionWritten } from '../../domain/chant-writing.ts'
import { fingerprintOf } from '../../domain/findings/content.ts'
import { isSafeName } from '../../domain/safe-identity.ts'
import { readContent } from '../content.ts'
import type { Called } from './call.ts'
import {
  type Checkout,
  committedText,
  headOf,
  isFolderIgnored,
  nothingStaged,
  plainFileAt,
  readyToWrite,
  removeOwnLocks,
  restore,
  type Standing,
} from './checkout.ts'
import { gitSays } from './git.ts'
import { guardIn, guardSaidNo, removeGuard } from './guard.ts'
import { halfDoneDecision } from './half-done.ts'
import { approveArguments, isFullId, rejectArguments, runChant, whyNotRun } from './program.ts'
import { quotedReason } from './quoted-reason.ts'
import { rejectionActionIn } from './rejection-action.ts'
import { approvalIn, pathOf, specToDecide } from './spec-to-decide.ts'
import { atTheSameMoment, later, refused, saidBy } from './stop.ts'
import { fixSpecs, undoDecision, untrackedSpecs } from './undo-decision.ts'

/**
 * Has chant write one decision, and answers by what stands in HEAD afterwards: chant's exit code and words prove
 * nothing. Written before under this order: the same answer again, and nothing is done. Throws `Stop` when nothing was
 * written.
 */
export async function decideIn(checkout: Checkout, order: DecisionOrder): Promise<DecisionWritten> {
  const args = argumentsFor(order)
  const decided = await alreadyDecided(checkout, order)
  if (decided) return decided
  const standing = await undoHalfDone(checkout, order, await readyToWrite(checkout))
  nothingStaged(checkout, standing)
  const before = await committedSpec(checkout, order, standing)
  if (!isSameApproval(approvalIn(order.specId, before) ?? null, order.expected)) {
    throw later(atTheSameMoment(checkout.name))
  }
  const content = await readContent(checkout.repository, order.specId)
  if ('problem' in content) throw refused(`${order.specId} ${content.problem}.`)
  if (fingerprintOf(content.content) !== order.fingerprint) return { kind: 'changed' }
  if (order.verdict === 'rejected') mayReject(checkout)
  if ((await headOf(checkout)) !== standing.head) throw later(atTheSameMoment(checkout.name))
  return write(checkout, order, args, { standing, before })
}

function argumentsFor({ specId, verdict, by, author, reason }: DecisionOrder): string[] {
  if (!isFullId(specId)) throw refused('The id of this spec is not one that can be given to chant: rename its file.')
  if (!isSafeName(by) || !isSafeName(author.name) || /[\s<>\p{Cc}]/u.test(author.email)) {
    throw refused('The name of whoever decided cannot be written to chant: give them a `git:` in the OKR file.')
  }
  if (verdict === 'approved') return approveArguments(specId, by)
  const quoted = quotedReason(reason ?? '')
  if ('problem' in quoted) throw refused(quoted.problem)
  return rejectArguments(specId, by, quoted.quoted)
}

/** What stands on the main branch already, when it is not what whoever decided had before them. */
async function alreadyDecided(checkout: Checkout, order: DecisionOrder): Promise<DecisionWritten | null> {
  const { specId, verdict, expected } = order
  const text = await committedText(checkout, pathOf(specId), `refs/heads/${checkout.main}`)
  const approval = approvalIn(specId, text)
  if (approval === undefined) return null
  if (isSameApproval(approval, expected)) {
    // chant writes nothing for an approval of what is approved.
    return approval?.status === 'approved' && verdict === 'approved' ? { kind: 'overtaken', approval } : null
  }
  if (approval === null || approval.status === 'pending') return { kind: 'changed' }
  const commit = approval.status === verdict && approval.by === order.by ? await ownCommit(checkout, order) : null
  if (commit === null) return { kind: 'overtaken', approval }
  return { kind: 'written', commit, at: approval.at ?? order.decidedAt, remarks: [] }
}

/** The newest decision on this spec, if it was this order's: the same verdict, committed by us. */
async function ownCommit(checkout: Checkout, order: DecisionOrder): Promise<string | null> {
  const { repository, main } = checkout
  const path = repository.prefix + pathOf(order.specId)
  const args = ['log', '-n', '50', '--format=%H%x00%ce%x00%s', `refs/heads/${main}`, '--', path]
  for (const line of (await gitSays(repository, args)).split('\n')) {
    const [commit = '', committer, subject] = line.split('\0')
    if (subject !== subjectOf(order, 'approved') && subject !== subjectOf(order, 'rejected')) continue
    const isOurs = committer === checkout.committer.email
    return isOurs && subject === subjectOf(order, order.verdict) ? commit : null
  }
  return null
}

async function undoHalfDone(checkout: Checkout, order: DecisionOrder, standing: Standing): Promise<Standing> {
  const { name, repository } = checkout
  const path = pathOf(order.specId)
  const inGit = repository.prefix + path
  if (!standing.staged.includes(inGit) && !standing.unstaged.includes(inGit)) return standing
  const committed = await committedText(checkout, path)
  const working = await readFile(join(repository.project, path), 'utf8').catch(() => null)
  const decision = committed !== null && working !== null ? halfDoneDecision(committed, working) : null
  if (decision?.by === order.by && decision.verdict === order.verdict) {
    await restore(checkout, path)
    return readyToWrite(checkout)
  }
  if (decision) {
    const commit = `git commit --only -m "${subjectOf(order, decision.verdict)}" -- ${path}`
    throw later(
      `${name} has a decision by ${decision.by} on ${order.specId} that is in no commit: finish it with \`${commit}\`, or undo it with \`git restore --staged --worktree ${path}\`.`,
    )
  }
  throw later(
    `${path} in ${name} has changes that nobody committed: commit them or undo them, then this can be written.`,
  )
}

/** The spec's text in HEAD, once everything is as chant needs it. */
async function committedSpec(checkout: Checkout, { specId }: DecisionOrder, standing: Standing): Promise<string> {
  const { name, repository } = checkout
  const path = pathOf(specId)
  const text = await committedText(checkout, path, standing.head)
  if (text === null) {
    throw refused(`${specId} is not among the specs of ${name} any more: it was archived, moved or deleted.`)
  }
  if (plainFileAt(repository.project, path) !== 'file') {
    throw refused(`${path} in ${name} is not a plain file: links are not followed.`)
  }
  if (await isFolderIgnored(checkout, '.chant/specs')) {
    throw refused(
      `git ignores .chant/specs in ${name}, so chant cannot commit there: take it out of .gitignore or .git/info/exclude.`,
    )
  }
  specToDecide(specId, text)
  return text
}

function mayReject({ name, repository, environment }: Checkout): void {
  const action = rejectionActionIn(repository.project, environment)
  if (typeof action !== 'string') throw refused(`Nothing can be rejected in ${name}: ${action.problem}.`)
  if (action !== 'group') return
  throw refused(
    `${name} turns rejected specs into drivers with members (rejection_action: group), which rewrites findings: set it to manual in .chant/config.md, or reject with chant itself.`,
  )
}

async function write(
  checkout: Checkout,
  order: DecisionOrder,
  args: readonly string[],
  { standing, before }: { standing: Standing; before: string },
): Promise<DecisionWritten> {
  const { head, unstaged } = standing
  const { program, repository, environment, committer, unfinished } = checkout
  const { specId, verdict, by, author } = order
  const untracked = await untrackedSpecs(checkout)
  const mark = unfinished.begin({ kind: 'decision', specId, verdict, by, untracked, unstaged })
  const guarded = { head, paths: [repository.prefix + pathOf(specId)] }
  const mayAdd = verdict === 'rejected' ? { mayAddIn: `${repository.prefix}.chant/specs` } : {}
  const hooks = guardIn(repository, { ...guarded, ...mayAdd })
  const { started } = unfinished
  const now = checkout.now()
  const options = { directory: repository.project, environment, author, committer, now, mark, hooks, started }
  const called = await runChant(program, args, options)
  removeGuard(repository)
  const after = await committedText(checkout, pathOf(specId))
  const approval = approvalIn(specId, after)
  const isWritten = after !== before && approval?.status === verdict && approval.by === by
  const leftFixSpec = verdict === 'rejected' && (await fixSpecs(checkout, specId, untracked)).length > 0
  if (!isWritten || called.exitCode !== 0) removeOwnLocks(checkout)
  let undone: string[] = []
  try {
    undone = await undoDecision(checkout, order, { untracked, unstaged })
    unfinished.end()
  } catch (error) {
    // What lies about is cleared away before the next one is written; this one stands.
    if (!isWritten) throw error
  }
  if (!isWritten || !approval) throw whyNotWritten(checkout, order, called, undone)
  const { commit, remarks } = await commitsSince(checkout, order, head)
  const removed = leftFixSpec ? [fixSpecRemoved(checkout)] : []
  return { kind: 'written', commit, at: approval.at ?? now, remarks: [...remarks, ...removed] }
}

/** Which commit it was, and what else came with it. */
async function commitsSince(
  checkout: Checkout,
  order: DecisionOrder,
  head: string,
): Promise<{ commit: string; remarks: string[] }> {
  const { repository } = checkout
  const path = repository.prefix + pathOf(order.specId)
  const log = await gitSays(repository, ['log', '--reverse', '--format=%H%x00%s', `${head}..HEAD`, '--', path])
  const commits = log.split('\n').flatMap((line) => {
    const [commit = '', subject = ''] = line.split('\0')
    return commit ? [{ commit, subject }] : []
  })
  const own = commits.find(({ subject }) => subject === subjectOf(order, order.verdict)) ?? commits.at(-1)
  if (!own) throw later(atTheSameMoment(checkout.name))
  const remarks = commits
    .filter((one) => one !== own && one.subject.startsWith(`chant(${order.specId}): create fix spec `))
    .map(({ subject }) => `chant made ${subject.split(' ')[4] ?? 'a spec'} for what is to be fixed.`)
  const files = await gitSays(repository, ['diff-tree', '--no-commit-id', '--name-only', '-r', '-z', own.commit])
  const others = files.split('\0').filter((one) => one !== '' && one !== path)
  if (others.length > 0)
    remarks.push(`Somebody staged ${others.join(', ')} at the same moment: it is in the same commit.`)
  return { commit: own.commit, remarks }
}

/** HEAD does not have it: nothing is written, and by what chant said this is why. */
function whyNotWritten(
  { name, repository }: Checkout,
  order: DecisionOrder,
  { stdout, stderr, exitCode, ended, ...called }: Called,
  undone: readonly string[],
): Error {
  const notRun = whyNotRun({ stdout, stderr, exitCode, ended, ...called })
  if (notRun) return later(notRun)
  if (ended === 'stopped') return later(`chant took too long in ${name} and was stopped: it is tried again.`)
  const said = /^[✓✗] Spec (\S+) (?:approved|rejected) by /m.exec(stdout)?.[1] ?? order.specId
  const other = [said, ...undone].find((id) => id !== order.specId)
  if (other !== undefined) {
    return refused(`chant takes ${order.specId} for ${other} in ${name}: see that its file can be read by chant.`)
  }
  if (guardSaidNo(stderr)) return later(atTheSameMoment(name))
  const errors = stderr.slice(Math.max(0, stderr.search(/^error: /im)))
  const why = exitCode === 0 ? '' : saidBy(errors, repository.directory)
  if (exitCode === 2)
    return refused(`chant did not understand what it was told (${why}): is CHANT_BIN chant 0.23 or newer?`)
  if (/^Error: (Spec not found|Ambiguous|Not a chant project)/m.test(stderr))
    return refused(`chant cannot do it: ${why}.`)
  if (why) return later(`chant could not commit it in ${name}: ${why}.`)
  return later(`chant ended without committing it in ${name}: it is tried again.`)
}

function fixSpecRemoved({ name }: Checkout): string {
  return `${name} asks chant for a fix spec after a rejection (rejection_action: dependency), which it cannot link to this one: the file it left was removed.`
}

function subjectOf({ specId }: Pick<DecisionOrder, 'specId'>, verdict: DecisionOrder['verdict']): string {
  return `chant(${specId}): ${verdict === 'approved' ? 'approve' : 'reject'} spec`
}
