import type { App } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import { eventually } from '../support/eventually.ts'
import { createAcme, startBolt } from '../support/slack-workspace.ts'

let workspace: SlackWorkspace
let app: App

beforeEach(async () => {
  workspace = await createAcme({
    shortcuts: [{ name: 'Add as evidence', type: 'message', callbackId: 'add_evidence' }],
  })
})

afterEach(async () => {
  await app.stop()
  await workspace.stop()
})

describe('a command', () => {
  test('reaches the app with who, where and what, and shows what the app answers to that person alone', async () => {
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', ({ ack, command }) =>
        ack(`${command.user_name} in ${command.channel_name}: ${command.text}`),
      )
    })
    expect(await workspace.as('sarah').command('retention', '/okr status O1')).toEqual({ ok: true })
    expect(workspace.ephemerals('sarah').map((message) => message.text)).toEqual(['sarah in retention: status O1'])
    expect(workspace.ephemerals('mike')).toEqual([])
    expect(workspace.messages('retention')).toEqual([])
  })

  test('names people and channels as should_escape does, and keeps other text from being markup', async () => {
    let text = ''
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', async ({ ack, command }) => {
        text = command.text
        await ack()
      })
    })
    await workspace.as('sarah').command('retention', '/okr status @mike #kpi-churn <!channel> & co')
    expect(text).toBe('status <@U0MIKE0000|mike> <#C0KPICHURN|kpi-churn> &lt;!channel&gt; &amp; co')
  })

  test('that nobody acknowledges in time fails with a sentence the person can read', async () => {
    await workspace.stop()
    workspace = await createAcme({ ackWithin: 100 })
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', () => new Promise(() => {}))
    })
    const acted = await workspace.as('sarah').command('retention', '/okr status')
    expect(acted).toEqual({ ok: false, problem: '/okr failed with the error "operation_timeout"' })
  })

  test('fails at once when the app is not connected', async () => {
    app = await startBolt(workspace)
    workspace.disconnect('drop')
    const acted = await workspace.as('sarah').command('retention', '/okr status')
    expect(acted).toEqual({ ok: false, problem: '/okr failed with the error "dispatch_failed"' })
  })

  test('that the app does not have is refused without asking it', async () => {
    app = await startBolt(workspace)
    expect((await workspace.as('sarah').command('retention', '/okay')).ok).toBe(false)
    expect(workspace.deliveries()).toEqual([])
  })
})

