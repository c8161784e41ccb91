import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { createAcme, fixedClock, startBolt } from '../support/slack-workspace.ts'

const clock = fixedClock('2026-01-09T17:00:00Z')
let workspace: SlackWorkspace
let app: App

beforeEach(async () => {
  clock.set('2026-01-09T17:00:00Z')
  workspace = await createAcme({
    clock,
    people: [
      { handle: 'sarah', name: 'Sarah' },
      { handle: 'guest', name: 'Guest', guest: true },
      { handle: 'partner', name: 'Partner', external: true },
    ],
  })
})

afterEach(async () => {
  await app.stop()
  await workspace.stop()
})

describe('a response_url', () => {
  let responseUrl = ''

  async function say(body: object): Promise<[number, string]> {
    const response = await fetch(responseUrl, { method: 'POST', body: JSON.stringify(body) })
    return [response.status, await response.text()]
  }

  beforeEach(async () => {
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', async ({ ack, command }) => {
        responseUrl = command.response_url
        await ack()
      })
    })
    await workspace.as('sarah').command('retention', '/okr status')
  })

  test('is of this server, and speaks to the person alone unless it is told otherwise', async () => {
    expect(responseUrl.startsWith(`${workspace.url}/commands/`)).toBe(true)
    await say({ text: 'only you' })
    await say({ text: 'everybody', response_type: 'in_channel' })
    expect(workspace.ephemerals('sarah').map((message) => message.text)).toEqual(['only you'])
    expect(workspace.messages('retention').map((message) => message.text)).toEqual(['everybody'])
  })

  test('is good for five answers', async () => {
    for (let count = 0; count < 5; count++) expect((await say({ text: 'x' }))[0]).toBe(200)
    expect(await say({ text: 'x' })).toEqual([404, '{"ok":false,"error":"used_url"}'])
  })

  test('is good for thirty minutes', async () => {
    clock.advance(30 * 60_000)
    expect((await say({ text: 'x' }))[0]).toBe(200)
    clock.advance(1)
    expect(await say({ text: 'x' })).toEqual([404, '{"ok":false,"error":"expired_url"}'])
  })

  test('refuses what a message could not be', async () => {
    expect(await say({ blocks: [{ type: 'nothing' }] })).toEqual([400, '{"ok":false,"error":"invalid_blocks"}'])
    expect(await say({})).toEqual([400, '{"ok":false,"error":"no_text"}'])
  })
})

test('a command answered with blocks that Slack refuses fails, and says why', async () => {
  app = await startBolt(workspace, (bolt) => {
    bolt.command('/okr', ({ ack }) =>
      ack({ blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } } as never] }),
    )
  })
  expect(await workspace.as('sarah').command('retention', '/okr')).toEqual({
    ok: false,
    problem:
      '/okr failed with the error "invalid_command_response" (unsupported type: mrkdwn [json-pointer:/blocks/0/text/type])',
  })
})

test('people from outside and guests are told apart, in what they press and in what is known of them', async () => {
  const teams: string[] = []
  app = await startBolt(workspace, (bolt) => {
    bolt.action('go', async ({ ack, body }) => {
      teams.push(body.user.team_id ?? '')
      await ack()
    })
  })
  const button = { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } }
  await app.client.chat.postMessage({
    channel: '#retention',
    text: 'go?',
    blocks: [{ type: 'actions', elements: [button] }],
  })
  await workspace.as('sarah').press(workspace.lastMessage('retention'), 'Go')
  await workspace.as('partner').press(workspace.lastMessage('retention'), 'Go')
  expect(teams).toEqual(['T0WORKSPACE', 'T0ELSEWHERE'])
  const { user: partner } = await app.client.users.info({ user: 'U0PARTNER0' })
  const { user: guest } = await app.client.users.info({ user: 'U0GUEST000' })
  expect(partner).toMatchObject({ team_id: 'T0ELSEWHERE', is_stranger: false })
  expect(guest).toMatchObject({ team_id: 'T0WORKSPACE', is_restricted: true })
})

test('a message that is changed or taken back is announced with what it said before', async () => {
  const heard: unknown[] = []
  app = await startBolt(workspace, (bolt) => {
    bolt.message(async ({ message }) => {
      if (message.subtype === 'message_changed') heard.push([message.previous_message, message.message])
      if (message.subtype === 'message_deleted') heard.push([message.previous_message, null])
    })
  })
  const sarah = workspace.as('sarah')
  const { ts = '' } = await sarah.message('retention', 'Churn is 6.2')
  await sarah.edit('retention', ts, 'Churn is 6.3')
  await sarah.unsend('retention', ts)
  expect(heard).toMatchObject([
    [{ text: 'Churn is 6.2' }, { text: 'Churn is 6.3', edited: { user: 'U0SARAH000' } }],
    [{ text: 'Churn is 6.3' }, null],
  ])
  expect(workspace.messages('retention')).toEqual([])
  await expect(async () => sarah.unsend('retention', ts)).rejects.toThrow('Sarah wrote no message')
})

