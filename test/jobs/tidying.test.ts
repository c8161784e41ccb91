import { expect, it } from 'vitest'
import { claim } from '../../src/durable/claim.ts'
import { enqueue } from '../../src/durable/enqueue.ts'
import { finishReceived, receive } from '../../src/durable/inbox.ts'
import { settle } from '../../src/durable/settle.ts'
import { tidying } from '../../src/jobs/tidying.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { saveDraft } from '../../src/storage/drafts.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { freshDatabase } from '../support/database.ts'

it('forgets each night what can matter no more, once, and keeps what is not done', () => {
  const { db, sqlite } = freshDatabase()
  const then = new Date('2026-01-05T12:00:00Z')
  receive(db, { key: 'done', source: 'slack', body: {} }, then)
  receive(db, { key: 'open', source: 'slack', body: {} }, then)
  finishReceived(db, 'done', then)
  for (const key of ['done', 'open']) enqueue(db, { kind: 'x', args: {}, key, runAt: then }, then)
  const [first] = claim(db, then, 1)
  if (first) settle(db, first, { kind: 'done' }, then)
  const sarah = ensurePerson(db, 'sarah@acme.example')
  saveDraft(db, sarah, 'long ago', { fields: {}, savedAt: then })
  saveDraft(db, sarah, 'lately', { fields: {}, savedAt: new Date('2026-02-10T12:00:00Z') })

  const entry = tidying(db, silentLogger)
  const soon = new Date('2026-01-06T02:00:00Z')
  expect(entry.dueAt(soon)).toEqual(new Date('2026-01-06T03:30:00Z'))
  const later = new Date('2026-02-20T03:30:00Z')
  expect(entry.dueAt(later)).toEqual(later)
  entry.run(later)
  expect(sqlite.prepare('select key from inbox').pluck().all()).toEqual(['open'])
  expect(sqlite.prepare('select key from jobs').pluck().all()).toEqual(['open'])
  expect(sqlite.prepare('select about from drafts').pluck().all()).toEqual(['lately'])
  expect(entry.dueAt(later)).toEqual(new Date('2026-02-21T03:30:00Z'))
})
