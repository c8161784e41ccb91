import { expect, test } from 'vitest'
import { hasSlot, takeSlot } from '../../src/durable/slots.ts'
import { transact } from '../../src/platform/db.ts'
import { freshDatabase } from '../support/database.ts'

const monday = new Date('2026-01-12T09:00:00Z')

test('an occurrence is taken once, each local date is its own', () => {
  const { db } = freshDatabase()
  expect(hasSlot(db, 'report:churn', '2026-01-12')).toBe(false)
  expect(takeSlot(db, 'report:churn', '2026-01-12', monday)).toBe(true)
  expect(takeSlot(db, 'report:churn', '2026-01-12', monday)).toBe(false)
  expect(hasSlot(db, 'report:churn', '2026-01-12')).toBe(true)
  expect(takeSlot(db, 'report:churn', '2026-01-13', monday)).toBe(true)
  expect(takeSlot(db, 'report:growth', '2026-01-12', monday)).toBe(true)
})

test('an occurrence whose work fails is not taken', () => {
  const { db } = freshDatabase()
  const work = () =>
    transact(db, (tx) => {
      takeSlot(tx, 'report:churn', '2026-01-12', monday)
      throw new Error('no')
    })
  expect(work).toThrow('no')
  expect(hasSlot(db, 'report:churn', '2026-01-12')).toBe(false)
})
