import { expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { startAcme } from '../support/app.ts'
import { owe, posting } from '../support/owed.ts'
import { seededRandom } from '../support/seeded-random.ts'

const seed = 20_260_111

it('P4: with Slack away for a day and fifty restarts, everything due arrives once, or is counted as not needed any more', async () => {
  const acme = await startAcme({ now: '2026-01-11T15:00:00Z' })
  // They have met the app before.
  for (const who of ['sarah', 'mike']) owe(acme, `hello:${who}`, who)
  await acme.playTo('2026-01-11T16:00:00Z')
  const before = acme.workspace.calls('chat.postMessage').length
  await acme.workspace.faults.away()
  const random = seededRandom(seed)
  const begins = Date.parse('2026-01-11T17:15:00Z')
  for (let restart = 1; restart <= 50; restart++) {
    await acme.playTo(new Date(begins + (restart - random()) * (24 / 50) * 3_600_000).toISOString())
    await acme.restart({ whileAway: true })
  }
  await acme.playTo('2026-01-12T17:15:00Z')
  expect(acme.workspace.calls('chat.postMessage')).toHaveLength(before)

  await acme.workspace.faults.back()
  await acme.restart()
  await acme.playTo('2026-01-12T18:15:00Z')
  const owed = acme.database.sqlite.prepare('select state, count(*) as n from deliveries group by state').all()
  const states = Object.fromEntries(owed.map((row) => Object.values(row as object)))
  const twice = acme.workspace.duplicatesByMarker().size
  const asked = ['sarah', 'mike'].map((who) =>
    acme.workspace
      .dm(who)
      .map(wordsOf)
      .filter((words) => /how sure are you/.test(words)),
  )
  expect(twice).toBe(0)
  expect(Object.keys(states).filter((state) => !['sent', 'superseded'].includes(state))).toEqual([])
  expect(asked.map(({ length }) => length)).toEqual([1, 1])
  process.stdout.write(`P4: seed ${seed}, 24 h away, 50 restarts: ${JSON.stringify({ ...states, twice })}\n`)
}, 120_000)

it('a question that Slack kept waiting does not come at night, but when its owner works again, and without its reminder', async () => {
  const acme = await startAcme({ now: '2026-01-12T13:00:00Z' })
  // Until two in the morning in New York.
  posting(acme, { kind: 'rate-limited', retryAfter: 17 * 3600 })
  const asked = () => acme.workspace.dm('sarah').filter((message) => wordsOf(message).includes('how sure are you'))
  await acme.playTo('2026-01-13T13:59:00Z')
  expect(asked()).toEqual([])
  await acme.playTo('2026-01-13T14:10:00Z')
  expect(asked()).toHaveLength(1)
  expect(
    acme.workspace
      .dm('sarah')
      .map(wordsOf)
      .filter((words) => words.includes('still open')),
  ).toEqual([])
})
