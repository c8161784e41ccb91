import type { FilePath } from './okr-file.ts'

// The file before anybody knows that it is right: what is not there, or is something else, is left out. So ids and
// references can be checked beside a date that does not exist, and every problem is found at once.

export interface RawItem {
  item: Readonly<Record<string, unknown>>
  path: FilePath
}

/** The groups of keys in a list, with their places. */
export function rawItems(parent: unknown, key: string, at: FilePath = []): RawItem[] {
  const list = rawValue(parent, key)
  if (!Array.isArray(list)) return []
  return list.flatMap((item, index) => (isGroup(item) ? [{ item, path: [...at, key, index] }] : []))
}

/** The texts in a list, with their places. */
export function rawTexts(parent: unknown, key: string, at: FilePath = []): { text: string; path: FilePath }[] {
  const list = rawValue(parent, key)
  if (!Array.isArray(list)) return []
  return list.flatMap((text, index) => (typeof text === 'string' ? [{ text, path: [...at, key, index] }] : []))
}

/** A text as it is compared: without spaces around it, several as one. Null: there is none. */
export function rawText(parent: unknown, key: string): string | null {
  const value = rawValue(parent, key)
  return typeof value === 'string' && value.trim() !== '' ? comparable(value) : null
}

export function rawValue(parent: unknown, key: string): unknown {
  return isGroup(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined
}

/** Titles that differ in spaces alone are the same title. */
export function comparable(text: string): string {
  return text.trim().normalize('NFC').replace(/\s+/g, ' ')
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
