import type { z } from 'zod'
import { findBrokenReferences } from '../../domain/okr-file/find-broken-references.ts'
import { findClashes } from '../../domain/okr-file/find-clashes.ts'
import { type GivenIds, giveIds } from '../../domain/okr-file/give-ids.ts'
import { type Known, nothingKnown } from '../../domain/okr-file/known.ts'
import type { FileFault, FilePath, OkrFile } from '../../domain/okr-file/okr-file.ts'
import { type FileProblem, readYaml } from './read-yaml.ts'
import { okrFileSchema } from './schema.ts'

export type { FileProblem }

export type ParsedOkrFile =
  /** `ids`: of objectives and key results, in the file's order. `lineOf`: where something stands. */
  | { kind: 'file'; file: OkrFile; ids: GivenIds; lineOf: (path: FilePath) => number }
  /** Every problem of the file, by line. */
  | { kind: 'problems'; problems: FileProblem[] }

/**
 * The text of an OKR file as what it says, or everything that is wrong with it. `known` is what the file may name
 * beside what it holds itself; without it the file is looked at alone.
 */
export function parseOkrFile(source: string | Uint8Array, known: Known = nothingKnown): ParsedOkrFile {
  const yaml = readYaml(typeof source === 'string' ? new TextEncoder().encode(source) : source)
  if (yaml.kind === 'unreadable') return { kind: 'problems', problems: byLine(yaml.problems) }
  if (yaml.value === null || typeof yaml.value !== 'object' || Array.isArray(yaml.value)) {
    const message =
      yaml.value === null ? 'the file is empty' : 'the file must be keys and values, beginning with version: 1'
    return { kind: 'problems', problems: byLine([...yaml.problems, { line: 1, message }]) }
  }
  const shaped = okrFileSchema.safeParse(yaml.value)
  const { ids, faults } = giveIds(yaml.value, known)
  const all = [
    ...faults,
    ...findClashes(yaml.value),
    ...findBrokenReferences(yaml.value, ids, known),
    ...(shaped.success ? [] : shaped.error.issues.flatMap(toFaults)),
  ]
  const problems = [...yaml.problems, ...all.map(({ path, message }) => ({ line: yaml.lineOf(path), message }))]
  if (!shaped.success || problems.length > 0) return { kind: 'problems', problems: byLine(problems) }
  return { kind: 'file', file: shaped.data, ids, lineOf: yaml.lineOf }
}

/** One sentence for a person: `okrs.yaml:34: …`. */
export function describeProblem(fileName: string, { line, message }: FileProblem): string {
  return `${fileName}:${line}: ${message}`
}

function toFaults(issue: z.core.$ZodIssue): FileFault[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'unrecognized_keys') {
    const messages = issue.message.split('\n')
    return messages.map((message, index) => {
      const key = issue.keys[index] ?? ''
      return { path: [...path, key], message: `\`${key}\` ${message}` }
    })
  }
  const key = path.findLast((step) => typeof step === 'string')
  const entry = typeof path.at(-1) === 'number' ? 'an entry of ' : ''
  return [{ path, message: key === undefined ? `the file ${issue.message}` : `${entry}\`${key}\` ${issue.message}` }]
}

function byLine(problems: readonly FileProblem[]): FileProblem[] {
  const seen = new Set<string>()
  return problems
    .filter((problem) => seen.size < seen.add(`${problem.line}:${problem.message}`).size)
    .sort((a, b) => a.line - b.line)
}
