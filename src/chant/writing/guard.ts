import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChantRepository } from '../repository.ts'

export interface Guarded {
  /** The commit that was looked at: what is committed must stand on it. */
  head: string
  /** What the commit may hold, and nothing else; from the top of the repository. */
  paths: readonly string[]
  /** chant may go on with a second commit that adds one spec in this folder. */
  mayAddIn?: string
}

/**
 * A folder of hooks in which git asks us, before a commit becomes the branch, whether it is the one we meant. Somebody
 * who stages or commits something in the same checkout at the same moment would otherwise get it swept into our commit.
 * (git 2.28 and later; an older one never asks, and the check afterwards says what it has taken along.)
 */
export function guardIn({ gitDirectory }: ChantRepository, guarded: Guarded): string {
  const folder = join(gitDirectory, 'okr-cadence-guard')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const paths = guarded.paths.map((path) => Buffer.from(`${path}\0`)).toSorted(Buffer.compare)
  writeFileSync(join(folder, 'paths'), Buffer.concat(paths))
  const hook = join(folder, 'reference-transaction')
  writeFileSync(`${hook}.tmp`, script(folder, guarded), { mode: 0o700 })
  renameSync(`${hook}.tmp`, hook)
  return folder
}

export function removeGuard({ gitDirectory }: ChantRepository): void {
  rmSync(join(gitDirectory, 'okr-cadence-guard'), { recursive: true, force: true })
}

/** What git says when a guard has said no. */
export function guardSaidNo(stderr: string): boolean {
  return /aborted by (the )?(reference-transaction )?hook/.test(stderr)
}

function script(folder: string, { head, paths, mayAddIn }: Guarded): string {
  const [spec = ''] = paths
  const second = `
  before=$(git rev-parse --verify --quiet "$new^^") || exit 1
  [ "$before" = ${head} ] || exit 1
  changed() { git --literal-pathspecs diff-tree -r --no-renames --name-only "$@" | wc -l; }
  [ "$(changed "$new^" "$new")" -eq 2 ] || exit 1
  [ "$(changed "$new^" "$new" -- ${quoted(spec)})" -eq 1 ] || exit 1
  [ "$(changed --diff-filter=A "$new^" "$new" -- ${quoted(mayAddIn ?? '')})" -eq 1 ] || exit 1`
  return `#!/bin/sh
# Of okr-cadence, while it writes: lets a commit become the branch only if it is the one that was meant.
[ "$1" = prepared ] || exit 0
while read -r old new ref; do
  case "$ref" in HEAD | refs/heads/*) ;; *) continue ;; esac
  [ "$new" = "$seen" ] && continue
  seen=$new
  [ "$(git rev-list --parents -n 1 "$new" | wc -w)" -eq 2 ] || exit 1
  if [ "$(git rev-parse "$new^")" = ${head} ]; then
    git diff-tree -r -z --no-renames --name-only "$new^" "$new" | cmp -s - ${quoted(join(folder, 'paths'))} || exit 1
    continue
  fi${mayAddIn === undefined ? '\n  exit 1' : second}
done
exit 0
`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
