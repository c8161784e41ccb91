import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { finishReceived } from '../../src/durable/inbox.ts'
import { receivedIn } from '../../src/slack/edge.ts'
import { startEdge } from '../support/edge.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { onButton, openRows, plain, post } from '../support/slack-things.ts'

const seed = 20_260_112
const clicks = 40

it.each(['socket', 'http'] as const)(
  'P12: over %s each delivery comes one to four times, in any order, at once and across restarts, and has one effect',
  async (mode) => {
    const folder = mkdtempSync(join(tmpdir(), 'okr-redeliveries-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const random = seededRandom(seed)
    const effects = new Map<string, number>()
    const edge = await startEdge({
      mode,
      file: join(folder, 'okr.sqlite'),
      register: (app) =>
        onButton(app, async (ack, context, body) => {
          await ack()
          // Some change something in a transaction of their own, some nothing at all.
          const { trigger_id, actions } = body as { trigger_id: string; actions: { value: string }[] }
          if (Number(actions[0]?.value) % 2)
            finishReceived(edge.database.db, receivedIn(context).inboxKey, edge.clock.now())
          effects.set(trigger_id, (effects.get(trigger_id) ?? 0) + 1)
        }),
    })
    const buttons = [0, 1].map((n) => ({ type: 'button', action_id: `go:${n}`, text: plain(`${n}`), value: `${n}` }))
    const message = await post(edge.workspace, buttons)
    for (let n = 0; n < clicks; n++) await edge.workspace.as('mike').press(message, { text: `${n % 2}` })

    const again = edge.workspace
      .deliveries()
      .flatMap(({ kind, number }) =>
        kind === 'interactive' ? Array<number>(Math.floor(random() * 4)).fill(number) : [],
      )
    again.sort(() => random() - 0.5)
    for (let first = 0; first < again.length; first += 12) {
      await Promise.all(again.slice(first, first + 12).map((number) => edge.workspace.redeliver(number)))
      edge.clock.advance(61_000)
      if (random() < 0.4) await edge.restart()
    }
    await edge.settle()
    expect([...effects.values()]).toEqual(Array(clicks).fill(1))
    expect(openRows(edge.database)).toBe(0)
    process.stdout.write(`P12: seed ${seed}, ${mode}: ${clicks} clicks, ${again.length} again, each one effect\n`)
  },
  60_000,
)
