import { readFileSync } from 'node:fs'
import type { App, MessageShortcut } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { optionsOfManifest } from '../../src/demo/workspace/manifest.ts'
import { eventually } from '../support/eventually.ts'
import { createAcme, startBolt } from '../support/slack-workspace.ts'

let workspace: SlackWorkspace
let app: App
let heard: MessageShortcut[]

beforeEach(async () => {
  heard = []
  workspace = await createAcme({
    ackWithin: 300,
    shortcuts: [
      { name: 'Save as chant digest', type: 'message', callbackId: 'save_digest' },
      { name: 'Sulk', type: 'message', callbackId: 'sulk' },
      { name: 'New objective', type: 'global', callbackId: 'new_objective' },
    ],
  })
  app = await startBolt(workspace, (bolt) => {
    bolt.shortcut<MessageShortcut>(
      { callback_id: 'save_digest', type: 'message_action' },
      async ({ ack, shortcut }) => {
        heard.push(shortcut)
        await ack()
      },
    )
    bolt.shortcut('sulk', async () => {})
    bolt.shortcut('new_objective', async ({ ack, shortcut, client }) => {
      await ack()
      const title = { type: 'plain_text' as const, text: 'New objective' }
      const blocks = [{ type: 'divider' as const }]
      await client.views.open({ trigger_id: shortcut.trigger_id, view: { type: 'modal', title, blocks } })
    })
  })
})

afterEach(async () => {
  await app.stop()
  await workspace.stop()
})

test('a message shortcut carries the message with its files, who chose it, and a way to answer them', async () => {
  const file = { name: 'exits.csv', content: 'reason,count\nprice,12\n' }
  await workspace.as('ana').share('retention', file, 'Why they left, @mike')
  const message = workspace.lastMessage('retention')
  expect(await workspace.as('mike').shortcut('Save as chant digest', message)).toEqual({ ok: true })
  expect(heard).toMatchObject([
    {
      type: 'message_action',
      callback_id: 'save_digest',
      user: { id: 'U0MIKE0000', team_id: 'T0WORKSPACE' },
      team: { id: 'T0WORKSPACE' },
      channel: { id: 'C0RETENTIO', name: 'retention' },
      message_ts: message.ts,
      message: {
        user: 'U0ANA00000',
        text: 'Why they left, <@U0MIKE0000>',
        files: [{ name: 'exits.csv', size: 22, url_private: expect.stringContaining(workspace.url) }],
      },
    },
  ])
  await fetch(heard[0]?.response_url ?? '', { method: 'POST', body: JSON.stringify({ text: 'Saved.' }) })
  expect(workspace.ephemerals('mike', 'retention').map(({ text }) => text)).toEqual(['Saved.'])
})

test('a message shortcut works where the app is not, and that is all the app gets to see of the place', async () => {
  await workspace.remove('kpi-churn', 'okr')
  await workspace.as('ana').share('kpi-churn', { name: 'exits.csv', content: 'price,12' })
  await workspace.as('ana').shortcut('save_digest', workspace.lastMessage('kpi-churn'))
  const [file] = (heard[0]?.message['files'] ?? []) as { id: string; url_private: string }[]
  await expect(app.client.files.info({ file: file?.id ?? '' })).rejects.toThrow('file_not_found')
  const headers = { authorization: `Bearer ${workspace.botToken}` }
  expect(await (await fetch(file?.url_private ?? '', { headers })).text()).toContain('Sign in')
})

test('a shortcut that is not acknowledged in time is a problem the person sees', async () => {
  await workspace.as('ana').message('retention', 'hello')
  expect(await workspace.as('ana').shortcut('Sulk', workspace.lastMessage('retention'))).toEqual({
    ok: false,
    problem: 'Operation timed out. Apps need to respond within 3 seconds',
  })
})

test('a global shortcut opens a form from anywhere', async () => {
  await workspace.as('priya').shortcut('New objective')
  await eventually(() => workspace.modal('priya')?.content['title']).toMatchObject({ text: 'New objective' })
})

test('a shortcut must be one of the app’s, on a message the person sees', async () => {
  await workspace.as('ana').message('retention', 'hello')
  const message = workspace.lastMessage('retention')
  const choose = async (which: string, where = message) => workspace.as('ana').shortcut(which, where)
  await expect(choose('Save as digest')).rejects.toThrow(
    'the app has no message shortcut "Save as digest"; it has: Save as chant digest, Sulk',
  )
  await expect(choose('New objective')).rejects.toThrow('the app has no message shortcut')
  await workspace.remove('retention', 'ana')
  await expect(choose('Sulk')).rejects.toThrow('Ana is not in')
  await workspace.invite('retention', 'ana')
  await app.client.chat.postEphemeral({ channel: 'C0RETENTIO', user: 'U0ANA00000', text: 'only you' })
  const [onlyHers] = workspace.ephemerals('ana')
  await expect(choose('Sulk', onlyHers)).rejects.toThrow('no shortcuts there')
})

test('a manifest says which commands, shortcuts, events and scopes there are', () => {
  const text = `
features:
  slash_commands: [{ command: /okr, description: Check in, usage_hint: '[status]' }]
  shortcuts: [{ name: Save as chant digest, type: message, callback_id: save_digest, description: Keep it }]
oauth_config: { scopes: { bot: [commands, chat:write], bot_optional: [files:read] } }
settings: { event_subscriptions: { bot_events: [app_home_opened] } }`
  expect(optionsOfManifest(text)).toEqual({
    commands: [{ command: '/okr', description: 'Check in', usageHint: '[status]' }],
    shortcuts: [{ name: 'Save as chant digest', type: 'message', callbackId: 'save_digest' }],
    events: ['app_home_opened'],
    scopes: ['commands', 'chat:write', 'files:read'],
  })
  const ours = optionsOfManifest(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
  expect(ours.commands.map(({ command }) => command)).toEqual(['/okr'])
})
