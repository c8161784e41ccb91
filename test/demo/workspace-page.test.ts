import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Acted, Conversation, HomeView, Snapshot } from '../../src/demo/page-api.ts'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { eventually } from '../support/eventually.ts'
import { createAcme, startBolt } from '../support/slack-workspace.ts'

let workspace: SlackWorkspace
let app: App
let folder: string
const steps: string[] = []

beforeEach(async () => {
  const outer = mkdtempSync(join(tmpdir(), 'okr-page-'))
  folder = join(outer, 'page')
  mkdirSync(folder)
  writeFileSync(join(outer, 'beside.html'), 'not to be served')
  writeFileSync(join(folder, 'index.html'), '<h1>Acme</h1>')
  const channels = [{ name: 'retention' }, { name: 'kpi-churn' }]
  workspace = await createAcme({ channels, pageFolder: folder, onClock: async (step) => void steps.push(step) })
  app = await startBolt(workspace, (bolt) => {
    bolt.command('/okr', async ({ ack, command, client }) => {
      await ack('on it')
      await client.views.open({
        trigger_id: command.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: plain('Why'),
          submit: plain('Send'),
          blocks: [
            {
              type: 'input',
              block_id: 'why',
              label: plain('Why'),
              element: { type: 'plain_text_input', action_id: 'text' },
            },
            {
              type: 'input',
              block_id: 'kr',
              optional: true,
              label: plain('Key result'),
              element: { type: 'external_select', action_id: 'key_result', min_query_length: 0 },
            },
          ],
        },
      })
    })
    bolt.view('form', ({ ack }) => ack({ response_action: 'errors', errors: { why: 'Say more.' } }))
    bolt.options('key_result', ({ ack, payload }) =>
      ack({ options: [{ text: plain(`${payload.value}-KR1`), value: '1' }] }),
    )
    bolt.action('go', async ({ ack, body, client }) => {
      await ack()
      await client.chat.postMessage({ channel: body.user.id, text: 'went' })
    })
    bolt.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } })
    })
  })
})

afterEach(async () => {
  await app.stop()
  await workspace.stop()
  rmSync(dirname(folder), { recursive: true })
})

async function get<T>(path: string): Promise<T> {
  return (await fetch(`${workspace.url}/demo/api/${path}`)).json() as Promise<T>
}

