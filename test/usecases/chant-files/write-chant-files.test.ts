import { describe, expect, it } from 'vitest'
import type { ChantWriter, FilesOrder, FilesWritten } from '../../../src/domain/chant-writing.ts'
import { transact } from '../../../src/platform/db.ts'
import { findChantFiles } from '../../../src/storage/approvals/chant-files.ts'
import { getDelivery } from '../../../src/storage/deliveries.ts'
import { ensurePerson } from '../../../src/storage/people.ts'
import { orderFiles } from '../../../src/usecases/chant-files/order-files.ts'
import { tryFilesAgain } from '../../../src/usecases/chant-files/try-again.ts'
import { filesKey, filesWaitKey, writeChantFiles } from '../../../src/usecases/chant-files/write-chant-files.ts'
import { whyNotWanted } from '../../../src/usecases/why-not-wanted.ts'
import { freshDatabase } from '../../support/database.ts'
import { fixedClock } from '../../support/slack-workspace.ts'

const begins = '2026-01-12T15:00:00Z'
const path = '.chant/context/churn/2026-01-12-notes.md'

/** An order of Sarah's for one digest, and a writer that answers as it is told. */
function ordered(answers: (order: FilesOrder, count: number) => FilesWritten) {
  const { db } = freshDatabase()
  const clock = fixedClock(begins)
  const by = ensurePerson(db, 'sarah@acme.example')
  const orders: FilesOrder[] = []
  const readAgain: string[] = []
  const writer: ChantWriter = {
    async commitFiles(order) {
      orders.push(order)
      return answers(order, orders.length)
    },
    decide: () => Promise.reject(new Error('nobody decides here')),
    problem: () => Promise.resolve(null),
  }
  const order = {
    repository: 'acme',
    kind: 'digest' as const,
    title: 'Notes',
    files: [{ path, text: 'x', ifThere: 'keep' as const }],
    message: 'Add digest churn/2026-01-12-notes.md',
    personId: by,
    approvalId: null,
    specId: null,
    askedAt: clock.now(),
  }
  const id = transact(db, (tx) => orderFiles(tx, order, clock.now()))
  const options = { db, clock, writer, readAgain: async (name: string) => void readAgain.push(name) }
  return { db, clock, by, orders, readAgain, id, write: () => writeChantFiles(options, id) }
}

const written: FilesWritten = { kind: 'written', commit: '1a2b3c4d' }
const later: FilesWritten = { kind: 'later', problem: 'A merge is under way.' }

describe('writing files for somebody', () => {
  it('records the commit, reads the project again and owes one message, however often it runs', async () => {
    const { db, by, orders, readAgain, id, write } = ordered(() => written)
    expect(await write()).toEqual({ kind: 'done' })
    expect(await write()).toEqual({ kind: 'done' })
    expect(orders).toHaveLength(1)
    expect(orders[0]?.author).toEqual({ name: 'sarah@acme.example', email: 'sarah@acme.example' })
    expect(findChantFiles(db, id)).toMatchObject({ state: 'written', commit: '1a2b3c4d', problem: null })
    expect(readAgain).toEqual(['acme'])
    expect(getDelivery(db, filesKey(id))).toMatchObject({ personId: by, notice: { kind: 'chant-files', id } })
    expect(getDelivery(db, filesWaitKey(id))).toBeUndefined()
  })

  it('waits longer and longer for what stands in the way, says so once, and tells when it is done', async () => {
    const { db, clock, id, write } = ordered((_, count) => (count < 4 ? later : written))
    const waits: number[] = []
    for (let next = await write(); next.kind === 'snooze'; next = await write()) {
      waits.push((next.until.getTime() - clock.now().getTime()) / 1000)
      expect(findChantFiles(db, id)).toMatchObject({ state: 'telling', problem: 'A merge is under way.' })
      expect(whyNotWanted(db, { kind: 'chant-files-wait', id }, clock.now())).toBeNull()
      clock.set(next.until.toISOString())
    }
    expect(waits).toEqual([30, 30, 60])
    expect(findChantFiles(db, id)).toMatchObject({ state: 'written', problem: null })
    expect(getDelivery(db, filesKey(id))).toBeDefined()
    expect(whyNotWanted(db, { kind: 'chant-files-wait', id }, clock.now())).not.toBeNull()
  })

  it('asks at most every 15 minutes, and after a day waits for a person', async () => {
    const { db, clock, id, orders, write } = ordered(() => later)
    let next = await write()
    while (next.kind === 'snooze') {
      expect(next.until.getTime() - clock.now().getTime()).toBeLessThanOrEqual(15 * 60_000)
      clock.set(next.until.toISOString())
      next = await write()
    }
    expect(clock.now().getTime() - new Date(begins).getTime()).toBeGreaterThanOrEqual(24 * 3_600_000)
    expect(orders.length).toBeLessThan(110)
    expect(findChantFiles(db, id)).toMatchObject({ state: 'stuck', problem: 'A merge is under way.' })
    expect(getDelivery(db, filesKey(id))).toBeDefined()
  })

  it('stops at what no waiting helps against, and tries again when whoever asked says so, nobody else', async () => {
    const { db, clock, by, id, write } = ordered((_, count) =>
      count === 1 ? { kind: 'refused', problem: 'The folder is a link.' } : written,
    )
    expect(await write()).toEqual({ kind: 'done' })
    expect(findChantFiles(db, id)).toMatchObject({ state: 'stuck', problem: 'The folder is a link.' })
    const mike = ensurePerson(db, 'mike@acme.example')
    expect(tryFilesAgain(db, { id, by: mike, inboxKey: 'a' }, clock.now()).kind).toBe('refused')
    expect(tryFilesAgain(db, { id, by, inboxKey: 'b' }, clock.now())).toEqual({ kind: 'trying' })
    expect(tryFilesAgain(db, { id, by, inboxKey: 'c' }, clock.now()).kind).toBe('refused')
    await write()
    expect(findChantFiles(db, id)).toMatchObject({ state: 'written', problem: null })
  })

  it('takes the next name for a digest when somebody was faster by a moment, and touches nothing of theirs', async () => {
    const { db, id, orders, write } = ordered((order) =>
      order.files[0]?.path === path ? { kind: 'taken', path } : written,
    )
    expect((await write()).kind).toBe('snooze')
    await write()
    expect(orders.at(-1)?.files).toEqual([{ path: path.replace('.md', '-2.md'), text: 'x', ifThere: 'keep' }])
    expect(findChantFiles(db, id)?.files[0]?.path).toBe('.chant/context/churn/2026-01-12-notes-2.md')
  })
})
