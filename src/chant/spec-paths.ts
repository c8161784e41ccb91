import type { SpecId } from '../domain/specs.ts'
import type { ChantRepository } from './repository.ts'

/** The folders that hold specs, as git names them in this repository. */
export function specFolders({ prefix }: ChantRepository): string[] {
  return [`${prefix}.chant/specs`, `${prefix}.chant/archive`]
}

/** The spec a path of git's belongs to; null for everything else (`*.md.tmp`, status files, other folders). */
export function specAt({ prefix }: ChantRepository, path: string): { id: SpecId; archived: boolean } | null {
  if (!path.startsWith(prefix)) return null
  const match = /^\.chant\/(specs|archive)\/(?:.*\/)?([^/]+)\.md$/s.exec(path.slice(prefix.length))
  return match?.[2] ? { id: match[2], archived: match[1] === 'archive' } : null
}

/** A file, not a link or another repository. */
export function isFileMode(mode: string): boolean {
  return mode.startsWith('100')
}
