import type { RepositoryNote } from '../domain/chant-reading.ts'
import type { ChantRepository } from './repository.ts'
import type { Situation } from './situation.ts'

/** What is unusual about how the repository stands. */
export function situationNotes({ name, isBare }: ChantRepository, situation: Situation): RepositoryNote[] {
  const { state, branch, operation, shallow } = situation
  const notes: RepositoryNote[] = []
  if (state.commit === null) notes.push({ kind: 'empty', text: `${name} has no commits yet.` })
  if (shallow.length > 0) {
    const text = `${name} is a shallow clone: what happened before its first commit is not there (git fetch --unshallow).`
    notes.push({ kind: 'shallow', text })
  }
  const from = state.branch === null ? 'the commit that is checked out' : state.branch
  if (operation !== null) {
    const text = `${name} is in the middle of a ${operation}: specs are read from ${from}, as far as it is committed.`
    notes.push({ kind: 'operation', text })
  } else if (branch === null && !isBare) {
    notes.push({ kind: 'detached', text: `${name} has no branch checked out: specs are read from ${from}.` })
  } else if (branch !== state.branch && !isBare) {
    const text = `${name} has ${branch} checked out: specs are read from ${from}.`
    notes.push({ kind: 'other-branch', text })
  }
  return notes
}

export function rewrittenNote({ name }: ChantRepository, commits: number): RepositoryNote {
  const text = `${name}'s history was rewritten: ${commits} ${commits === 1 ? 'commit is' : 'commits are'} gone from it.`
  return { kind: 'rewritten', text }
}

export function tooManyFilesNotes({ name }: ChantRepository, found: number, most: number): RepositoryNote[] {
  if (found <= most) return []
  return [{ kind: 'too-much', text: `${name} holds ${found} spec files: only the ${most} newest are read.` }]
}

export function tooLargeCommitNote({ name }: ChantRepository, sha: string): RepositoryNote {
  const text = `${name}: commit ${sha.slice(0, 10)} changes too many spec files at once; what it did to them is left out.`
  return { kind: 'too-much', text }
}
