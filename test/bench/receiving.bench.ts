import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { App, HTTPReceiver } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { finishReceived } from '../../src/durable/inbox.ts'
import { transact } from '../../src/platform/db.ts'
import { receivedIn } from '../../src/slack/edge.ts'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { bundleApp } from '../support/app-bundle.ts'
import { startEdge } from '../support/edge.ts'
import { eventually } from '../support/eventually.ts'
import { signedRequest } from '../support/signed-request.ts'
import { onButton } from '../support/slack-things.ts'
import { createAcme, silent } from '../support/slack-workspace.ts'
import { startVictim } from '../support/victim.ts'

const secret = 'local-signing-secret'
const [rounds, perRound, atOnce] = [7, 400, 16]

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'okr-bench-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Bolt as its documentation has it, that writes one row before it acknowledges. */
async function startBare(): Promise<string> {
  const { sqlite, close } = openDatabase(join(newFolder(), 'bare.sqlite'))
  sqlite.exec('create table rows (body text not null) strict')
  const insert = sqlite.prepare('insert into rows (body) values (?)')
  const receiver = new HTTPReceiver({ signingSecret: secret, port: 0, logger: silent })
  const app = new App({ receiver, token: 'xoxb-x', botId: 'B1', botUserId: 'U1', logger: silent })
  app.action('go', async ({ ack, body }) => {
    insert.run(JSON.stringify(body))
    await ack()
  })
  const server = (await app.start()) as { address(): { port: number } }
  onTestFinished(async () => {
    await app.stop()
    close()
  })
  return `http://127.0.0.1:${server.address().port}/slack/events`
}

/**
 * Our edge. `changes`: the listener's use case commits a transaction of its own, as an answer that is saved does; else
 * nothing changes, and the delivery's mark is written with others.
 */
async function startOurs(changes: boolean): Promise<string> {
  const edge = await startEdge({
    mode: 'http',
    file: join(newFolder(), 'ours.sqlite'),
    register: (app) =>
      onButton(app, async (ack, context) => {
        await ack()
        const { inboxKey } = receivedIn(context)
        if (changes) transact(edge.database.db, (tx) => finishReceived(tx, inboxKey, edge.clock.now()))
      }),
  })
  return edge.url
}

let presses = 0

/** A press as Slack sends it, of somebody of their own: nobody presses four hundred times a minute. */
function press() {
  const n = ++presses
  const action = { action_id: 'go', type: 'button', block_id: 'b', value: String(n) }
  const message = { type: 'message', text: 'x'.repeat(1500), ts: '1.1' }
  const payload = {
    type: 'block_actions',
    user: { id: `U${n}` },
    team: { id: 'T1' },
    trigger_id: `${n}.1`,
    message,
    actions: [action],
  }
  return signedRequest(secret, payload, { asForm: true })
}

async function load(url: string): Promise<{ perSecond: number; took: number[] }> {
  const workerData = { url, requests: Array.from({ length: perRound }, press), atOnce }
  const worker = new Worker(new URL('./load-thread.ts', import.meta.url), { workerData })
  const { took, seconds } = await new Promise<{ took: number[]; seconds: number }>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  return { perSecond: perRound / seconds, took }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

test('P21 acknowledged requests a second: at least 0.8 × a bare Bolt app that commits one row, p50 at most 1.5 ×', async () => {
  const urls = { bare: await startBare(), ours: await startOurs(false), changing: await startOurs(true) }
  type Name = keyof typeof urls
  const names = Object.keys(urls) as Name[]
  const turns: Record<Name, Awaited<ReturnType<typeof load>>[]> = { bare: [], ours: [], changing: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) turns[name].push(await load(urls[name]))
  }
  // The first turn of each warms up.
  const perSecond = (name: Name) => median(turns[name].slice(1).map((turn) => turn.perSecond))
  const p50 = (name: Name) => median(turns[name].slice(1).flatMap((turn) => turn.took))
  for (const name of names) {
    const ratio = (perSecond(name) / perSecond('bare')).toFixed(2)
    const slower = (p50(name) / p50('bare')).toFixed(2)
    process.stdout.write(`P21 ${name}: ${perSecond(name).toFixed(0)}/s, ${ratio} × bare; p50 ${slower} ×\n`)
  }
  // A bare app that saves what was pressed would commit twice too: "changing" is printed, and held to nothing.
  expect(perSecond('ours') / perSecond('bare')).toBeGreaterThanOrEqual(0.8)
  expect(p50('ours') / p50('bare')).toBeLessThanOrEqual(1.5)
}, 120_000)

test('from the start of the process to its first acknowledgement', async () => {
  const deliverTo = { kind: 'http' as const, url: 'http://127.0.0.1:9/' }
  const workspace = await createAcme({ deliverTo })
  const file = join(newFolder(), 'okr.sqlite')
  const database = openDatabase(file)
  migrateDatabase(database)
  database.close()
  const bundle = await bundleApp()
  onTestFinished(async () => {
    bundle.remove()
    await workspace.stop()
  })
  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    const began = performance.now()
    const victim = startVictim({ bundle, workspace, file, offsetMs: 0, overHttp: true })
    deliverTo.url = `http://127.0.0.1:${await victim.ready}/slack/events`
    await eventually(() => workspace.calls('auth.test').length).toBeGreaterThan(i)
    expect(await workspace.as('mike').command('general', '/okr help')).toEqual({ ok: true })
    times.push(performance.now() - began)
    await victim.kill()
  }
  process.stdout.write(`start to first acknowledgement, from one bundled file: ${median(times).toFixed(0)} ms\n`)
}, 120_000)
