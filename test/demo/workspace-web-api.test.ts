import { ErrorCode, WebClient, type WebClientOptions } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { createAcme, fixedClock, silent } from '../support/slack-workspace.ts'

const clock = fixedClock('2026-01-09T17:00:00Z')
let workspace: SlackWorkspace
let slack: WebClient

beforeEach(async () => {
  clock.set('2026-01-09T17:00:00Z')
  workspace = await createAcme({
    clock,
    channels: [{ name: 'retention' }, { name: 'kpi-churn' }],
    userGroups: [{ handle: 'growth-leads', name: 'Growth leads', users: ['sarah', 'mike'] }],
  })
  slack = client()
})

afterEach(() => workspace.stop())

function client(token = workspace.botToken, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    logger: silent,
    ...options,
  })
}

/** The error's name, and what stands beside it. */
async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason as { code: string; data: Record<string, unknown> },
  )
  expect(error?.code).toBe(ErrorCode.PlatformError)
  return error?.data ?? {}
}

describe('a call', () => {
  test('needs a token, the right one, of the right kind', async () => {
    const bare = await fetch(`${workspace.apiUrl}auth.test`, { method: 'POST' })
    expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' })
    expect((await refusal(client('xoxb-other').auth.test()))['error']).toBe('invalid_auth')
    expect((await refusal(slack.apps.connections.open({})))['error']).toBe('not_allowed_token_type')
    expect(await slack.auth.test()).toMatchObject({ ok: true, team: 'Acme', user: 'okr', bot_id: 'B0BOT00000' })
  })

  test('of a method that is not there is unknown, and broken JSON is said to be no object', async () => {
    expect((await refusal(slack.apiCall('okr.check')))['error']).toBe('unknown_method')
    const headers = { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json' }
    const broken = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', headers, body: '{"channel":' })
    expect(await broken.json()).toMatchObject({ ok: false, error: 'json_not_object' })
  })

  test('takes JSON as well as a form', async () => {
    const headers = { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json; charset=utf-8' }
    const body = JSON.stringify({ channel: 'C0RETENTIO', text: 'hello', unfurl_links: false })
    const answer = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ ok: true, channel: 'C0RETENTIO' })
  })

  test('without its scope says which is needed, and every answer says which there are', async () => {
    workspace.withhold('im:history')
    const { channel } = await slack.conversations.open({ users: 'U0SARAH000' })
    const refused = await refusal(slack.conversations.history({ channel: channel?.id ?? '' }))
    expect(refused).toMatchObject({ error: 'missing_scope', needed: 'im:history' })
    expect(refused['response_metadata']).toMatchObject({ scopes: expect.arrayContaining(['chat:write']) })
    workspace.grant('im:history')
    expect((await slack.conversations.history({ channel: channel?.id ?? '' })).messages).toEqual([])
  })

  test('is on record with its arguments and its answer', async () => {
    await slack.chat.postMessage({ channel: '#retention', text: 'hello' })
    await refusal(slack.chat.postMessage({ channel: 'C404', text: 'hello' }))
    expect(workspace.calls('chat.postMessage').map(({ args, ok, error }) => [args['channel'], ok, error])).toEqual([
      ['#retention', true, null],
      ['C404', false, 'channel_not_found'],
    ])
  })
})

describe('posting', () => {
  const post = (channel: string, more: object = {}) => slack.chat.postMessage({ channel, text: 'hello', ...more })

  test('gives every message a later ts, also when the clock stands still', async () => {
    const ts = [await post('C0RETENTIO'), await post('C0RETENTIO'), await post('C0KPICHURN')].map((answer) => answer.ts)
    expect(ts).toEqual(['1767978000.000000', '1767978000.000001', '1767978000.000002'])
  })

  test('to a person opens their direct message, and the message is unread until they look', async () => {
    const { channel } = await post('U0SARAH000')
    expect(channel).toBe('D0SARAH000')
    expect(workspace.unread('sarah', 'sarah')).toBe(1)
    expect((await slack.conversations.open({ users: 'U0SARAH000' })).channel?.id).toBe('D0SARAH000')
  })

  test('is refused where it cannot be, with Slack’s own word for it', async () => {
    workspace.addChannel({ name: 'elsewhere', bot: false })
    workspace.addChannel({ name: 'board', bot: false, private: true })
    await workspace.archive('kpi-churn')
    await workspace.changePerson('jonas', { deactivated: true })
    const words: Record<string, Promise<unknown>> = {
      channel_not_found: post('C404'),
      not_in_channel: post('#elsewhere'),
      is_archived: post('#kpi-churn'),
      user_disabled: post('U0JONAS000'),
      cannot_dm_bot: post('U0APPBOT00'),
      no_text: post('#retention', { text: '' }),
      msg_too_long: post('#retention', { text: 'x'.repeat(40_001) }),
      thread_not_found: post('#retention', { thread_ts: '1767978000.999999' }),
      invalid_blocks_format: post('#retention', { blocks: '{' as never }),
      invalid_metadata_schema: post('#retention', { metadata: { event_type: 'x' } as never }),
    }
    for (const [word, call] of Object.entries(words)) expect((await refusal(call))['error']).toBe(word)
    expect((await refusal(post('#board')))['error']).toBe('channel_not_found')
    expect((await refusal(slack.conversations.open({ users: 'U0JONAS000' })))['error']).toBe('user_disabled')
    expect((await refusal(slack.conversations.open({ users: 'U404' })))['error']).toBe('user_not_found')
  })

  test('blocks that Slack refuses says where and why', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }]
    const refused = await refusal(post('#retention', { blocks }))
    expect(refused).toMatchObject({
      error: 'invalid_blocks',
      errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'] },
    })
  })

  test('more than about 13,200 characters of blocks is too long', async () => {
    const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2600) } }
    await post('#retention', { blocks: Array(4).fill(section) })
    expect((await refusal(post('#retention', { blocks: Array(5).fill(section) })))['error']).toBe('msg_blocks_too_long')
  })

  test('an update keeps what it leaves out; a deleted message is gone; nobody’s else can be changed', async () => {
    const metadata = { event_type: 'okr_delivery', event_payload: { delivery: 'abc' } }
    const blocks = [{ type: 'divider' }]
    const { ts = '', channel = '' } = await post('#retention', { blocks, metadata })
    await slack.chat.update({ channel, ts, text: 'changed' })
    expect(workspace.lastMessage('retention')).toMatchObject({
      text: 'changed',
      metadata,
      blocks: [{ type: 'divider' }],
    })
    await slack.chat.delete({ channel, ts })
    expect(workspace.messages('retention')).toEqual([])
    expect((await refusal(slack.chat.update({ channel, ts, text: 'again' })))['error']).toBe('message_not_found')
    const { ts: theirs = '' } = await workspace.as('mike').message('retention', 'mine')
    expect((await refusal(slack.chat.delete({ channel, ts: theirs })))['error']).toBe('cant_delete_message')
    expect((await refusal(slack.chat.update({ channel, ts: theirs, text: 'x' })))['error']).toBe('cant_update_message')
  })

  test('ephemerally reaches one person of the channel and stands in no history', async () => {
    await slack.chat.postEphemeral({ channel: 'C0RETENTIO', user: 'U0MIKE0000', text: 'psst' })
    expect(workspace.ephemerals('mike').map((message) => message.text)).toEqual(['psst'])
    expect((await slack.conversations.history({ channel: 'C0RETENTIO' })).messages).toEqual([])
    const outside = slack.chat.postEphemeral({ channel: 'C0RETENTIO', user: 'U404', text: 'psst' })
    expect((await refusal(outside))['error']).toBe('user_not_in_channel')
  })

  test('faster than one a second in a channel is limited when the workspace is told to be like Slack', async () => {
    await workspace.stop()
    workspace = await createAcme({ clock, limits: { perChannelPerSecond: 1, perMinute: 3 } })
    slack = client(undefined, { rejectRateLimitedCalls: true })
    await post('#retention')
    await expect(post('#retention')).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 1 })
    await post('#kpi-churn')
    clock.advance(1000)
    await post('#retention')
    await expect(post('#kpi-churn')).rejects.toMatchObject({ retryAfter: 59 })
  })
})

