import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { approvalOf, decided, dependsOn, type StandInSpec, specFile, topCriteria } from './spec.ts'
import { loadSpecs, nextId, resolveSpec, StandInError, specFolder } from './specs.ts'

/** Where a command writes; lines end with a line end by themselves. */
export interface Output {
  out(line: string): void
  err(line: string): void
}

/** `chant approve`: nothing is written when it is approved already, in a commit or not. */
export function approve({ id, by }: { id: string; by: string }, now: Date, { out, err }: Output): void {
  const spec = chosen(id, now, err)
  const { status, by: first } = approvalOf(spec)
  if (status === 'approved') {
    out(`ℹ Spec ${spec.id} is already approved by ${first ?? 'unknown'}`)
    return
  }
  nameCommitter(by, err)
  save(decided(spec, { verdict: 'approved', by, now }))
  commit([spec.id], `chant(${spec.id}): approve spec`, 'spec file')
  out(`✓ Spec ${spec.id} approved by ${by}`)
}

/** `chant reject`: every call writes one more entry; then what the configuration wants after a rejection. */
export function reject(
  { id, by, reason }: { id: string; by: string; reason: string },
  now: Date,
  output: Output,
): void {
  const action = rejectionAction(output.err)
  const spec = decided(chosen(id, now, output.err), { verdict: 'rejected', by, reason, now })
  nameCommitter(by, output.err)
  save(spec)
  commit([spec.id], `chant(${spec.id}): reject spec`, 'spec file')
  output.out(`✗ Spec ${spec.id} rejected by ${by}: ${reason}`)
  if (action === 'dependency') makeFixSpec(spec, reason, now, output)
  if (action === 'group') makeDriver(spec, reason, output)
}

function chosen(id: string, now: Date, err: Output['err']): StandInSpec {
  if (!existsSync(specFolder)) throw new StandInError(notAProject)
  return resolveSpec(loadSpecs(err), id, now)
}

/** Part of a name is enough to be known; nobody is refused. */
function nameCommitter(by: string, err: Output['err']): void {
  const committers = spawnSync('git', ['shortlog', '-sn', '--all'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const isKnown = (committers.stdout ?? '').split('\n').some(
    (line) =>
      line.includes('\t') &&
      line
        .slice(line.indexOf('\t') + 1)
        .toLowerCase()
        .includes(by.toLowerCase()),
  )
  if (!isKnown) err(`⚠ Warning: '${by}' is not a known git committer in this repository`)
}

const notAProject = `Not a chant project (no .chant/ directory found)

To initialize chant, run:
    chant init

This starts an interactive wizard to configure your project.`

function rejectionAction(err: Output['err']): string {
  const path = '.chant/config.md'
  if (!existsSync(path)) throw new StandInError('Failed to read config')
  const [, frontmatter] = /^---\n([\s\S]*?)---/.exec(readFileSync(path, 'utf8')) ?? []
  if (frontmatter === undefined) throw new StandInError('Failed to parse config: no frontmatter')
  const config = (parse(frontmatter) ?? {}) as {
    approval?: { rejection_action?: string }
    defaults?: { rotation_strategy?: string }
  }
  if ((config.defaults?.rotation_strategy ?? 'none') === 'none') {
    err(
      "Warning: parallel.agents configured but rotation_strategy is 'none' — agents will not be used. Set rotation_strategy: round_robin to enable.",
    )
  }
  const action = config.approval?.rejection_action ?? 'manual'
  if (!['manual', 'dependency', 'group'].includes(action)) throw new StandInError('Failed to parse config')
  return action
}

/** The new spec is on disk before it is known whether the rejected one can wait for it. */
function makeFixSpec(spec: StandInSpec, reason: string, now: Date, { out }: Output): void {
  const fix = nextId(
    loadSpecs(() => {}),
    now,
  )
  writeFileSync(`${specFolder}/${fix}.md`, fixSpec(spec.id, reason))
  const { status } = spec.fields
  if (status !== 'pending' && status !== 'blocked') {
    const from = String(status).replace(/(^|_)([a-z])/g, (_all, _line, letter: string) => letter.toUpperCase())
    throw new StandInError(`Failed to block spec: Invalid transition from ${from} to Blocked`)
  }
  save({ ...spec, fields: { ...spec.fields, status: 'blocked', depends_on: [...dependsOn(spec), fix] } })
  commit([spec.id, fix], `chant(${spec.id}): create fix spec ${fix} (dependency mode)`, 'dependency mode changes')
  out(`✓ Created fix spec ${fix}`)
  out(`ℹ Spec ${spec.id} is now blocked, waiting for fix spec ${fix}`)
}

function fixSpec(id: string, reason: string): string {
  const why = `Original spec ${id} was rejected with reason:\n> ${reason}`
  const criteria = '- [ ] Address rejection feedback\n- [ ] Changes ready for re-review\n'
  return `${pending}# Fix rejection issues for ${id}\n\n## Context\n\n${why}\n\n## Acceptance Criteria\n\n${criteria}`
}

const pending = '---\ntype: code\nstatus: pending\n---\n\n'

/** One member for each criterion, each waiting for the one before; members that are there are written over. */
function makeDriver(spec: StandInSpec, reason: string, { out }: Output): void {
  out('→ Converting rejected spec to driver with member specs...')
  const criteria = topCriteria(spec.body)
  const texts = criteria.length > 0 ? criteria : [`Fix: ${reason}`]
  const members = texts.map((text, at) => ({
    id: `${spec.id}.${at + 1}`,
    text,
    after: at > 0 ? `${spec.id}.${at}` : null,
  }))
  for (const { id, text, after } of members) {
    const head = after ? pending.replace('---\n\n', `depends_on:\n  - ${after}\n---\n\n`) : pending
    writeFileSync(`${specFolder}/${id}.md`, `${head}# ${text}\n\n## Acceptance Criteria\n\n- [ ] ${text}\n`)
  }
  const ids = members.map(({ id }) => id)
  save({ ...spec, fields: { ...spec.fields, type: 'driver', members: ids } })
  const subject = `chant(${spec.id}): convert to driver with ${ids.length} member specs (group mode)`
  commit([spec.id, ...ids], subject, 'group mode changes')
  out(`✓ Spec ${spec.id} converted to driver`)
  out('Created members:')
  for (const id of ids) out(`  • ${id}`)
}

/** Written beside, under a name that every other chant uses too, then moved; a spec of a subfolder becomes a second one. */
function save(spec: StandInSpec): void {
  const path = `${specFolder}/${spec.id}.md`
  writeFileSync(`${path}.tmp`, specFile(spec))
  try {
    renameSync(`${path}.tmp`, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new StandInError('No such file or directory (os error 2)')
    throw error
  }
}

/** Whatever else is staged goes along. A commit that fails with certain words on stderr counts as done. */
function commit(ids: readonly string[], message: string, what: string): void {
  const paths = ids.map((id) => `${specFolder}/${id}.md`)
  for (const path of paths) {
    const added = git(['add', path], 'add')
    if (added.status !== 0) throw new StandInError(`Failed to stage ${what}: ${added.stderr}`)
  }
  const committed = git(['commit', '-m', message], 'commit')
  if (committed.status === 0 || /nothing to commit|no changes added/.test(committed.stderr)) return
  throw new StandInError(`Failed to commit ${what}: ${committed.stderr}`)
}

function git(args: readonly string[], what: string): { status: number | null; stderr: string } {
  const { status, stderr, error } = spawnSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (error)
    throw new StandInError(
      `Failed to run git ${what} for spec file\n\nCaused by:\n    No such file or directory (os error 2)`,
    )
  return { status, stderr }
}
