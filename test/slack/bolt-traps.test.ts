import { describe, expect, it } from 'vitest'
import { startAcme } from '../support/app.ts'
import { mikesNine } from '../support/check-ins.ts'
import { startEdge } from '../support/edge.ts'
import { eventually } from '../support/eventually.ts'
import { messageEvent, send, signedRequest } from '../support/signed-request.ts'
import { onButton, openRows, pressButton } from '../support/slack-things.ts'

/** What Bolt does that would lose or double a click, each held off here. */
describe('Bolt', () => {
  it('acknowledges events before the listener: the delivery is written down before that', async () => {
    const gate = Promise.withResolvers<void>()
    const edge = await startEdge({ register: (app) => app.message(() => gate.promise) })
    expect((await edge.workspace.as('mike').message('app', 'hello')).ok).toBe(true)
    expect(openRows(edge.database)).toBe(1)
    gate.resolve()
    await edge.settle()
    expect(openRows(edge.database)).toBe(0)
  })

  it('runs a listener once for each redelivery: here once in all', async () => {
    let runs = 0
    const edge = await startEdge({ register: (app) => app.message(async () => void runs++) })
    await edge.workspace.as('mike').message('app', 'hello')
    for (let i = 0; i < 3; i++) await edge.workspace.redeliver(-1)
    await edge.settle()
    expect(runs).toBe(1)
  })

  it.each(['socket', 'http'] as const)(
    'answers 200 without a listener when authorize fails: not over %s, and it is done later',
    async (mode) => {
      let runs = 0
      let isBroken = false
      const edge = await startEdge({
        mode,
        identity: () => {
          if (isBroken) throw new Error('the database is locked')
          return { botId: 'B0BOT00000', botUserId: 'U0APPBOT00' }
        },
        register: (app) => app.message(async () => void runs++),
      })
      isBroken = true
      expect((await edge.workspace.as('mike').message('app', 'hello')).ok).toBe(false)
      expect(runs).toBe(0)
      isBroken = false
      edge.clock.advance(10_000)
      await edge.receiving.redrive()
      await edge.workspace.redeliver(-1)
      await edge.settle()
      expect(runs).toBe(1)
    },
  )

  it('P14: loses every click until restart when Slack was away at our start: here they are kept and count', async () => {
    const acme = await startAcme({ mode: 'http' })
    await acme.playTo(mikesNine)
    const message = acme.workspace.lastMessage('mike')
    await acme.workspace.faults.away()
    await acme.restart({ whileAway: true })
    const press = acme.workspace.as('mike').press(message, { block_id: 'answer:O1-KR1', text: '🟢 On track' })
    expect(await press).toEqual({ ok: true })
    await acme.settle()
    const saved = () => acme.database.sqlite.prepare('select count(*) from check_in_versions').pluck().get()
    expect(saved()).toBe(1)
    await acme.workspace.faults.back()
    await acme.playTo('2026-01-12T17:30:00Z')
    expect(JSON.stringify(acme.workspace.lastMessage('mike').blocks)).toContain('Saved 🟢 *On track*')
  })

  it('accepts replays within five minutes: here they have no second effect', async () => {
    let runs = 0
    const edge = await startEdge({ mode: 'http', register: (app) => app.message(async () => void runs++) })
    const genuine = signedRequest(edge.workspace.signingSecret, messageEvent('once'))
    for (let i = 0; i < 3; i++) expect(await send(edge.url, genuine)).toBe(200)
    await edge.settle()
    expect(runs).toBe(1)
  })

  it('accepts timestamps a day ahead: here they are refused', async () => {
    const edge = await startEdge({ mode: 'http', register: () => {} })
    const at = Math.floor(Date.now() / 1000) + 86_400
    expect(await send(edge.url, signedRequest(edge.workspace.signingSecret, messageEvent('x'), { at }))).toBe(401)
  })

  it('does not wait for running listeners when it stops: idle() does', async () => {
    const gate = Promise.withResolvers<void>()
    let isDone = false
    const edge = await startEdge({
      register: (app) =>
        onButton(app, async (ack) => {
          await ack()
          await gate.promise
          isDone = true
        }),
    })
    await pressButton(edge.workspace)
    const restarted = edge.restart()
    await eventually(() => edge.workspace.connections()).toBe(0)
    expect(isDone).toBe(false)
    gate.resolve()
    await restarted
    expect(isDone).toBe(true)
    expect(openRows(edge.database)).toBe(0)
  })
})
