import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buttonsOf } from '../../src/demo/workspace/readers.ts'
import { createAcme, silent } from '../support/slack-workspace.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okr-workspace-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('a workspace that stops and starts again has messages, people, forms, Home and what was read', async () => {
  const storePath = join(folder, 'slack.sqlite')
  const before = await createAcme({ storePath })
  const slack = new WebClient(before.botToken, { slackApiUrl: before.apiUrl, logger: silent })
  const title = { type: 'plain_text', text: 'x' } as const
  const button = { type: 'button', action_id: 'go', text: title } as const
  const view = { type: 'home', blocks: [{ type: 'actions', elements: [button] }] } as const
  const { ts } = await slack.chat.postMessage({ channel: 'U0SARAH000', text: 'asked', blocks: view.blocks as never })
  await slack.chat.postEphemeral({ channel: 'C0RETENTIO', user: 'U0SARAH000', text: 'only you' })
  const { ts: gone = '' } = await slack.chat.postMessage({ channel: 'C0RETENTIO', text: 'deleted' })
  await slack.chat.delete({ channel: 'C0RETENTIO', ts: gone })
  await slack.views.publish({ user_id: 'U0SARAH000', view: view as never })
  await before.changePerson('ana', { zone: 'Europe/Lisbon' })
  await before.as('mike').message('retention', 'hello')
  await before.stop()

  const after = await createAcme({ storePath })
  expect(after.dm('sarah')).toEqual(before.dm('sarah'))
  expect(after.dm('sarah').map((message) => message.ts)).toEqual([ts])
  expect(after.ephemerals('sarah').map((message) => message.text)).toEqual(['only you'])
  expect(after.messages('retention').map((message) => message.text)).toEqual(['hello'])
  expect(buttonsOf(after.home('sarah') ?? never()).map((one) => one.actionId)).toEqual(['go'])
  expect(after.people().find((person) => person.handle === 'ana')?.zone).toBe('Europe/Lisbon')
  expect([after.unread('mike', 'retention'), after.unread('sarah', 'retention')]).toEqual([0, 1])
  const { ts: next = '' } = await after.as('mike').message('retention', 'again')
  expect(next > (before.messages('retention')[0]?.ts ?? '')).toBe(true)
  await after.stop()
})

function never(): never {
  throw new Error('expected something to be there')
}
