import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { buttonsOf } from '../../src/demo/workspace/readers.ts'
import { createAcme } from '../support/slack-workspace.ts'

let workspace: SlackWorkspace
let app: App

afterEach(async () => {
  await app.stop()
  await workspace.stop()
})

test('thin', async () => {
  workspace = await createAcme()
  const receiver = new SocketModeReceiver({
    appToken: workspace.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
  })
  app = new App({
    receiver,
    token: workspace.botToken,
    clientOptions: { slackApiUrl: workspace.apiUrl },
    logLevel: LogLevel.ERROR,
  })
  app.command('/okr', async ({ ack, client, command }) => {
    await ack('hello')
    await client.chat.postMessage({
      channel: command.user_id,
      text: 'hi',
      blocks: [
        { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }] },
      ],
    })
  })
  app.action('go', async ({ ack, client, body }) => {
    await ack()
    await client.views.open({
      trigger_id: (body as { trigger_id: string }).trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        title: { type: 'plain_text', text: 'Form' },
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
  })
  app.view('form', async ({ ack, view }) => {
    const text = view.state.values['why']?.['text']?.value
    if (text === 'bad') await ack({ response_action: 'errors', errors: { why: 'not that' } })
    else await ack()
  })
  await app.start()
  const sarah = workspace.as('sarah')
  expect(await sarah.command('retention', '/okr status')).toEqual({ ok: true })
  expect(workspace.ephemerals('sarah')[0]?.text).toBe('hello')
  await expect.poll(() => workspace.dm('sarah').length).toBe(1)
  const message = workspace.lastMessage('sarah')
  expect(buttonsOf(message)[0]?.text).toBe('Go')
  expect(await sarah.press(message, 'Go')).toEqual({ ok: true })
  await expect.poll(() => workspace.modal('sarah')?.content['callback_id']).toBe('form')
  const form = workspace.modal('sarah')
  if (!form) throw new Error()
  expect(await sarah.submit(form, {})).toEqual({ ok: false, errors: { why: 'Please complete this required field.' } })
  expect(await sarah.submit(form, { Why: 'bad' })).toEqual({ ok: false, errors: { why: 'not that' } })
  expect(await sarah.submit(form, { Why: 'good' })).toEqual({ ok: true })
  expect(workspace.modal('sarah')).toBeNull()
})
