import type { ActivityKind, SpecEvent } from '../domain/activity.ts'
import type { RepositoryNote, SpecFile } from '../domain/chant-reading.ts'
import type { Spec, SpecId } from '../domain/specs.ts'
import { splitSpecFile } from './frontmatter.ts'
import { gitOrNull } from './git.ts'
import type { Objects } from './objects.ts'
import type { ChantRepository } from './repository.ts'
import type { Situation } from './situation.ts'
import { statusChanges } from './spec-changes.ts'
import type { SpecFacts } from './spec-facts.ts'
import { readFacts } from './spec-facts.ts'
import { listSpecFiles, specFile } from './spec-tree.ts'
import type { FileOnDisk } from './working-copy.ts'
import { blobName, readWorkingCopy } from './working-copy.ts'

/** What the files in the checkout's folder say that no commit says. */
export interface Overlay {
  events: SpecEvent[]
  /** Specs that git is told to ignore (chant's silent mode): the folder is the only place where they are. */
  files: SpecFile[]
  /** What each such file says, so that the next reading tells it only when it changes. */
  statuses: Record<SpecId, string>
  notes: RepositoryNote[]
}

/**
 * chant commits neither the start of work nor a cancellation or a reset: they are seen in the folder alone, at the time
 * the file was written. A decision counts only when it is committed, so it is not looked for here.
 *
 * Nothing is read while git is in the middle of something or another branch is checked out: `before` then stays.
 */
export async function readOverlay(
  repository: ChantRepository,
  objects: Objects,
  { operation, branch, state }: Situation,
  before: Readonly<Record<SpecId, string>>,
): Promise<Overlay> {
  const overlay: Overlay = { events: [], files: [], statuses: {}, notes: [] }
  if (repository.isBare) return overlay
  if (operation !== null || branch !== state.branch) return { ...overlay, statuses: { ...before } }

  const committed = state.commit === null ? [] : await listSpecFiles(repository, state.commit, 'active')
  const blobs = new Map(committed.map(({ path, blob }) => [path, blob]))
  const unchanged = unchangedFiles.get(repository) ?? new Map<string, string>()
  unchangedFiles.set(repository, unchanged)
  if (unchanged.size > 50_000) unchanged.clear()
  const isUnchanged = (path: string, signature: string) => unchanged.get(path) === `${signature} ${blobs.get(path)}`
  const { files, skipped } = await readWorkingCopy(repository, ['specs'], isUnchanged)
  const changed = files.filter(({ path, bytes, signature }) => {
    const blob = blobs.get(path)
    if (blob === undefined || blobName(bytes, blob) !== blob) return blob !== undefined
    unchanged.set(path, `${signature} ${blob}`)
    return false
  })
  await tellChanges(objects, changed, blobs, before, overlay)
  const unknown = files.filter(({ path }) => !blobs.has(path))
  if (await isIgnored(repository, unknown)) await addIgnored(repository, unknown, before, overlay)
  for (const { path, problem } of skipped) {
    overlay.notes.push({ kind: 'skipped', text: `${repository.name}: ${path} ${problem}.` })
  }
  return overlay
}

/** Files that were as committed when they last were read: until their signature changes they need not be read again. */
const unchangedFiles = new WeakMap<ChantRepository, Map<string, string>>()

async function tellChanges(
  objects: Objects,
  files: readonly FileOnDisk[],
  blobs: ReadonlyMap<string, string>,
  before: Readonly<Record<SpecId, string>>,
  overlay: Overlay,
): Promise<void> {
  const committed = new Map<string, SpecFacts>()
  const names = files.map(({ path }) => blobs.get(path) as string)
  await objects.readAll(names, (name, object) => {
    if ('bytes' in object) committed.set(name, readFacts(object.bytes))
  })
  for (const file of files) {
    const old = committed.get(blobs.get(file.path) as string)
    const now = isHalfWritten(file) ? null : specFile({ ...file, blob: null }, file).spec
    // Not to be read now: as it was, until it can be.
    if (!now || !old) {
      if (before[file.id] !== undefined) overlay.statuses[file.id] = before[file.id] as string
      continue
    }
    const kinds = statusChanges(old.status, now.status)
    if (kinds.length === 0) continue
    overlay.statuses[file.id] = now.status
    if (before[file.id] !== now.status)
      for (const kind of kinds) overlay.events.push(eventOf(now, kind, file.changedAt))
  }
}

/** Silent mode: the files' own times are all there is to know. */
async function addIgnored(
  repository: ChantRepository,
  active: readonly FileOnDisk[],
  before: Readonly<Record<SpecId, string>>,
  overlay: Overlay,
): Promise<void> {
  const text = `${repository.name} keeps its specs out of git (silent mode): only what their files say now can be seen.`
  overlay.notes.push({ kind: 'silent', text })
  const archived = await readWorkingCopy(repository, ['archive'])
  for (const file of [...active, ...archived.files]) {
    const { changedAt } = file
    const parsed = specFile({ ...file, blob: null }, file)
    overlay.files.push(parsed)
    const now = parsed.spec
    if (!now) continue
    const word = `${now.status}/${now.approval?.status ?? ''}`
    overlay.statuses[file.id] = word
    if (before[file.id] === word) continue
    for (const kind of statusChanges('pending', now.status)) {
      overlay.events.push(eventOf(now, kind, kind === 'completed' ? (now.completedAt ?? changedAt) : changedAt))
    }
    const { status, by, at } = now.approval ?? {}
    if (status === 'approved' || status === 'rejected') {
      overlay.events.push({ ...eventOf(now, status, at ?? changedAt), by: by ?? null })
    }
  }
}

async function isIgnored(repository: ChantRepository, files: readonly FileOnDisk[]): Promise<boolean> {
  const [first] = files
  return (
    first !== undefined &&
    (await gitOrNull(repository, ['check-ignore', '-q', '--', repository.prefix + first.path])) !== null
  )
}

/** An editor writes in place: a file whose frontmatter does not end is not finished. */
function isHalfWritten({ bytes }: FileOnDisk): boolean {
  return splitSpecFile(bytes.toString('utf8')).frontmatter === null
}

function eventOf(spec: Spec, event: ActivityKind, at: Date): SpecEvent {
  const { title, type, labels } = spec
  return { specId: spec.id, event, at, by: null, reason: null, note: null, commit: null, spec: { title, type, labels } }
}