test('what has no id gets one, wherever it stands, so that it can be pressed', async () => {
  app = await startBolt(workspace, (bolt) => {
    bolt.action(/.*/, ({ ack }) => ack())
  })
  const text = { type: 'plain_text', text: 'Open' }
  const cell = { type: 'action_cell', element: { type: 'button', text } }
  const rows = [[{ type: 'raw_text', text: 'KR' }], [cell]]
  const blocks = [{ type: 'data_table', caption: 'Key results', rows }] as never
  await app.client.chat.postMessage({ channel: '#retention', text: 'board', blocks })
  expect(await workspace.as('sarah').press(workspace.lastMessage('retention'), 'Open')).toEqual({ ok: true })
  expect(workspace.deliveries().at(-1)?.payload['actions']).toMatchObject([
    { type: 'button', action_id: expect.stringMatching(/^\w{5}$/), block_id: expect.stringMatching(/^\w{5}$/) },
  ])
})

test('asking for a channel or a person that is not there is a mistake, not an empty channel', async () => {
  app = await startBolt(workspace)
  expect(() => workspace.messages('retntion')).toThrow('there is no channel and nobody called retntion')
  expect(() => workspace.as('mikael')).toThrow('there is nobody called mikael')
})

describe('what a person fills in', () => {
  const plain = (text: string) => ({ type: 'plain_text' as const, text })
  const option = (value: string) => ({ text: plain(value.toUpperCase()), value })
  const input = (label: string, element: object, optional = true) => ({
    type: 'input',
    block_id: label.toLowerCase(),
    label: plain(label),
    optional,
    element: { action_id: 'value', ...element },
  })
  const elements = [
    input('Text', { type: 'plain_text_input', min_length: 2, max_length: 5 }),
    input('Number', { type: 'number_input', is_decimal_allowed: false, min_value: '0', max_value: '10' }),
    input('Mail', { type: 'email_text_input' }),
    input('Link', { type: 'url_text_input' }),
    input('Kind', { type: 'static_select', options: [option('a'), option('b')], initial_option: option('b') }),
    input('Kinds', { type: 'checkboxes', options: [option('a'), option('b')] }),
    input('Day', { type: 'datepicker', initial_date: '2026-01-12' }),
    input('Who', { type: 'users_select' }),
    input('Said', { type: 'rich_text_input' }),
    input('Needed', { type: 'radio_buttons', options: [option('a')] }, false),
  ]
  let values: Record<string, Record<string, Record<string, unknown>>> = {}

  beforeEach(async () => {
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', async ({ ack, client, command }) => {
        const view = { type: 'modal', callback_id: 'f', title: plain('F'), submit: plain('Send'), blocks: elements }
        await client.views.open({ trigger_id: command.trigger_id, view: view as never })
        await ack()
      })
      bolt.view('f', async ({ ack, view }) => {
        values = view.state.values as unknown as typeof values
        await ack()
      })
    })
    await workspace.as('sarah').command('retention', '/okr')
  })

  const submit = (state: Parameters<ReturnType<typeof workspace.as>['submit']>[1]) =>
    workspace.as('sarah').submit(workspace.modal('sarah')?.id ?? '', state)

  test('arrives as Slack sends it, what was given before with it', async () => {
    const acted = await submit({
      Text: 'abc',
      Number: 5,
      Kinds: ['A', 'b'],
      Who: 'U0GUEST000',
      Said: 'well',
      needed: { value: { type: 'radio_buttons', selected_option: option('a') } },
    } as never)
    expect(acted).toEqual({ ok: true })
    expect(values).toMatchObject({
      text: { value: { type: 'plain_text_input', value: 'abc' } },
      number: { value: { value: '5' } },
      mail: { value: { value: null } },
      kind: { value: { selected_option: { value: 'b' } } },
      kinds: { value: { selected_options: [{ value: 'a' }, { value: 'b' }] } },
      day: { value: { selected_date: '2026-01-12' } },
      who: { value: { selected_user: 'U0GUEST000' } },
      said: { value: { rich_text_value: { type: 'rich_text' } } },
    })
  })

  test.each([
    ['Text', 'a', 'Please enter at least 2 characters.'],
    ['Text', 'abcdef', 'Please enter no more than 5 characters.'],
    ['Number', 'five', 'Please enter a number.'],
    ['Number', 1.5, 'Please enter a whole number.'],
    ['Number', -1, 'Please enter a number of at least 0.'],
    ['Number', 11, 'Please enter a number of at most 10.'],
    ['Mail', 'sarah', 'Please enter a valid email address.'],
    ['Link', 'not a link', 'Please enter a valid URL.'],
    ['Needed', null, 'Please complete this required field.'],
  ])('is held back by Slack’s client when %s is %s', async (label, answer, problem) => {
    const acted = await submit({ Needed: 'A', [label]: answer })
    expect(acted).toEqual({ ok: false, errors: { [label.toLowerCase()]: problem } })
    expect(workspace.deliveries()).toHaveLength(1)
  })

  test('must be an input that is there', async () => {
    await expect(async () => submit({ Colour: 'red' })).rejects.toThrow('no input is "Colour"; there is: Text, Number')
  })
})
