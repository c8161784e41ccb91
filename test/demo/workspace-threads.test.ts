import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { createAcme, fixedClock, startBolt } from '../support/slack-workspace.ts'

const channel = 'C0RETENTIO'
const clock = fixedClock('2026-01-09T17:00:00Z')
let workspace: SlackWorkspace
let app: App
let parent: string

beforeEach(async () => {
  clock.set('2026-01-09T17:00:00Z')
  workspace = await createAcme({ clock })
  app = await startBolt(workspace)
  parent = (await app.client.chat.postMessage({ channel, text: 'Approve?' })).ts ?? ''
})

afterEach(async () => {
  await app.stop()
  await workspace.stop()
})

describe('a thread', () => {
  const texts = (messages: { text?: string }[] | undefined) => messages?.map(({ text }) => text)

  test('is read with everybody’s answers, page by page, between two moments', async () => {
    const people = ['mike', 'ana', 'jonas']
    for (const who of people) {
      clock.advance(60_000)
      await workspace.as(who).reply({ channel, ts: parent }, `says ${who}`)
    }
    const first = await app.client.conversations.replies({ channel, ts: parent, limit: 2 })
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await app.client.conversations.replies({ channel, ts: parent, limit: 2, cursor })
    expect([texts(first.messages), first.has_more]).toEqual([['Approve?', 'says mike'], true])
    expect([texts(second.messages), second.has_more]).toEqual([['says ana', 'says jonas'], false])
    expect(second.messages?.[0]).toMatchObject({ user: 'U0ANA00000', thread_ts: parent, ts: expect.any(String) })
    const oldest = first.messages?.[1]?.ts ?? ''
    const latest = second.messages?.[1]?.ts ?? ''
    const between = await app.client.conversations.replies({ channel, ts: parent, oldest, latest })
    expect(texts(between.messages)).toEqual(['Approve?', 'says ana'])
  })

  test('gets answers to its answers, too: there is one level only', async () => {
    const { ts = '' } = await workspace.as('mike').reply({ channel, ts: parent }, 'why?')
    await workspace.as('ana').reply({ channel, ts }, 'because')
    expect(workspace.replies({ channel, ts: parent }).map(({ text }) => text)).toEqual(['why?', 'because'])
  })

  test('shows an answer as it was edited, and not what was taken back', async () => {
    const mike = workspace.as('mike')
    const { ts: edited = '' } = await mike.reply({ channel, ts: parent }, 'yse')
    const { ts: gone = '' } = await mike.reply({ channel, ts: parent }, 'oops')
    await mike.edit(channel, edited, 'yes')
    await mike.unsend(channel, gone)
    const { messages } = await app.client.conversations.replies({ channel, ts: parent })
    expect(texts(messages)).toEqual(['Approve?', 'yes'])
    expect(messages?.[1]).toMatchObject({ edited: { user: 'U0MIKE0000' } })
  })

  test('sends an answer to the channel as well when its writer says so', async () => {
    await workspace.as('mike').reply({ channel, ts: parent }, 'between us')
    await workspace.as('mike').reply({ channel, ts: parent }, 'for everybody', { broadcast: true })
    const { messages } = await app.client.conversations.history({ channel })
    expect(texts(messages)).toEqual(['for everybody', 'Approve?'])
    expect(messages?.[0]).toMatchObject({
      subtype: 'thread_broadcast',
      thread_ts: parent,
      root: { ts: parent, text: 'Approve?', reply_count: 2 },
    })
  })

  test('of a deleted message keeps its answers under a tombstone, which nobody can change', async () => {
    await workspace.as('mike').reply({ channel, ts: parent }, 'why?')
    await app.client.chat.delete({ channel, ts: parent })
    const { messages } = await app.client.conversations.replies({ channel, ts: parent })
    expect(messages?.[0]).toMatchObject({ subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.' })
    expect(messages?.[0]).not.toHaveProperty('bot_id')
    expect(texts(messages)?.[1]).toBe('why?')
    const update = app.client.chat.update({ channel, ts: parent, text: 'back again' })
    await expect(update).rejects.toThrow('message_not_found')
    const changes = workspace.deliveries().map(({ payload }) => payload['event'])
    expect(changes.at(-1)).toMatchObject({ subtype: 'message_changed', message: { subtype: 'tombstone' } })
  })

  test('of a message that is gone cannot be answered', async () => {
    await app.client.chat.delete({ channel, ts: parent })
    const acted = await workspace.as('mike').reply({ channel, ts: parent }, 'why?')
    expect(acted).toEqual({ ok: false, problem: 'This message is gone, and its thread with it.' })
    expect(workspace.messages('retention')).toEqual([])
  })

  test('shows what only one person is to see once it has an answer, as Slack warns', async () => {
    const say = (text: string) =>
      app.client.chat.postEphemeral({ channel, user: 'U0MIKE0000', text, thread_ts: parent })
    await say('nobody sees this')
    await workspace.as('ana').reply({ channel, ts: parent }, 'hm')
    await say('only Mike sees this')
    expect(workspace.ephemerals('mike').map(({ text, threadTs }) => [text, threadTs])).toEqual([
      ['only Mike sees this', parent],
    ])
  })
})

describe('a shared file', () => {
  const content = '# Churn\n6.2 %'

  async function read(url: string | undefined, token: string | null = workspace.botToken): Promise<string> {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    return (await fetch(url ?? '', { headers })).text()
  }

  async function filesIn(ts: string) {
    const { messages = [] } = await app.client.conversations.replies({ channel, ts })
    return messages.flatMap((message) => message.files ?? [])
  }

  test('is read with the bot’s token, and is a sign-in page to everybody else', async () => {
    const { ts = '' } = await workspace.as('sarah').share('retention', { name: 'churn.md', content }, 'Numbers')
    const [file] = await filesIn(ts)
    expect(file).toMatchObject({
      name: 'churn.md',
      mimetype: 'text/markdown',
      filetype: 'markdown',
      mode: 'snippet',
      preview: content,
      size: 13,
      user: 'U0SARAH000',
      channels: [channel],
    })
    expect(await read(file?.url_private)).toBe(content)
    expect(await read(file?.url_private_download)).toBe(content)
    for (const token of [null, 'xoxb-other']) expect(await read(file?.url_private, token)).toContain('Sign in')
    expect((await app.client.files.info({ file: file?.id ?? '' })).file?.name).toBe('churn.md')
  })

  test('needs files:read, to be asked about and to be read', async () => {
    const { ts = '' } = await workspace.as('sarah').share('retention', { name: 'churn.md', content })
    const [file] = await filesIn(ts)
    workspace.withhold('files:read')
    await expect(app.client.files.info({ file: file?.id ?? '' })).rejects.toThrow('missing_scope')
    expect(await read(file?.url_private)).toContain('Sign in')
  })

  test('comes with others, in a thread, and need not be text', async () => {
    const files = [
      { name: 'churn.md', content },
      { name: 'screen.png', content: new Uint8Array([0x89, 0x50, 0xff, 0x00]) },
    ]
    await workspace.as('sarah').share('retention', files, '', parent)
    const shared = await filesIn(parent)
    expect(shared.map(({ name, mode, size }) => [name, mode, size])).toEqual([
      ['churn.md', 'snippet', 13],
      ['screen.png', 'hosted', 4],
    ])
    const headers = { authorization: `Bearer ${workspace.botToken}` }
    const bytes = await (await fetch(shared[1]?.url_private ?? '', { headers })).arrayBuffer()
    expect([...new Uint8Array(bytes)]).toEqual([0x89, 0x50, 0xff, 0x00])
  })

  test('that was deleted is a tombstone in its message', async () => {
    const { ts = '' } = await workspace.as('sarah').share('retention', { name: 'churn.md', content }, 'Numbers')
    const [file] = await filesIn(ts)
    workspace.as('sarah').deleteFile(file?.id ?? '')
    expect(await filesIn(ts)).toEqual([{ id: file?.id, mode: 'tombstone' }])
    await expect(app.client.files.info({ file: file?.id ?? '' })).rejects.toThrow('file_deleted')
    expect(await read(file?.url_private)).toContain('Sign in')
  })
})
