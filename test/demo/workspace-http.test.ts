import type { App } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { eventually } from '../support/eventually.ts'
import { createAcme, startBolt } from '../support/slack-workspace.ts'

let workspace: SlackWorkspace
let app: App | null = null

afterEach(async () => {
  await app?.stop()
  app = null
  await workspace.stop()
})

/** A workspace that delivers over HTTP to a port that was free a moment ago. */
async function overHttp(options: Parameters<typeof createAcme>[0] = {}): Promise<number> {
  const probe = await createAcme()
  const port = Number(new URL(probe.url).port)
  await probe.stop()
  workspace = await createAcme({
    deliverTo: { kind: 'http', url: `http://127.0.0.1:${port}/slack/events` },
    ...options,
  })
  return port
}

test('over HTTP, commands, presses, forms and events come signed on one path, and answers count', async () => {
  const port = await overHttp()
  app = await startBolt(
    workspace,
    (bolt) => {
      bolt.command('/okr', async ({ ack, client, command }) => {
        await client.views.open({
          trigger_id: command.trigger_id,
          view: {
            type: 'modal',
            callback_id: 'form',
            title: { type: 'plain_text', text: 'Why' },
            submit: { type: 'plain_text', text: 'Send' },
            blocks: [
              {
                type: 'input',
                block_id: 'why',
                label: { type: 'plain_text', text: 'Why' },
                element: { type: 'plain_text_input', action_id: 'text' },
              },
            ],
          },
        })
        await ack(`heard "${command.text}"`)
      })
      bolt.view('form', ({ ack }) => ack({ response_action: 'errors', errors: { why: 'Say more.' } }))
      bolt.message(async ({ message, client }) => {
        await client.chat.postMessage({ channel: message.channel, text: 'I heard you' })
      })
    },
    { httpPort: port },
  )
  const sarah = workspace.as('sarah')
  expect(await sarah.command('retention', '/okr status & more')).toEqual({ ok: true })
  expect(workspace.ephemerals('sarah')[0]?.text).toBe('heard "status &amp; more"')
  const acted = await sarah.submit(workspace.modal('sarah')?.id ?? '', { Why: 'because' })
  expect(acted).toEqual({ ok: false, errors: { why: 'Say more.' } })
  expect((await sarah.message('app', 'hello')).ok).toBe(true)
  await eventually(() => workspace.dm('sarah').map((message) => message.text)).toEqual(['hello', 'I heard you'])
})

test('an app that checks signatures with another secret hears nothing', async () => {
  const port = await overHttp()
  const heard: string[] = []
  const stranger = { ...workspace, signingSecret: 'another secret' }
  app = await startBolt(stranger, (bolt) => bolt.message(async () => void heard.push('a message')), { httpPort: port })
  expect((await workspace.as('sarah').message('app', 'hello')).ok).toBe(false)
  expect(heard).toEqual([])
})

test('an event that is not acknowledged comes three more times, numbered, with the reason', async () => {
  const port = await overHttp({ eventRetries: [0, 0, 0] })
  const heard: unknown[] = []
  const refusing = await startBolt(
    workspace,
    (bolt) => {
      bolt.processEvent = async (event) => {
        heard.push([event.retryNum ?? 0, event.retryReason ?? null])
        throw new Error('the database is full')
      }
    },
    { httpPort: port },
  )
  app = refusing
  expect((await workspace.as('sarah').message('app', 'hello')).ok).toBe(false)
  await eventually(() => heard.length).toBe(4)
  expect(heard).toEqual([
    [0, null],
    [1, 'http_error'],
    [2, 'http_error'],
    [3, 'http_error'],
  ])
})

test('nobody listening is a failed command, and a retried event arrives once the app is back', async () => {
  const port = await overHttp()
  const sarah = workspace.as('sarah')
  expect((await sarah.command('retention', '/okr status')).problem).toContain('dispatch_failed')
  await sarah.message('app', 'hello')
  const heard: string[] = []
  app = await startBolt(workspace, (bolt) => bolt.message(async () => void heard.push('a message')), { httpPort: port })
  await workspace.retryEvents()
  expect(heard).toEqual(['a message'])
})

test('a replay is the same bytes with the same signature, a retry is signed anew', async () => {
  const port = await overHttp()
  const signatures: string[] = []
  app = await startBolt(
    workspace,
    (bolt) => {
      bolt.command('/okr', ({ ack }) => ack())
    },
    { httpPort: port },
  )
  const { receiver } = app as unknown as { receiver: { server: import('node:http').Server } }
  receiver.server.prependListener('request', (request) => {
    signatures.push(String(request.headers['x-slack-signature']), String(request.headers['x-slack-retry-num'] ?? ''))
  })
  await workspace.as('sarah').command('retention', '/okr status')
  await workspace.redeliver(-1, 'replay')
  await workspace.redeliver(-1, 'retry')
  const [first, , replayed, replayedAs, , retriedAs] = signatures
  expect(replayed).toBe(first)
  expect([replayedAs, retriedAs]).toEqual(['', '2'])
})