describe('history', () => {
  beforeEach(async () => {
    for (const number of [1, 2, 3, 4, 5]) {
      await slack.chat.postMessage({ channel: 'C0RETENTIO', text: `message ${number}` })
      clock.advance(60_000)
    }
  })

  const texts = (messages: { text?: string }[] | undefined) =>
    messages?.map((message) => message.text?.slice(-1)).join('')

  test('is newest first, page by page, without the answers in threads', async () => {
    await slack.chat.postMessage({ channel: 'C0RETENTIO', text: 'answer', thread_ts: '1767978000.000000' })
    const first = await slack.conversations.history({ channel: 'C0RETENTIO', limit: 3 })
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await slack.conversations.history({ channel: 'C0RETENTIO', limit: 3, cursor })
    expect([texts(first.messages), first.has_more, texts(second.messages), second.has_more]).toEqual([
      '543',
      true,
      '21',
      false,
    ])
    expect(second.messages?.at(-1)).toMatchObject({ reply_count: 1, thread_ts: '1767978000.000000' })
  })

  test('between two moments leaves both out unless they are included', async () => {
    const range = { channel: 'C0RETENTIO', oldest: '1767978060.000000', latest: '1767978180' }
    expect(texts((await slack.conversations.history(range)).messages)).toBe('3')
    expect(texts((await slack.conversations.history({ ...range, inclusive: true })).messages)).toBe('432')
    expect((await refusal(slack.conversations.history({ ...range, oldest: 'yesterday' })))['error']).toBe(
      'invalid_ts_oldest',
    )
  })

  test('has the payload of metadata only when it is asked for', async () => {
    const metadata = { event_type: 'okr_delivery', event_payload: { delivery: 'abc' } }
    await slack.chat.postMessage({ channel: 'C0KPICHURN', text: 'x', metadata })
    const some = await slack.conversations.history({ channel: 'C0KPICHURN' })
    const all = await slack.conversations.history({ channel: 'C0KPICHURN', include_all_metadata: true })
    expect(some.messages?.[0]?.metadata).toEqual({ event_type: 'okr_delivery' })
    expect(all.messages?.[0]?.metadata).toEqual(metadata)
  })

  test('of a thread is the message and its answers, oldest first', async () => {
    const thread_ts = '1767978000.000000'
    await slack.chat.postMessage({ channel: 'C0RETENTIO', text: 'answer A', thread_ts })
    await slack.chat.postMessage({ channel: 'C0RETENTIO', text: 'answer B', thread_ts })
    const { messages } = await slack.conversations.replies({ channel: 'C0RETENTIO', ts: thread_ts })
    expect(texts(messages)).toBe('1AB')
    const unknown = slack.conversations.replies({ channel: 'C0RETENTIO', ts: '1.000000' })
    expect((await refusal(unknown))['error']).toBe('thread_not_found')
  })

  test('of a channel the bot is not in cannot be read', async () => {
    await workspace.remove('retention', 'okr')
    expect((await refusal(slack.conversations.history({ channel: 'C0RETENTIO' })))['error']).toBe('not_in_channel')
  })
})