describe('a button', () => {
  const blocks = [
    { type: 'section', block_id: 'kr1', text: mrkdwn('*O1-KR1*'), accessory: button('answer', 'On track', 'O1-KR1:2') },
    { type: 'section', block_id: 'kr2', text: mrkdwn('*O1-KR2*'), accessory: button('answer', 'On track', 'O1-KR2:2') },
  ]

  test('sends its value with the message, and the app may replace the message with chat.update', async () => {
    app = await startBolt(workspace, (bolt) => {
      bolt.action('answer', async ({ ack, body, client }) => {
        await ack()
        if (body.type !== 'block_actions' || !body.message || !body.channel) throw new Error('no message came with it')
        const [action] = body.actions
        const value = action?.type === 'button' ? action.value : ''
        await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: `saved ${value}`, blocks: [] })
      })
    })
    await app.client.chat.postMessage({ channel: 'U0SARAH000', text: 'How sure are you?', blocks })
    const asked = workspace.lastMessage('sarah')
    expect(await workspace.as('sarah').press(asked, { text: 'On track', block_id: 'kr2' })).toEqual({ ok: true })
    await eventually(() => workspace.lastMessage('sarah').text).toBe('saved O1-KR2:2')
    expect(workspace.dm('sarah')).toHaveLength(1)
    expect(workspace.lastMessage('sarah').edited).not.toBeNull()
  })

  test('that stands there twice must be named exactly, and one that is not there says what is', async () => {
    app = await startBolt(workspace)
    await app.client.chat.postMessage({ channel: 'U0SARAH000', text: 'How sure are you?', blocks })
    const asked = workspace.lastMessage('sarah')
    const sarah = workspace.as('sarah')
    await expect(async () => sarah.press(asked, 'On track')).rejects.toThrow('2 are "On track"')
    await expect(async () => sarah.press(asked, 'Off track')).rejects.toThrow(
      'On track (kr1/answer), On track (kr2/answer)',
    )
    expect(buttonsOf(asked).map((one) => one.value)).toEqual(['O1-KR1:2', 'O1-KR2:2'])
  })

  test('in somebody else’s direct message cannot be pressed', async () => {
    app = await startBolt(workspace)
    await app.client.chat.postMessage({ channel: 'U0SARAH000', text: 'How sure are you?', blocks })
    const asked = workspace.lastMessage('sarah')
    await expect(async () => workspace.as('mike').press(asked, 'On track')).rejects.toThrow('Mike is not in')
  })

  test('of an ephemeral message carries no message, and the message is replaced or deleted by its response_url', async () => {
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', async ({ ack }) => {
        await ack({
          text: 'Help',
          blocks: [{ type: 'actions', elements: [button('more', 'More'), button('close', 'Close')] }],
        })
      })
      bolt.action('more', async ({ ack, body, respond }) => {
        await ack()
        const known = body.type === 'block_actions' && body.message !== undefined
        await respond({ replace_original: true, text: known ? 'came with the message' : 'more' })
      })
    })
    const sarah = workspace.as('sarah')
    await sarah.command('retention', '/okr help')
    const [help] = workspace.ephemerals('sarah')
    await sarah.press(help ?? never(), 'More')
    await eventually(() => workspace.ephemerals('sarah').map((message) => message.text)).toEqual(['more'])
  })

  test('tells what stands in the message’s inputs, also what the person chose before', async () => {
    const seen: unknown[] = []
    app = await startBolt(workspace, (bolt) => {
      bolt.action(/.*/, async ({ ack, body }) => {
        await ack()
        if (body.type === 'block_actions')
          seen.push(body.state?.values['day']?.['weekday']?.selected_option?.value ?? null)
      })
    })
    const options = ['Monday', 'Tuesday'].map((day) => ({ text: plain(day), value: day.toLowerCase() }))
    const menu = { type: 'static_select', action_id: 'weekday', placeholder: plain('Weekday'), options }
    await app.client.chat.postMessage({
      channel: 'U0SARAH000',
      text: 'When?',
      blocks: [{ type: 'actions', block_id: 'day', elements: [menu, button('save', 'Save')] } as never],
    })
    const asked = workspace.lastMessage('sarah')
    const sarah = workspace.as('sarah')
    await sarah.press(asked, 'Save')
    await sarah.choose(asked, 'weekday', 'Tuesday')
    await sarah.press(asked, 'Save')
    expect(seen).toEqual([null, 'tuesday', 'tuesday'])
    await expect(async () => sarah.choose(asked, 'weekday', 'Sunday')).rejects.toThrow('there is: Monday, Tuesday')
  })
})

