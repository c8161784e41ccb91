import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import type { Filled } from '../../src/demo/workspace/people/person.ts'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { CheckIn } from '../../src/domain/check-ins.ts'
import type { KeyResultId } from '../../src/domain/ids.ts'
import type { Kpi } from '../../src/domain/kpis.ts'
import type { KeyResult } from '../../src/domain/objectives.ts'
import type { Db } from '../../src/platform/db.ts'
import { findCheckIn } from '../../src/storage/check-ins.ts'
import { getKeyResult, saveKeyResult } from '../../src/storage/key-results.ts'
import { recordReading, saveKpi } from '../../src/storage/kpis.ts'
import { findPersonByReference } from '../../src/storage/people.ts'
import { type AcmeOptions, type RunningAcme, startAcme } from './app.ts'

type Message = ReturnType<SlackWorkspace['lastMessage']>
type View = NonNullable<ReturnType<SlackWorkspace['modal']>>

/** Mike's nine o'clock on the first Monday. */
export const mikesNine = '2026-01-12T17:00:00Z'
export const week = '2026-W03'

/** What one person does with their weekly message, as they do it in Slack. */
export interface Owner {
  /** The weekly message as it stands. */
  message(): Message
  /** Everything that can be read in it. */
  words(): string
  /** What is said about one key result, and can be pressed there, one block after the other. */
  part(keyResultId: KeyResultId): string
  press(keyResultId: KeyResultId, text: string): Promise<void>
  menu(keyResultId: KeyResultId, choice: string): Promise<void>
  /** What the menu beside a key result offers. */
  choices(keyResultId: KeyResultId): string[]
  /** The form that is open. Throws when there is none. */
  form(): View
  fill(fields: Filled): Promise<{ errors?: Record<string, string> }>
  /** What only this person was told. */
  told(): string[]
}

/** Acme on the first Monday, when Mike has just been asked. */
export async function monday(options: AcmeOptions & { before?: (db: Db) => void } = {}): Promise<{
  acme: RunningAcme
  mike: Owner
  saved(id: KeyResultId, week?: string): CheckIn | null
}> {
  const { before, ...rest } = options
  const acme = await startAcme(rest)
  before?.(acme.database.db)
  await acme.playTo(mikesNine)
  return {
    acme,
    mike: ownerIn(acme, 'mike'),
    saved: (id, of = week) => findCheckIn(acme.database.db, id, of),
  }
}

export function ownerIn(acme: RunningAcme, handle: string): Owner {
  const { workspace } = acme
  const member = workspace.as(handle)
  const message = () => {
    const found = workspace
      .dm(handle)
      .findLast(({ blocks }) => blocks.some(({ block_id }) => aboutItem.test(block_id ?? '')))
    if (!found) throw new Error(`${handle} has no weekly message`)
    return found
  }
  const form = () => {
    const modal = workspace.modal(handle)
    if (!modal) throw new Error(`${handle} has no form open; told: ${told().join(' | ')}`)
    return modal
  }
  const aboutBlock = (id: KeyResultId) =>
    message().blocks.find(({ block_id }) => new RegExp(`^about:\\d+:${id}$`).test(block_id ?? ''))?.block_id ?? id
  const told = () => workspace.ephemerals(handle).map(({ text }) => text)
  return {
    message,
    words: () => wordsOf(message()),
    part(id) {
      const blocks = message().blocks
      const first = blocks.findIndex((block) => wordsOf({ ...message(), blocks: [block] }).startsWith(`*${id}*`))
      const next = blocks.findIndex(
        (block, index) => index > first && /^\*O\d+-KR\d+\*/.test(wordsOf({ ...message(), blocks: [block] })),
      )
      return wordsOf({ ...message(), blocks: blocks.slice(first, next === -1 ? -1 : next) })
    },
    async press(id, text) {
      const { blocks } = message()
      const block = blocks.find(({ block_id }) => new RegExp(`^(answer|saved|skipped):${id}$`).test(block_id ?? ''))
      await member.press(message(), { block_id: block?.block_id ?? `nothing to press for ${id}`, text })
      await acme.settle()
    },
    async menu(id, choice) {
      await member.choose(message(), { block_id: aboutBlock(id), action_id: 'check-in:menu' }, choice)
      await acme.settle()
    },
    choices(id) {
      const block = message().blocks.find(({ block_id }) => block_id === aboutBlock(id))
      const { options = [] } = (block?.['accessory'] ?? {}) as { options?: { text: { text: string } }[] }
      return options.map(({ text }) => text.text)
    },
    form,
    async fill(fields) {
      const acted = await member.submit(form(), fields)
      await acme.settle()
      return acted
    },
    told,
  }
}

/** What only the weekly message has: reminders have the buttons too. */
const aboutItem = /^(about|saved|skipped|dropped):/

/** Whoever has this handle, as our own tables know them. */
export function personId(db: Db, handle: string): number {
  const person = findPersonByReference(db, `${handle}@acme.example`)
  if (!person) throw new Error(`nobody is called ${handle}`)
  return person.id
}

export function changeKeyResult(db: Db, id: KeyResultId, change: Partial<KeyResult>): void {
  saveKeyResult(db, { ...getKeyResult(db, id), ...change }, new Date('2026-01-09T17:00:00Z'))
}

/** Another key result of the first objective, with a KPI of its own. */
export function addKeyResult(db: Db, id: KeyResultId, change: Partial<KeyResult>, kpi: Partial<Kpi> = {}): void {
  const kpiId = `kpi-${id}`
  const empty = { unit: '%', every: null, ownerId: null, baseline: null, target: null, limit: null, isImplicit: true }
  saveKpi(db, { id: kpiId, name: `Measure of ${id}`, ...empty, ...kpi })
  changeKeyResultTo(db, { ...getKeyResult(db, 'O1-KR1'), id, kpiId, ...change })
}

function changeKeyResultTo(db: Db, keyResult: KeyResult): void {
  saveKeyResult(db, keyResult, new Date('2026-01-09T17:00:00Z'))
}

/** Readings of a KPI, `[date, value]`, all known at `known`. */
export function readings(db: Db, kpiId: string, values: readonly (readonly [string, number])[], known: string): void {
  for (const [at, value] of values) {
    const reading = { kpiId, at, value, source: 'billing exports', note: null, recordedBy: null }
    recordReading(db, reading, new Date(known))
  }
}
