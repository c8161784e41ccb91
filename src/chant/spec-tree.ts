import { isUtf8 } from 'node:buffer'
import type { SpecFile } from '../domain/chant-reading.ts'
import type { SpecId } from '../domain/specs.ts'
import { gitTokens } from './git.ts'
import type { GitObject, Objects } from './objects.ts'
import type { ChantRepository } from './repository.ts'
import { maxSpecFile, parseSpecFile } from './spec-file.ts'
import { isFileMode, specAt, specFolders } from './spec-paths.ts'

/** A file of a commit, before its content is known. */
export interface TreeFile {
  id: SpecId
  path: string
  archived: boolean
  blob: string
  isLink: boolean
}

/** More files than this are not read. */
export const maxSpecFiles = 50_000

/** As many files as are read: the active ones first, then by id from the newest (an id begins with its date). */
export function newestFiles(files: readonly TreeFile[]): readonly TreeFile[] {
  if (files.length <= maxSpecFiles) return files
  const byDate = [...files].sort((a, b) => Number(a.archived) - Number(b.archived) || (a.id < b.id ? 1 : -1))
  return byDate.slice(0, maxSpecFiles)
}

/** All spec files of a commit; in `only`, what stands among the active specs. */
export async function listSpecFiles(
  repository: ChantRepository,
  commit: string,
  only: 'all' | 'active' = 'all',
): Promise<TreeFile[]> {
  const folders = specFolders(repository).slice(0, only === 'all' ? 2 : 1)
  const files: TreeFile[] = []
  for await (const entries of gitTokens(repository, [
    '--literal-pathspecs',
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    commit,
    '--',
    ...folders,
  ])) {
    for (const entry of entries) {
      const [, mode = '', blob = '', path = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(entry) ?? []
      const place = specAt(repository, path)
      if (place) files.push({ ...place, path: path.slice(repository.prefix.length), blob, isLink: !isFileMode(mode) })
    }
  }
  return files
}

/** What changed among the spec files from one commit to another: files as they are now, and paths that are gone. */
export async function changedSpecFiles(
  repository: ChantRepository,
  from: string,
  to: string,
): Promise<{ files: TreeFile[]; gone: string[] }> {
  const options = ['-r', '-z', '--raw', '--no-renames', '--no-abbrev', from, to]
  const files: TreeFile[] = []
  const gone: string[] = []
  let entry: string | null = null
  for await (const tokens of gitTokens(repository, [
    '--literal-pathspecs',
    'diff-tree',
    ...options,
    '--',
    ...specFolders(repository),
  ])) {
    for (const token of tokens) {
      if (entry === null) {
        entry = token
        continue
      }
      const [, mode = '', , blob = ''] = entry.slice(1).split(' ')
      entry = null
      const place = specAt(repository, token)
      const path = token.slice(repository.prefix.length)
      if (!place) continue
      if (/^0+$/.test(mode)) gone.push(path)
      else files.push({ ...place, path, blob, isLink: !isFileMode(mode) })
    }
  }
  return { files, gone }
}

/** Parses files as their contents turn up, in whatever order. */
export interface SpecCollector {
  use(blob: string, object: GitObject): void
  /** What has turned up since it was last asked. */
  taken(): SpecFile[]
  /** Reads what has not turned up, some at a time. */
  rest(): AsyncGenerator<SpecFile[]>
}

const filesAtOnce = 1_000

export function collectSpecFiles(objects: Objects, files: readonly TreeFile[]): SpecCollector {
  let read = files.filter(({ isLink }) => isLink).map((file) => specFile(file, { problem: 'link' }))
  const awaited = new Map<string, TreeFile[]>()
  for (const file of files) {
    if (file.isLink) continue
    const same = awaited.get(file.blob)
    if (same) same.push(file)
    else awaited.set(file.blob, [file])
  }
  const use = (blob: string, object: GitObject) => {
    for (const file of awaited.get(blob) ?? []) read.push(specFile(file, object))
    awaited.delete(blob)
  }
  const taken = () => {
    const some = read
    read = []
    return some
  }
  return {
    use,
    taken,
    async *rest() {
      const blobs = [...awaited.keys()]
      for (let at = 0; at < blobs.length; at += filesAtOnce) {
        await objects.readAll(blobs.slice(at, at + filesAtOnce), use)
        yield taken()
      }
      yield taken()
    },
  }
}

/** One file, parsed as far as it can be. */
export function specFile(
  { id, path, archived, blob }: Pick<SpecFile, 'id' | 'path' | 'archived' | 'blob'>,
  content: { bytes: Buffer } | { problem: keyof typeof problems },
): SpecFile {
  const file = { id, path, archived, blob }
  if ('problem' in content) return { ...file, spec: null, problem: problems[content.problem] }
  if (!isUtf8(content.bytes)) return { ...file, spec: null, problem: 'is not UTF-8 text' }
  try {
    const { spec } = parseSpecFile(id, content.bytes.toString('utf8'), archived)
    return { ...file, spec, problem: spec.warning }
  } catch (error) {
    return { ...file, spec: null, problem: (error as Error).message }
  }
}

const problems = {
  link: 'is a link: links are not followed',
  missing: 'is not in this repository (a partial clone?)',
  'too large': `is larger than ${maxSpecFile / 1024 / 1024} MB`,
}