describe('a form', () => {
  beforeEach(async () => {
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', async ({ ack, client, command }) => {
        await ack()
        await client.views.open({ trigger_id: command.trigger_id, view: form(command.text) })
      })
      bolt.view({ callback_id: 'form', type: 'view_closed' }, ({ ack }) => ack())
      bolt.view('form', async ({ ack, view }) => {
        const said = view.state.values['why']?.['text']?.value
        if (said === 'wrong') return ack({ response_action: 'errors', errors: { why: 'Say why.' } })
        if (said === 'stray') return ack({ response_action: 'errors', errors: { nowhere: 'Say why.' } })
        if (said === 'next') return ack({ response_action: 'push', view: form('second') })
        if (said === 'other') return ack({ response_action: 'update', view: form('changed') })
        if (said === 'clear') return ack({ response_action: 'clear' })
        if (said === 'broken')
          return ack({ response_action: 'update', view: { ...form('x'), title: plain('x'.repeat(25)) } })
        return ack()
      })
    })
    await workspace.as('sarah').command('retention', '/okr first')
    await eventually(() => workspace.modal('sarah')).not.toBeNull()
  })

  const shown = () => workspace.modals('sarah').map((view) => view.content['private_metadata'])
  const submit = (why: string) => workspace.as('sarah').submit(workspace.modal('sarah') ?? never(), { Why: why })

  test('stays open with the app’s error at its field, keeping what was typed', async () => {
    expect(await submit('wrong')).toEqual({ ok: false, errors: { why: 'Say why.' } })
    expect(workspace.modal('sarah')?.errors).toEqual({ why: 'Say why.' })
    expect(workspace.modal('sarah')?.typed['why']?.['text']?.['value']).toBe('wrong')
  })

  test('that is empty where something is required is never sent', async () => {
    const before = workspace.deliveries().length
    const acted = await workspace.as('sarah').submit(workspace.modal('sarah') ?? never())
    expect(acted).toEqual({ ok: false, errors: { why: 'Please complete this required field.' } })
    expect(workspace.deliveries()).toHaveLength(before)
  })

  test('closes when the app acknowledges, and shows what lies under it', async () => {
    await submit('next')
    expect(shown()).toEqual(['first', 'second'])
    await submit('fine')
    expect(shown()).toEqual(['first'])
  })

  test('is replaced, stacked three deep at most, or cleared as the app answers', async () => {
    await submit('other')
    expect(shown()).toEqual(['changed'])
    await submit('next')
    await submit('next')
    const acted = await submit('next')
    expect(acted.ok).toBe(false)
    expect(acted.problem).toContain('push_limit_reached')
    await submit('clear')
    expect(shown()).toEqual([])
  })

  test('stays when the app answers with a view that Slack refuses, or with errors for no input', async () => {
    expect((await submit('broken')).problem).toContain(
      'must be less than 25 characters [json-pointer:/view/title/text]',
    )
    expect((await submit('stray')).problem).toContain('nowhere')
    expect(shown()).toEqual(['first'])
  })

  test('is changed with views.update, unless the hash is not the newest', async () => {
    const view = workspace.modal('sarah') ?? never()
    await app.client.views.update({ view_id: view.id, hash: view.hash, view: form('newer') })
    const stale = app.client.views.update({ view_id: view.id, hash: view.hash, view: form('late') })
    await expect(stale).rejects.toThrow('hash_conflict')
    expect(shown()).toEqual(['newer'])
  })

  test('tells the app that it was closed when it asked to hear of it', async () => {
    await workspace.as('sarah').closeView()
    expect(shown()).toEqual([])
    expect(workspace.deliveries().at(-1)?.payload['type']).toBe('view_closed')
  })
})

test('a trigger opens one view, within three seconds', async () => {
  let now = new Date('2026-01-09T17:00:00Z')
  await workspace.stop()
  workspace = await createAcme({ wallClock: { now: () => now } })
  const triggers: string[] = []
  app = await startBolt(workspace, (bolt) => {
    bolt.command('/okr', async ({ ack, command }) => {
      triggers.push(command.trigger_id)
      await ack()
    })
  })
  await workspace.as('sarah').command('retention', '/okr one')
  await workspace.as('sarah').command('retention', '/okr two')
  const [first = '', second = ''] = triggers
  const open = (trigger_id: string) => app.client.views.open({ trigger_id, view: form('x') })
  await expect(open('1.2.abc')).rejects.toThrow('invalid_trigger_id')
  await open(first)
  await expect(open(first)).rejects.toThrow('exchanged_trigger_id')
  now = new Date('2026-01-09T17:00:03.001Z')
  await expect(open(second)).rejects.toThrow('expired_trigger_id')
})

test('Home is published to one person, who is announced when they open it', async () => {
  app = await startBolt(workspace, (bolt) => {
    bolt.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'section', text: mrkdwn(`Hello <@${event.user}>`) }]
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
    })
  })
  expect(await workspace.as('ana').openHome()).toEqual({ ok: true })
  await eventually(() => wordsOf(workspace.home('ana') ?? never())).toBe('Hello <@U0ANA00000>')
  expect(workspace.home('sarah')).toBeNull()
})

