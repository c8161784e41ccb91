import { describe, expect, it } from 'vitest'
import { findRequest } from '../../src/storage/requests.ts'
import { startAcme } from '../support/app.ts'
import { personId } from '../support/check-ins.ts'
import { messagesWith, read, remindersOf, summariesIn } from '../support/follow-ups.ts'
import { posting } from '../support/owed.ts'

// Mike in Los Angeles is asked on Monday 12 January at nine; the summary is on Wednesday at 16:00 in New York.
const summaryAt = '2026-01-14T21:00:00Z'
const fridayTen = '2026-01-16T18:00:00Z'

describe('a check-in that could not be sent before its week’s summary (rule 4)', () => {
  it('is not sent any more when the token is mended on Friday: a missed send, which the lead sees', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T16:59:00Z')
    const revoked = acme.workspace.faults.add({ kind: 'error', error: 'token_revoked', times: 100_000 })
    await acme.playTo('2026-01-12T17:10:00Z')
    // Trying every five minutes until Friday would show no more.
    acme.clock.set(fridayTen)
    revoked.remove()
    await acme.playTo('2026-01-16T23:00:00Z')
    expect(messagesWith(acme, 'mike', 'how sure are you?')).toEqual([])
    const { db } = acme.database
    expect(findRequest(db, personId(db, 'mike'), '2026-W03')).toMatchObject({ outcome: 'missed', reason: 'too-late' })
    const words = read(summariesIn(acme, 'retention')[0])
    expect(words).toContain('missed send: Slack did not take it before the summary')
    expect(words).not.toContain('being asked now')
  })

  it('is sent all the same once its owner asks for it', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T16:59:00Z')
    posting(acme, { kind: 'rate-limited', retryAfter: 3 * 24 * 3600 })
    await acme.playTo('2026-01-15T18:00:00Z')
    expect(messagesWith(acme, 'mike', 'how sure are you?')).toEqual([])
    await acme.workspace.as('mike').command('retention', '/okr checkin')
    await acme.playTo('2026-01-15T18:01:00Z')
    expect(messagesWith(acme, 'mike', 'how sure are you?')).toHaveLength(1)
  })

  it('is noted at the hour of the summary, also when Slack asks to wait longer', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T16:59:00Z')
    posting(acme, { kind: 'rate-limited', retryAfter: 4 * 24 * 3600 })
    await acme.playTo(summaryAt)
    const { db } = acme.database
    expect(findRequest(db, personId(db, 'mike'), '2026-W03')?.outcome).toBe('missed')
  })
})

it('a reminder that Slack kept waiting does not come after the summary', async () => {
  const acme = await startAcme()
  await acme.playTo('2026-01-14T16:59:00Z')
  const before = remindersOf(acme, 'mike').length
  posting(acme, { kind: 'rate-limited', retryAfter: 3600 })
  await acme.playTo('2026-01-14T17:30:00Z')
  // Nobody was there to decide the summary in time.
  acme.clock.set('2026-01-15T18:00:00Z')
  await acme.playTo('2026-01-16T23:00:00Z')
  expect(remindersOf(acme, 'mike')).toHaveLength(before)
})