async function post<T = Acted>(name: string, body: object, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(`${workspace.url}/demo/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return response.json() as Promise<T>
}

const sarah = 'U0SARAH000'

test('the snapshot is what one member sees: people, conversations, commands, what is open', async () => {
  const snapshot = await get<Snapshot>(`workspace?as=${sarah}`)
  expect(snapshot).toMatchObject({
    team: 'Acme',
    now: '2026-01-09T17:00:00.000Z',
    passing: false,
    me: { id: sarah, name: 'Sarah', zone: 'America/New_York', avatar: `/avatars/${sarah}.svg` },
    conversations: [
      { id: 'C0RETENTIO', name: 'retention', kind: 'channel', unread: 0 },
      { id: 'C0KPICHURN', name: 'kpi-churn', kind: 'channel', unread: 0 },
      { id: 'D0SARAH000', name: 'okr', kind: 'app-dm', unread: 0 },
    ],
    modals: [],
    app: { userId: 'U0APPBOT00', name: 'okr', connected: true },
    commands: [{ command: '/okr' }],
  })
  expect(snapshot.people.map((person) => person.handle)).toEqual(['sarah', 'mike', 'ana', 'jonas', 'priya'])
  expect((await get<Snapshot>('workspace')).me.handle).toBe('sarah')
})

test('a command, its form, its suggestions and its errors go all the way and back', async () => {
  expect(await post('command', { as: sarah, channel: 'C0RETENTIO', text: '/okr status' })).toEqual({ ok: true })
  const { messages } = await get<Conversation>(`conversation?as=${sarah}&id=C0RETENTIO`)
  expect(messages).toMatchObject([{ text: 'on it', ephemeral: true, edited: false }])
  await eventually(async () => (await get<Snapshot>(`workspace?as=${sarah}`)).modals.length).toBe(1)
  const [form] = (await get<Snapshot>(`workspace?as=${sarah}`)).modals
  expect(form).toMatchObject({ callbackId: 'form', title: 'Why', submit: 'Send', close: null, errors: {} })
  const asked = `suggestions?as=${sarah}&view=${form?.id}&block_id=kr&action_id=key_result&value=O1`
  expect(await get(asked)).toEqual({ options: [{ text: plain('O1-KR1'), value: '1' }] })
  const state = { why: { text: { type: 'plain_text_input', value: 'because' } } }
  const acted = await post('submit', { as: sarah, view: form?.id, state })
  expect(acted).toEqual({ ok: false, errors: { why: 'Say more.' } })
  expect((await get<Snapshot>(`workspace?as=${sarah}`)).modals[0]?.errors).toEqual({ why: 'Say more.' })
  expect(await post('close', { as: sarah, view: form?.id })).toEqual({ ok: true })
  expect((await get<Snapshot>(`workspace?as=${sarah}`)).modals).toEqual([])
})

test('a button is pressed as the element says, whatever the page claims its value is', async () => {
  const element = { type: 'button' as const, action_id: 'go', text: plain('Go'), value: 'mine' }
  const blocks = [{ type: 'actions' as const, block_id: 'b', elements: [element] }]
  const { ts } = await app.client.chat.postMessage({ channel: sarah, text: 'go?', blocks })
  const where = { channel: 'D0SARAH000', ts }
  const action = { block_id: 'b', action_id: 'go', type: 'button', value: 'theirs' }
  expect(await post('action', { as: sarah, where, action, state: {} })).toEqual({ ok: true })
  await eventually(() => workspace.dm('sarah').map((message) => message.text)).toEqual(['go?', 'went'])
  const pressed = workspace.deliveries().find(({ payload }) => payload['type'] === 'block_actions')
  expect(pressed?.payload['actions']).toMatchObject([{ value: 'mine' }])
  const missing = { ...action, action_id: 'gone' }
  expect(await post('action', { as: sarah, where, action: missing, state: {} })).toMatchObject({
    error: expect.stringContaining('nothing is'),
  })
})

test('what is read is no longer unread, threads are apart, and answers are counted', async () => {
  const { ts = '' } = await app.client.chat.postMessage({ channel: 'C0RETENTIO', text: 'report' })
  await app.client.chat.postMessage({ channel: 'C0RETENTIO', text: 'more', thread_ts: ts })
  const unread = async () => (await get<Snapshot>(`workspace?as=${sarah}`)).conversations[0]?.unread
  expect(await unread()).toBe(2)
  const channel = await get<Conversation>(`conversation?as=${sarah}&id=C0RETENTIO`)
  expect(channel.messages.map(({ text, replies }) => [text, replies?.count])).toEqual([['report', 1]])
  const thread = await get<Conversation>(`conversation?as=${sarah}&id=C0RETENTIO&thread=${ts}`)
  expect(thread.messages.map((message) => message.text)).toEqual(['report', 'more'])
  expect(await unread()).toBe(0)
  await post('message', { as: 'U0MIKE0000', channel: 'C0RETENTIO', text: 'thanks', threadTs: ts })
  expect(await unread()).toBe(1)
})

test('a file goes from the page to the app, and is shown to those who are there', async () => {
  const base64 = Buffer.from('reason,count\nprice,12\n').toString('base64')
  const message = { as: sarah, channel: 'C0RETENTIO', text: '', files: [{ name: 'exits.csv', base64 }] }
  expect(await post('message', message)).toEqual({ ok: true })
  const { messages } = await get<Conversation>(`conversation?as=${sarah}&id=C0RETENTIO`)
  const [file] = messages[0]?.files ?? []
  const preview = { text: 'reason,count\nprice,12', isWhole: true, lines: 2 }
  expect(file).toEqual({ id: expect.any(String), name: 'exits.csv', size: 22, deleted: false, preview })
  const read = (who: string) => fetch(`${workspace.url}/demo/api/file?as=${who}&id=${file?.id}`)
  const answer = await read(sarah)
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
    'text/plain; charset=utf-8',
    'reason,count\nprice,12\n',
  ])
  await workspace.remove('retention', 'priya')
  expect([(await read('U0PRIYA000')).status, (await read(sarah)).status]).toEqual([400, 200])
  expect(await post('message', { as: sarah, channel: 'C0RETENTIO', text: '' })).toEqual({
    error: 'There is nothing to send.',
  })
})

test('Home is asked for when it is opened, not when it is only looked at', async () => {
  expect(await get(`home?as=${sarah}&peek=1`)).toEqual({ view: null })
  expect(await get(`home?as=${sarah}`)).toEqual({ view: null })
  await eventually(
    async () => (await get<{ view: HomeView | null }>(`home?as=${sarah}&peek=1`)).view?.blocks,
  ).toMatchObject([{ type: 'divider' }])
})

test('moving the clock is somebody else’s work, which is done when the answer comes', async () => {
  expect(await post('clock', { to: 'next-monday' })).toEqual({ now: '2026-01-09T17:00:00.000Z' })
  expect(steps).toEqual(['next-monday'])
  expect(await post('clock', { to: 'yesterday' })).toMatchObject({ error: expect.stringContaining('to') })
})

test('every change is announced to pages that listen', async () => {
  const response = await fetch(`${workspace.url}/demo/api/events`)
  const reader = response.body?.getReader()
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  let heard = ''
  await app.client.chat.postMessage({ channel: 'C0RETENTIO', text: 'report' })
  while (!heard.includes('event: change')) heard += new TextDecoder().decode((await reader?.read())?.value)
  await reader?.cancel()
  expect(heard).toContain('retry: 1000')
})

describe('only the page itself', () => {
  test('may read or press: no other web page, by its name or by one that resolves here', async () => {
    const other = { as: sarah, channel: 'C0RETENTIO', text: '/okr status' }
    const refused = { error: 'Only the demo’s own page may ask this.' }
    expect(await post('command', other, { origin: 'https://evil.example' })).toEqual(refused)
    expect(await post('command', other, { 'sec-fetch-site': 'cross-site' })).toEqual(refused)
    expect(await post('command', other, { 'content-type': 'text/plain' })).toEqual({ error: 'Send JSON.' })
    expect(await asHost('evil.example')).toBe(403)
    expect(await asHost(new URL(workspace.url).host)).toBe(200)
    expect(workspace.deliveries()).toEqual([])
  })

  test('and its files are served, nothing beside or above them', async () => {
    expect(await (await fetch(workspace.url)).text()).toBe('<h1>Acme</h1>')
    const outside = ['/../beside.html', '/..%2fbeside.html', '/%2e%2e/beside.html', '/%', '/nothing.html']
    for (const path of outside) expect([path, await raw(path)]).toEqual([path, 404])
    const avatar = await fetch(`${workspace.url}/avatars/${sarah}.svg`)
    expect([avatar.headers.get('content-type'), await avatar.text()]).toEqual([
      'image/svg+xml',
      expect.stringContaining('>S<'),
    ])
  })

  /** Status of a request whose path no client has tidied up. */
  function raw(path: string, headers: Record<string, string> = {}): Promise<number> {
    return new Promise((resolve, reject) => {
      const { port } = new URL(workspace.url)
      request({ port, path, headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })
  }

  const asHost = (host: string) => raw('/demo/api/workspace', { host })
})

function plain(text: string) {
  return { type: 'plain_text' as const, text }
}
