import { isDeepStrictEqual } from 'node:util'
import { type Definitions, setFields, type Thing, type ThingKind } from './things.ts'

/** One field that is, or would be, another. Null: empty, or not said. */
export interface FieldChange {
  field: string
  from: unknown
  to: unknown
}

export interface Merged<Kind extends ThingKind = ThingKind> {
  kind: Kind
  key: string
  state: 'new' | 'changed' | 'unchanged'
  /** What is to be stored. */
  definition: Definitions[Kind]
  /** What the file has said by now, to compare with the next time. */
  base: Partial<Definitions[Kind]>
  /** What changes: from what is stored to what will be. */
  changes: readonly FieldChange[]
  /** What somebody changed here since the last import and the file says otherwise: from the file's to what stays. */
  kept: readonly FieldChange[]
}

/**
 * What the file says, what is stored and what the file said last, made one, field by field: a field that was changed
 * here since stays, everything else becomes as in the file. A set gets what was added and loses what was removed,
 * wherever that was. `force`: as in the file, whatever was changed here.
 *
 * `last` null: the file says something about it for the first time; what is empty here is filled, the rest stays.
 */
export function mergeThing<Kind extends ThingKind>(
  { kind, key, definition: file }: Thing<Kind>,
  stored: Definitions[Kind] | null,
  last: Partial<Definitions[Kind]> | null,
  force: boolean,
): Merged<Kind> {
  if (stored === null) return { kind, key, state: 'new', definition: file, base: file, changes: [], kept: [] }
  const definition: Record<string, unknown> = {}
  const base: Record<string, unknown> = {}
  const changes: FieldChange[] = []
  const kept: FieldChange[] = []
  for (const [field, wanted] of Object.entries(file)) {
    const here = valueOf(stored, field)
    const before = valueOf(last, field)
    const isSet = setFields[kind]?.includes(field) ?? false
    const same = isSet ? sameSet : isDeepStrictEqual
    const untouched = same(here, before) || (last === null && isEmpty(here))
    const merged = isSet ? mergeSets(wanted, here, before) : untouched ? wanted : here
    const result = force || same(here, wanted) ? wanted : merged
    definition[field] = same(result, here) ? here : result
    base[field] = same(result, wanted) || isSet ? wanted : before
    if (!same(result, here)) changes.push({ field, from: here, to: result })
    if (!same(result, wanted)) kept.push({ field, from: wanted, to: result })
  }
  const state = changes.length === 0 ? 'unchanged' : 'changed'
  return {
    kind,
    key,
    state,
    changes,
    kept,
    definition: definition as Definitions[Kind],
    base: base as Partial<Definitions[Kind]>,
  }
}

function valueOf(from: object | null, field: string): unknown {
  return from !== null && Object.hasOwn(from, field) ? (from as Record<string, unknown>)[field] : null
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0)
}

/** As in the file, with what was added here and without what was removed here. */
function mergeSets(wanted: unknown, here: unknown, before: unknown): unknown[] {
  const [inFile, stored, last] = [listOf(wanted), listOf(here), listOf(before)]
  const added = stored.filter((one) => !last.includes(one) && !inFile.includes(one))
  return [...inFile.filter((one) => stored.includes(one) || !last.includes(one)), ...added]
}

function sameSet(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(new Set(listOf(a)), new Set(listOf(b)))
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
