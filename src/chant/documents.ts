import { type Criterion, criteriaOf } from '../domain/acceptance-criteria.ts'
import type { Spec, SpecId } from '../domain/specs.ts'
import { type DiscussionEntry, discussionOf } from './discussion.ts'
import { gitTokens } from './git.ts'
import { type GitObject, withObjects } from './objects.ts'
import type { ChantRepository } from './repository.ts'
import { readSituation } from './situation.ts'
import { parseSpecFile } from './spec-file.ts'
import { isFileMode, specAt } from './spec-paths.ts'

/** A committed file. `blob` is git's name for the content: the same content has the same name. */
export type Document = { text: string; blob: string } | { problem: string; blob?: string }

/**
 * The committed text of files of the project (`reports/kpi-churn-daily.md`), from the commit the specs are read from. A
 * path that leads out, a link, a file that is no text or larger than a spec may be: each has its problem in a few words.
 */
export async function readDocuments(
  repository: ChantRepository,
  paths: readonly string[],
): Promise<Map<string, Document>> {
  const documents = new Map<string, Document>(paths.map((path) => [path, { problem: 'is not in the repository' }]))
  for (const path of paths) if (!isInside(path)) documents.set(path, { problem: 'leads out of the repository' })
  return withObjects(repository, async (objects) => {
    const { state } = await readSituation(repository, objects)
    const inside = paths.filter(isInside)
    if (state.commit === null || inside.length === 0) return documents
    const blobs = new Map<string, string[]>()
    for (const { path, mode, blob } of await listFiles(repository, state.commit, inside)) {
      if (!documents.has(path)) continue // git also lists what is in a folder, when something below it was asked for too
      if (isFileMode(mode)) blobs.set(blob, [...(blobs.get(blob) ?? []), path])
      else documents.set(path, { problem: 'is a link: links are not followed' })
    }
    await objects.readAll([...blobs.keys()], (blob, object) => {
      const document = documentOf(object, blob)
      for (const path of blobs.get(blob) ?? []) documents.set(path, document)
    })
    return documents
  })
}

function documentOf(object: GitObject, blob: string): Document {
  if ('problem' in object) return { problem: `is ${object.problem}`, blob }
  // As git tells them apart: no text has a zero byte.
  return object.bytes.includes(0) ? { problem: 'is no text', blob } : { text: object.bytes.toString('utf8'), blob }
}

/** A spec with everything its file says, as committed. */
export interface SpecDocument {
  spec: Spec
  blob: string
  body: string
  criteria: Criterion[]
  discussion: DiscussionEntry[]
}

/** The spec file at this path; a sentence when it cannot be used. */
export async function readSpecDocument(
  repository: ChantRepository,
  path: string,
): Promise<SpecDocument | { problem: string }> {
  return (await readSpecDocuments(repository, [path])).get(path) ?? { problem: 'is not in the repository' }
}

/** The spec files at these paths, each as committed, or a sentence when it cannot be used. */
export async function readSpecDocuments(
  repository: ChantRepository,
  paths: readonly string[],
): Promise<Map<string, SpecDocument | { problem: string }>> {
  const documents = await readDocuments(repository, paths)
  return new Map(
    [...documents].map(([path, document]) => {
      const place = specAt({ ...repository, prefix: '' }, path)
      if (!place) return [path, { problem: 'is not the path of a spec' }]
      return [path, 'problem' in document ? document : parseDocument(place.id, place.archived, document)]
    }),
  )
}

function parseDocument(
  id: SpecId,
  archived: boolean,
  { text, blob }: { text: string; blob: string },
): SpecDocument | { problem: string } {
  try {
    const { spec, body } = parseSpecFile(id, text, archived)
    return { spec, blob, body, criteria: criteriaOf(body), discussion: discussionOf(body) }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

async function listFiles(repository: ChantRepository, commit: string, paths: readonly string[]) {
  const { prefix } = repository
  const files: { path: string; mode: string; blob: string }[] = []
  const args = [
    '--literal-pathspecs',
    'ls-tree',
    '-z',
    '--full-tree',
    commit,
    '--',
    ...paths.map((path) => prefix + path),
  ]
  for await (const entries of gitTokens(repository, args)) {
    for (const entry of entries) {
      const [, mode = '', kind, blob = '', path = ''] = /^(\d+) (\w+) (\w+)\t(.*)$/s.exec(entry) ?? []
      if (kind === 'blob') files.push({ path: path.slice(prefix.length), mode, blob })
    }
  }
  return files
}

/** Plain relative paths only: no `..`, no folder of git's, nothing absolute. */
function isInside(path: string): boolean {
  const parts = path.split('/')
  return path !== '' && !path.includes('\0') && parts.every((part) => part !== '' && part !== '.' && part !== '..')
}