test('what people write reaches the app in its direct messages and channels, and mentions once more', async () => {
  const heard: string[] = []
  app = await startBolt(workspace, (bolt) => {
    bolt.message(async ({ message }) => void heard.push(`message ${message.channel_type}`))
    bolt.event('app_mention', async () => void heard.push('mention'))
  })
  const mike = workspace.as('mike')
  await mike.message('app', 'churn is 6.2 < 7')
  await mike.message('retention', 'look, @okr')
  await workspace.remove('kpi-churn', 'okr')
  await mike.message('kpi-churn', 'nobody hears this')
  expect(heard).toEqual(['message im', 'message channel', 'mention'])
  expect(workspace.dm('mike')[0]?.text).toBe('churn is 6.2 &lt; 7')
})

test('a changed person, a newcomer, an archived channel and the bot’s own coming are announced', async () => {
  const heard: string[] = []
  app = await startBolt(workspace, (bolt) => {
    bolt.event(
      'user_change',
      async ({ event }) => void heard.push(`${event.user.name} ${event.user.tz} ${event.user.deleted}`),
    )
    bolt.event('team_join', async ({ event }) => void heard.push(`joined ${event.user.name}`))
    bolt.event('channel_archive', async ({ event }) => void heard.push(`archived ${event.channel}`))
    bolt.event('member_joined_channel', async ({ event }) => void heard.push(`in ${event.channel} ${event.user}`))
  })
  await workspace.changePerson('ana', { zone: 'Europe/Lisbon' })
  await workspace.changePerson('jonas', { deactivated: true })
  await workspace.addPerson({ handle: 'kim', name: 'Kim' })
  await workspace.archive('kpi-churn')
  workspace.addChannel({ name: 'growth', bot: false, members: ['sarah'] })
  await workspace.invite('growth', 'okr')
  expect(heard).toEqual([
    'ana Europe/Lisbon false',
    'jonas undefined true',
    'joined kim',
    'archived C0KPICHURN',
    'in C0GROWTH00 U0APPBOT00',
  ])
})

describe('a socket', () => {
  test('that is asked to come back does, and several share what comes', async () => {
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', ({ ack }) => ack())
    })
    const other = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', ({ ack }) => ack())
    })
    const sarah = workspace.as('sarah')
    workspace.disconnect('refresh', 1)
    expect(await sarah.command('retention', '/okr one')).toEqual({ ok: true })
    expect(workspace.connections()).toBe(1)
    await eventually(() => workspace.connections()).toBe(2)
    expect(await sarah.command('retention', '/okr two')).toEqual({ ok: true })
    await other.stop()
  })

  test('that closes without acknowledging an event gets it again, marked as a retry', async () => {
    const heard: (number | undefined)[] = []
    app = await startBolt(workspace, (bolt) => {
      bolt.use(async ({ context, next }) => {
        heard.push(context.retryNum)
        await next()
      })
    })
    workspace.disconnect('drop')
    expect((await workspace.as('mike').message('app', 'hello')).ok).toBe(false)
    await eventually(() => workspace.connections()).toBe(1)
    await workspace.retryEvents()
    expect(heard).toEqual([1])
  })

  test('gets the same press again when a test says so', async () => {
    const heard: string[] = []
    app = await startBolt(workspace, (bolt) => {
      bolt.command('/okr', async ({ ack, command }) => {
        heard.push(command.trigger_id)
        await ack()
      })
    })
    await workspace.as('sarah').command('retention', '/okr status')
    await workspace.redeliver(-1)
    await workspace.redeliver(-1, 'replay')
    expect(new Set(heard).size).toBe(1)
    expect(heard).toHaveLength(3)
  })
})

function form(name: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: name,
    notify_on_close: true,
    title: plain('Why'),
    submit: plain('Send'),
    blocks: [
      { type: 'input', block_id: 'why', label: plain('Why'), element: { type: 'plain_text_input', action_id: 'text' } },
    ],
  }
}

function plain(text: string) {
  return { type: 'plain_text' as const, text }
}

function mrkdwn(text: string) {
  return { type: 'mrkdwn' as const, text }
}

function button(action_id: string, text: string, value?: string) {
  return { type: 'button' as const, action_id, text: plain(text), ...(value && { value }) }
}

function never(): never {
  throw new Error('expected something to be there')
}
