import { describe, expect, it } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { finishReceived } from '../../src/durable/inbox.ts'
import { receivedIn } from '../../src/slack/edge.ts'
import { parseSubmitted } from '../../src/slack/payloads/forms.ts'
import { startEdge } from '../support/edge.ts'
import { eventually } from '../support/eventually.ts'
import {
  collectingLogger,
  formOf,
  onButton,
  onForm,
  openForm,
  openRows,
  plain,
  post,
  pressButton,
} from '../support/slack-things.ts'

const modes = ['socket', 'http'] as const

describe.each(modes)('over %s', (mode) => {
  it('P12: an event that comes many times, at once, one after the other and after a restart, has one effect', async () => {
    const heard: string[] = []
    const edge = await startEdge({
      mode,
      register: (app) => app.message(async ({ message }) => void heard.push(message.ts)),
    })
    await edge.workspace.as('mike').message('app', 'hello')
    await Promise.all([1, 2, 3].map(() => edge.workspace.redeliver(-1)))
    await edge.settle()
    await edge.workspace.redeliver(-1)
    await edge.restart()
    expect(await edge.workspace.redeliver(-1)).toMatchObject({ ok: true })
    await edge.settle()
    expect(heard).toHaveLength(1)
  })

  it('P12: a click that comes again while its listener still runs has one effect, and both are acknowledged', async () => {
    const gate = Promise.withResolvers<void>()
    let runs = 0
    const edge = await startEdge({
      mode,
      register: (app) =>
        onButton(app, async (ack) => {
          await ack()
          runs++
          await gate.promise
        }),
    })
    await pressButton(edge.workspace)
    expect(await edge.workspace.redeliver(-1, 'replay')).toMatchObject({ ok: true })
    gate.resolve()
    await edge.settle()
    expect(runs).toBe(1)
  })

  it('P12: a form that comes twice hears both times what was decided', async () => {
    const gate = Promise.withResolvers<void>()
    let decided = 0
    const edge = await startEdge({
      mode,
      register: (app) =>
        onForm(app, async (ack, context) => {
          decided++
          await gate.promise
          receivedIn(context).refused = true
          await ack({ response_action: 'errors', errors: { why: 'Say more.' } })
        }),
    })
    await openForm(edge.workspace)
    const first = edge.workspace.as('mike').submit(formOf(edge.workspace), { why: 'because' })
    await eventually(() => decided).toBe(1)
    const second = edge.workspace.redeliver(-1)
    gate.resolve()
    expect(await first).toEqual({ ok: false, errors: { why: 'Say more.' } })
    expect(await second).toEqual({ ok: true, payload: { response_action: 'errors', errors: { why: 'Say more.' } } })
  })

  it('waits with a form that is sent again for that form alone, whatever else still runs', async () => {
    const slowly = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    let arrived = 0
    let pressed = false
    let decided = 0
    const edge = await startEdge({
      mode,
      register: (app) => {
        const door = app.processEvent.bind(app)
        app.processEvent = (event) => {
          arrived++
          return door(event)
        }
        onButton(app, async (ack) => {
          await ack()
          pressed = true
          await slowly.promise
        })
        onForm(app, async (ack, context) => {
          decided++
          await gate.promise
          receivedIn(context).refused = true
          await ack({ response_action: 'errors', errors: { why: 'Say more.' } })
        })
      },
    })
    await openForm(edge.workspace)
    await pressButton(edge.workspace)
    await eventually(() => pressed).toBe(true)
    const first = edge.workspace.as('mike').submit(formOf(edge.workspace), { why: 'because' })
    await eventually(() => decided).toBe(1)
    const before = arrived
    const second = edge.workspace.redeliver(-1)
    await eventually(() => arrived).toBe(before + 1)
    gate.resolve()
    const answers = [await first, await second]
    slowly.resolve()
    expect(answers).toMatchObject([{ ok: false }, { ok: true, payload: { errors: { why: 'Say more.' } } }])
  })

  it('P13: what cannot be written down is not acknowledged, and Slack’s next attempt counts', async () => {
    const heard: string[] = []
    const edge = await startEdge({
      mode,
      register: (app) => app.message(async ({ message }) => void heard.push(message.ts)),
    })
    edge.database.sqlite.exec(
      "create temp trigger full before insert on inbox begin select raise(abort, 'disk full'); end",
    )
    expect((await edge.workspace.as('mike').message('app', 'hello')).ok).toBe(false)
    expect(heard).toEqual([])
    edge.database.sqlite.exec('drop trigger full')
    expect(await edge.workspace.redeliver(-1)).toMatchObject({ ok: true })
    await edge.settle()
    expect(heard).toHaveLength(1)
  })

  it('P13: an event whose listener failed is kept, driven again, and ends with one effect', async () => {
    const tries: boolean[] = []
    const edge = await startEdge({
      mode,
      register: (app) =>
        app.message(async ({ context }) => {
          tries.push(receivedIn(context).redriven)
          if (tries.length === 1) throw new Error('the first time fails')
        }),
    })
    await edge.workspace.as('mike').message('app', 'hello')
    await edge.settle()
    expect(openRows(edge.database)).toBe(1)
    edge.clock.advance(10_000)
    await edge.receiving.redrive()
    await edge.settle()
    expect(tries).toEqual([false, true])
    expect(openRows(edge.database)).toBe(0)
  })

  it('tells whoever pressed a button whose listener failed, privately and once, and tries it again', async () => {
    const log: string[] = []
    let runs = 0
    const edge = await startEdge({
      mode,
      log: collectingLogger(log),
      register: (app) =>
        onButton(app, async (ack) => {
          await ack()
          runs++
          if (runs < 3) throw new Error('not yet')
        }),
    })
    expect(await pressButton(edge.workspace)).toEqual({ ok: true })
    await edge.settle()
    for (let i = 0; i < 4; i++) {
      edge.clock.advance(60_000)
      await edge.receiving.redrive()
      await edge.settle()
    }
    expect(runs).toBe(3)
    expect(openRows(edge.database)).toBe(0)
    const [told, ...more] = edge.workspace.ephemerals('mike')
    expect(more).toEqual([])
    const reference = /number: (\w{8})\./.exec(told?.text ?? '')?.[1]
    expect(told?.text).toContain('I keep trying')
    expect(log.join()).toContain(`"reference":"${reference}"`)
  })

  it('answers a form whose listener failed in the form, which keeps what was typed, and tries it again', async () => {
    let runs = 0
    const edge = await startEdge({
      mode,
      register: (app) =>
        onForm(app, async (ack) => {
          runs++
          if (runs === 1) throw new Error('a bug')
          await ack()
        }),
    })
    await openForm(edge.workspace)
    const failed = await edge.workspace.as('mike').submit(formOf(edge.workspace), { why: 'because' })
    expect(failed.errors?.['why']).toMatch(
      /not saved yet\. I keep trying; you can also send it again\..* number: \w{8}\.$/,
    )
    edge.clock.advance(10_000)
    await edge.receiving.redrive()
    await edge.settle()
    expect(runs).toBe(2)
    // Sent again by hand all the same: that is the same form, and it closes.
    expect(await edge.workspace.as('mike').submit(formOf(edge.workspace))).toEqual({ ok: true })
    expect(runs).toBe(2)
    expect(edge.workspace.modal('mike')).toBeNull()
  })

  it('takes a form that is sent again in the place of what failed of it before', async () => {
    const saved: (string | null)[] = []
    let isBroken = true
    const edge = await startEdge({
      mode,
      register: (app) =>
        onForm(app, async (ack, _context, body) => {
          if (isBroken) throw new Error('not yet')
          saved.push(parseSubmitted(body).fields['why'] ?? null)
          await ack()
        }),
    })
    await openForm(edge.workspace)
    await edge.workspace.as('mike').submit(formOf(edge.workspace), { why: 'because' })
    isBroken = false
    await edge.workspace.as('mike').submit(formOf(edge.workspace), { why: 'because of billing' })
    edge.clock.advance(3_600_000)
    await edge.receiving.redrive()
    expect(saved).toEqual(['because of billing'])
  })

  it('answers a command whose listener failed', async () => {
    const edge = await startEdge({
      mode,
      register: (app) =>
        app.command('/okr', async () => {
          throw new Error('a bug')
        }),
    })
    expect(await edge.workspace.as('mike').command('general', '/okr status')).toEqual({ ok: true })
    expect(edge.workspace.ephemerals('mike')[0]?.text).toMatch(/^Something went wrong on my side\..*number: \w{8}\.$/)
  })

  it('says a reason that is meant for people as it is', async () => {
    const edge = await startEdge({
      mode,
      register: (app) =>
        app.command('/okr', async () => {
          throw new Problem('Slack does not tell me who you are. Please try again in a minute.')
        }),
    })
    await edge.workspace.as('mike').command('general', '/okr status')
    expect(edge.workspace.ephemerals('mike')[0]?.text).toBe(
      'Slack does not tell me who you are. Please try again in a minute.',
    )
  })

  it('tells whoever presses what nobody listens to any more', async () => {
    const edge = await startEdge({ mode, register: () => {} })
    expect(await pressButton(edge.workspace)).toEqual({ ok: true })
    await eventually(() => edge.workspace.ephemerals('mike').map(({ text }) => text)).toEqual([
      'This is from another version of me and does nothing any more. My Home tab shows what there is now.',
    ])
    await openForm(edge.workspace)
    const sent = await edge.workspace.as('mike').submit(formOf(edge.workspace), { why: 'because' })
    expect(sent.errors?.['why']).toContain('from another version of me')
  })

  it('keeps quiet about links and menus that nobody listens to', async () => {
    const edge = await startEdge({ mode, register: () => {} })
    const message = await post(edge.workspace, [
      { type: 'button', action_id: 'link', text: plain('Open'), url: 'https://acme.example' },
      { type: 'static_select', action_id: 'kind', options: [{ text: plain('One'), value: '1' }] },
    ])
    expect(await edge.workspace.as('mike').press(message, 'link')).toEqual({ ok: true })
    expect(await edge.workspace.as('mike').choose(message, 'kind', '1')).toEqual({ ok: true })
    await edge.settle()
    expect(edge.workspace.ephemerals('mike')).toEqual([])
  })

  it('S14: takes sixty clicks a minute from one person, not a thousand, and says so once', async () => {
    let effects = 0
    const edge = await startEdge({
      mode,
      register: (app) =>
        onButton(app, async (ack) => {
          await ack()
          effects++
        }),
    })
    const go = { type: 'button', action_id: 'go', text: plain('Go'), value: '1' }
    const message = await post(edge.workspace, [go], 'general')
    const press = (who: string) => edge.workspace.as(who).press(message, 'go')
    for (let i = 0; i < 60; i++) expect(await press('mike')).toEqual({ ok: true })
    const later = await Promise.all(Array.from({ length: 940 }, () => press('mike')))
    expect(later.filter(({ ok }) => ok).length).toBeLessThanOrEqual(60)
    await edge.settle()
    expect(effects).toBeLessThanOrEqual(120)
    expect(edge.workspace.ephemerals('mike').map(({ text }) => text)).toEqual([
      'That was more than I take from one person in a minute. Please wait a minute and try again.',
    ])
    expect((await press('sarah')).ok).toBe(true)
    edge.clock.advance(60_000)
    expect((await press('mike')).ok).toBe(true)
  }, 60_000)
})