describe('looking around', () => {
  test('finds people by id and e-mail, with zone and address, the deactivated among all', async () => {
    await workspace.changePerson('jonas', { deactivated: true })
    const { user } = await slack.users.lookupByEmail({ email: 'Ana@acme.example' })
    expect(user).toMatchObject({ id: 'U0ANA00000', tz: 'Asia/Kathmandu', tz_offset: 20_700 })
    const { members = [] } = await slack.users.list({ limit: 200 })
    expect(members.map((member) => [member.name, member.deleted, member.is_bot])).toEqual([
      ['slackbot', false, false],
      ['okr', false, true],
      ['sarah', false, false],
      ['mike', false, false],
      ['ana', false, false],
      ['jonas', true, false],
      ['priya', false, false],
    ])
    expect((await refusal(slack.users.info({ user: 'U404' })))['error']).toBe('user_not_found')
    expect((await refusal(slack.users.lookupByEmail({ email: 'jonas@acme.example' })))['error']).toBe('users_not_found')
  })

  test('keeps addresses back without the scope for them', async () => {
    workspace.withhold('users:read.email')
    expect((await slack.users.info({ user: 'U0ANA00000' })).user?.profile?.email).toBeUndefined()
    expect((await refusal(slack.users.lookupByEmail({ email: 'ana@acme.example' })))['needed']).toBe('users:read.email')
  })

  test('lists channels page by page, private ones only where the bot is', async () => {
    workspace.addChannel({ name: 'board', private: true })
    workspace.addChannel({ name: 'salaries', private: true, bot: false })
    const types = 'public_channel,private_channel'
    const names: (string | undefined)[] = []
    for await (const page of slack.paginate('conversations.list', { types, limit: 2 })) {
      names.push(...(page as unknown as { channels: { name: string }[] }).channels.map((channel) => channel.name))
    }
    expect(names).toEqual(['retention', 'kpi-churn', 'board'])
    expect((await slack.conversations.info({ channel: 'C0RETENTIO' })).channel).toMatchObject({ is_member: true })
    expect((await slack.conversations.members({ channel: 'C0RETENTIO' })).members).toHaveLength(6)
  })

  test('joins public channels', async () => {
    workspace.addChannel({ name: 'growth', bot: false })
    await slack.conversations.join({ channel: 'C0GROWTH00' })
    expect((await slack.users.conversations({})).channels?.map((channel) => channel.name)).toContain('growth')
    expect(await slack.conversations.join({ channel: 'C0GROWTH00' })).toMatchObject({ warning: 'already_in_channel' })
  })

  test('knows user groups and their members', async () => {
    const { usergroups = [] } = await slack.usergroups.list({})
    expect(usergroups.map((group) => [group.id, group.handle, group.user_count])).toEqual([
      ['S0GROWTHLE', 'growth-leads', 2],
    ])
    expect((await slack.usergroups.users.list({ usergroup: 'S0GROWTHLE' })).users).toEqual(['U0SARAH000', 'U0MIKE0000'])
    expect((await refusal(slack.usergroups.users.list({ usergroup: 'S404' })))['error']).toBe('no_such_subteam')
  })

  test('gives permalinks, the team and the bot', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: 'C0RETENTIO', text: 'hello' })
    const { permalink } = await slack.chat.getPermalink({ channel: 'C0RETENTIO', message_ts: ts })
    expect(permalink).toBe('https://acme.slack.com/archives/C0RETENTIO/p1767978000000000')
    expect((await slack.team.info()).team).toMatchObject({ name: 'Acme', domain: 'acme' })
    expect((await slack.bots.info({ bot: 'B0BOT00000' })).bot).toMatchObject({ name: 'okr', user_id: 'U0APPBOT00' })
  })
})

test('blocks.validate needs no token and points at what is wrong', async () => {
  const call = slack.blocks.validate({ blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } } as never] })
  expect(await refusal(call)).toMatchObject({
    error: 'invalid_blocks',
    errors: [{ pointer: '/blocks/0/text/type', message: 'unsupported type: mrkdwn' }],
  })
  expect(await slack.blocks.validate({ blocks: [{ type: 'divider' }] })).toMatchObject({ ok: true })
})
