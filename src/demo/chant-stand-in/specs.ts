import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { approvalOf, dependsOn, readSpec, type StandInSpec } from './spec.ts'

export const specFolder = '.chant/specs'

/** Ends the program: one sentence on stderr, exit code 1. */
export class StandInError extends Error {}

/**
 * Loads every spec below `.chant/specs`, as chant does: what cannot be read is named on stderr and does not exist, one in
 * progress comes from its branch, and whether it is blocked is computed (and saved with the next change).
 */
export function loadSpecs(warn: (line: string) => void): StandInSpec[] {
  const specs = filesBelow(specFolder).flatMap((path) => {
    try {
      return [fromBranch(readSpec(basename(path, '.md'), readText(path)))]
    } catch {
      warn(`Warning: Failed to load spec "${path}": Failed to parse spec frontmatter`)
      return []
    }
  })
  const byId = new Map(specs.map((spec) => [spec.id, spec]))
  for (const { id } of specs) {
    const driver = driverIdOf(id)
    if (driver && !byId.has(driver)) warn(`Warning: Orphaned member spec ${id} — driver ${driver} not found`)
  }
  const blocked = specs.map((spec) => isBlocked(spec, byId))
  for (const [at, { fields }] of specs.entries()) {
    if (fields['status'] === 'pending' && blocked[at]) fields['status'] = 'blocked'
    else if (fields['status'] === 'blocked' && !blocked[at]) fields['status'] = 'pending'
  }
  return specs
}

/** The spec an argument means: exact, else the only one it ends, else the only one that contains it. */
export function resolveSpec(specs: readonly StandInSpec[], asked: string, now: Date): StandInSpec {
  const exact = specs.find(({ id }) => id === asked)
  if (exact) return exact
  const today = `${localDate(now)}-${asked}-`
  const rules = [
    (id: string) => id.endsWith(asked),
    ...(asked.length === 3 ? [(id: string) => id.startsWith(today)] : []),
    (id: string) => id.includes(asked),
  ]
  for (const [at, rule] of rules.entries()) {
    const found = specs.filter(({ id }) => rule(id))
    if (found.length === 1 && found[0]) return found[0]
    if (found.length > 1 && at === rules.length - 1) {
      throw new StandInError(`Ambiguous spec ID '${asked}'. Matches: ${found.map(({ id }) => id).join(', ')}`)
    }
  }
  throw new StandInError(`Spec not found: ${asked}`)
}

/** The next id of the day with three random characters; what is archived does not count. */
export function nextId(specs: readonly StandInSpec[], now: Date): string {
  const date = localDate(now)
  const numbers = specs.map(({ id }) => (id.startsWith(`${date}-`) ? Number.parseInt(id.split('-')[3] ?? '0', 36) : 0))
  const number = (Math.max(0, ...numbers.filter(Number.isFinite)) + 1).toString(36).padStart(3, '0')
  const random = Math.floor(Math.random() * 36 ** 3)
  return `${date}-${number}-${random.toString(36).padStart(3, '0')}`
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

/** While an agent works on it the copy of its branch counts, also for what is saved here. */
function fromBranch(spec: StandInSpec): StandInSpec {
  if (spec.fields['status'] !== 'in_progress') return spec
  const branch = (spec.fields['branch'] as string | undefined) ?? `chant/${spec.id}`
  try {
    const args = ['show', `${branch}:${specFolder}/${spec.id}.md`]
    const text = execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return readSpec(spec.id, text)
  } catch {
    return spec
  }
}

function isBlocked(spec: StandInSpec, byId: ReadonlyMap<string, StandInSpec>): boolean {
  const { status } = spec.fields
  if (status !== 'pending' && status !== 'blocked') return false
  const isOpen = (id: string) => !['completed', 'cancelled'].includes(String(byId.get(id)?.fields['status']))
  if (dependsOn(spec).some(isOpen)) return true
  const driver = byId.get(driverIdOf(spec.id) ?? '')
  if (driver && dependsOn(driver).some((id) => !id.startsWith(`${driver.id}.`) && isOpen(id))) return true
  const { required, status: approval } = approvalOf(spec)
  return status === 'pending' && required === true && approval !== 'approved'
}

function driverIdOf(id: string): string | null {
  return /^(.+?)\.\d/.exec(id)?.[1] ?? null
}

function localDate(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

function readText(path: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
}