describe('what was kept', () => {
  it('is given up after hours of failing, and whoever did it and the admins can be told', async () => {
    const givenUp: object[] = []
    const edge = await startEdge({
      onGivenUp: (_tx, given) => givenUp.push(given),
      register: (app) =>
        onButton(app, async (ack) => {
          await ack()
          throw new Error('for ever')
        }),
    })
    await pressButton(edge.workspace)
    await edge.settle()
    for (let hour = 0; hour < 20; hour++) {
      edge.clock.advance(4_000_000)
      await edge.receiving.redrive()
    }
    expect(givenUp).toMatchObject([{ person: 'U0MIKE0000', asking: 'press', problem: 'for ever' }])
    expect(openRows(edge.database)).toBe(0)
  })

  it('P12: is not done twice when Slack delivers it again while it is being driven again', async () => {
    const effects: string[] = []
    const gate = Promise.withResolvers<void>()
    let isBroken = true
    const edge = await startEdge({
      register: (app) =>
        app.message(async ({ message, context }) => {
          if (isBroken) throw new Error('not yet')
          const { text } = message as { text: string }
          if (text === 'first') await gate.promise
          effects.push(text)
          finishReceived(edge.database.db, receivedIn(context).inboxKey, edge.clock.now())
        }),
    })
    await edge.workspace.as('mike').message('app', 'first')
    await edge.workspace.as('mike').message('app', 'second')
    await edge.settle()
    isBroken = false
    edge.clock.advance(10_000)
    const driving = edge.receiving.redrive()
    // The first hangs; meanwhile Slack's own retry of the second arrives.
    await edge.workspace.redeliver(-1)
    gate.resolve()
    await driving
    await edge.settle()
    expect(effects.toSorted()).toEqual(['first', 'second'])
  })

  it('is driven again in the order of each person’s clicks, and nobody waits for somebody else’s', async () => {
    const effects: string[] = []
    const gate = Promise.withResolvers<void>()
    let isBroken = true
    const edge = await startEdge({
      register: (app) =>
        onButton(app, async (ack, context, body) => {
          await ack()
          if (isBroken) throw new Error('not yet')
          const { user, actions } = body as { user: { id: string }; actions: { value: string }[] }
          if (user.id === 'U0MIKE0000' && actions[0]?.value === '1') await gate.promise
          effects.push(`${user.id} ${actions[0]?.value}`)
          finishReceived(edge.database.db, receivedIn(context).inboxKey, edge.clock.now())
        }),
    })
    const message = await post(
      edge.workspace,
      ['1', '2'].map((value) => ({ type: 'button', action_id: `go:${value}`, text: plain(value), value })),
      'general',
    )
    for (const who of ['mike', 'sarah']) {
      for (const text of ['1', '2']) await edge.workspace.as(who).press(message, { text })
    }
    await edge.settle()
    isBroken = false
    edge.clock.advance(10_000)
    const driving = edge.receiving.redrive()
    await eventually(() => effects).toEqual(['U0SARAH000 1', 'U0SARAH000 2'])
    gate.resolve()
    await driving
    expect(effects.slice(2)).toEqual(['U0MIKE0000 1', 'U0MIKE0000 2'])
  })
})
