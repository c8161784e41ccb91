import { createHash } from 'node:crypto'
import type { Dirent, Stats } from 'node:fs'
import { constants } from 'node:fs'
import { lstat, open, opendir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { SpecId } from '../domain/specs.ts'
import { slices } from '../platform/slices.ts'
import type { ChantRepository } from './repository.ts'
import { maxSpecFile } from './spec-file.ts'
import { specAt } from './spec-paths.ts'

/** A spec file as it lies in the checkout's folder. */
export interface FileOnDisk {
  id: SpecId
  path: string
  archived: boolean
  bytes: Buffer
  changedAt: Date
  /** Changes whenever the file does. */
  signature: string
}

export interface FilesOnDisk {
  files: FileOnDisk[]
  /** Paths that were not read, and why. */
  skipped: { path: string; problem: string }[]
}

const maxFiles = 20_000
const maxDepth = 8

/**
 * The spec files in the checkout's folder, relative to the project. Follows no link, neither to a file nor to a folder,
 * and opens nothing but plain files; what disappears meanwhile is not there. Files that are known by their signature are
 * not opened.
 */
export async function readWorkingCopy(
  repository: ChantRepository,
  folders: readonly ('specs' | 'archive')[],
  isKnown: (path: string, signature: string) => boolean = () => false,
): Promise<FilesOnDisk> {
  const found: FilesOnDisk = { files: [], skipped: [] }
  const root = await realpath(repository.project)
  const pause = slices()
  for (const folder of folders) {
    for await (const { path, entry } of walk(root, join('.chant', folder), found)) {
      const place = specAt({ ...repository, prefix: '' }, path.split(sep).join('/'))
      if (!place) continue
      if (found.files.length >= maxFiles) {
        found.skipped.push({ path: join('.chant', folder), problem: `holds more than ${maxFiles} spec files` })
        return found
      }
      const file = entry.isFile()
        ? await readPlainFile(root, path, isKnown)
        : { problem: 'is a link: links are not followed' }
      if (file && 'problem' in file) found.skipped.push({ path, problem: file.problem })
      else if (file) found.files.push({ ...place, path, ...file })
      await pause()
    }
  }
  return found
}

/** git's name for a content, so that a file can be compared with a commit without asking git. */
export function blobName(bytes: Buffer, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1')
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

async function* walk(
  root: string,
  folder: string,
  found: FilesOnDisk,
  depth = 0,
): AsyncGenerator<{ path: string; entry: Dirent }> {
  if (depth > maxDepth || !(await isPlainPath(root, folder, found))) return
  const entries = await opendir(join(root, folder)).catch(() => null)
  if (!entries) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(root, path, found, depth + 1)
    else yield { path, entry }
  }
}

/** True when every folder on the way is a folder and none is a link. */
async function isPlainPath(root: string, folder: string, found: FilesOnDisk): Promise<boolean> {
  let path = root
  for (const part of folder.split(sep)) {
    path = join(path, part)
    const entry = await lstat(path).catch(() => null)
    if (entry?.isSymbolicLink()) found.skipped.push({ path: folder, problem: 'is a link: links are not followed' })
    if (!entry?.isDirectory()) return false
  }
  return true
}

async function readPlainFile(
  root: string,
  path: string,
  isKnown: (path: string, signature: string) => boolean,
): Promise<{ bytes: Buffer; changedAt: Date; signature: string } | { problem: string } | null> {
  const whole = join(root, path)
  const seen = await lstat(whole).catch(() => null)
  if (!seen || isKnown(path, signatureOf(seen))) return null
  const handle = await open(whole, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null)
  if (!handle) return null
  try {
    const entry = await handle.stat()
    if (!entry.isFile()) return { problem: 'is not a file' }
    if (entry.size > maxSpecFile) return { problem: `is larger than ${maxSpecFile / 1024 / 1024} MB` }
    // A folder on the way may have become a link after it was looked at: what was opened must lie where it seemed to.
    if ((await realpath(whole)) !== whole) return { problem: 'is a link: links are not followed' }
    return { bytes: await handle.readFile(), changedAt: entry.mtime, signature: signatureOf(entry) }
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

function signatureOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs} ${ctimeMs} ${size} ${ino}`
}
