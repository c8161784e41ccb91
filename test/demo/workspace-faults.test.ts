import { ErrorCode, WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { createAcme, fixedClock, silent } from '../support/slack-workspace.ts'

const clock = fixedClock('2026-01-09T17:00:00Z')
let workspace: SlackWorkspace
let slack: WebClient

beforeEach(async () => {
  clock.set('2026-01-09T17:00:00Z')
  workspace = await createAcme({ clock })
  slack = new WebClient(workspace.botToken, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  })
})

afterEach(() => workspace.stop())

function post(delivery = 'a', channel = 'C0RETENTIO') {
  const metadata = { event_type: 'okr_delivery', event_payload: { delivery } }
  return slack.chat.postMessage({ channel, text: 'hello', metadata })
}

/** How the call ended, and whether the message stands. */
async function outcome(call: Promise<unknown>): Promise<[string, number]> {
  const ended = await call.then(
    () => 'ok',
    (error: { code: string; data?: { error?: string } }) => error.data?.error ?? error.code,
  )
  return [ended, workspace.messages('retention').length]
}

describe('a fault', () => {
  test.each([
    ['not done, and limited', { kind: 'rate-limited', retryAfter: 7 }, ErrorCode.RateLimitedError, 0],
    ['not done, and a server error', { kind: 'status', status: 503 }, ErrorCode.HTTPError, 0],
    ['not done, and cut', { kind: 'reset' }, ErrorCode.RequestError, 0],
    ['done, and cut', { kind: 'drop-answer' }, ErrorCode.RequestError, 1],
    ['done, and a server error', { kind: 'status-after-commit', status: 500 }, ErrorCode.HTTPError, 1],
    [
      'done, and called an internal error',
      { kind: 'error', error: 'internal_error', afterCommit: true },
      'internal_error',
      1,
    ],
    ['not done, and called an internal error', { kind: 'error', error: 'internal_error' }, 'internal_error', 0],
    ['not done for want of a scope', { kind: 'missing-scope', scope: 'chat:write' }, 'missing_scope', 0],
    ['done, and answered a little late', { kind: 'slow', ms: 20 }, 'ok', 1],
  ] as const)('can leave a post %s', async (_name, fault, ended, standing) => {
    workspace.faults.add({ method: 'chat.postMessage', ...fault })
    expect(await outcome(post())).toEqual([ended, standing])
    expect(await outcome(post())).toEqual(['ok', standing + 1])
  })

  test('hits its method and arguments only, as often as it is told', async () => {
    const fault = workspace.faults.add({
      method: 'chat.postMessage',
      match: (args) => args['channel'] === 'C0RETENTIO',
      times: 2,
      kind: 'reset',
    })
    await slack.auth.test()
    await post('a', 'C0KPICHURN')
    await expect(post()).rejects.toThrow()
    await expect(post()).rejects.toThrow()
    await post()
    expect(fault.hits()).toBe(2)
  })

  test('and another wait for their turn: one call, one fault', async () => {
    workspace.faults.add({ kind: 'reset' })
    workspace.faults.add({ kind: 'drop-answer' })
    expect(await outcome(post())).toEqual([ErrorCode.RequestError, 0])
    expect(await outcome(post())).toEqual([ErrorCode.RequestError, 1])
    expect(await outcome(post())).toEqual(['ok', 2])
  })

  test('keeps a message out of history until its time has come, but not out of sight', async () => {
    workspace.faults.add({ method: 'chat.postMessage', kind: 'late-history', ms: 30_000 })
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop-answer' })
    expect(await outcome(post())).toEqual([ErrorCode.RequestError, 1])
    const count = async () => (await slack.conversations.history({ channel: 'C0RETENTIO' })).messages?.length
    expect(await count()).toBe(0)
    clock.advance(30_000)
    expect(await count()).toBe(1)
  })
})

describe('a wild mix', () => {
  async function run(seed: number): Promise<string[]> {
    const wild = workspace.faults.wild(seed, { share: 0.5 })
    const ends: string[] = []
    for (let number = 0; number < 40; number++) ends.push((await outcome(post(`${seed}-${number}`)))[0])
    wild.remove()
    return ends
  }

  test('is the same again for the same seed, and another for another', async () => {
    const first = await run(7)
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)
    expect(new Set(first).size).toBeGreaterThan(4)
  })

  test('lets every other method through', async () => {
    workspace.faults.wild(1, { share: 1 })
    await slack.auth.test()
    await slack.conversations.open({ users: 'U0SARAH000' })
  })
})

test('Slack away refuses connections, and is back on the same port with all it had', async () => {
  await post()
  await workspace.faults.away()
  await expect(post()).rejects.toMatchObject({ code: ErrorCode.RequestError })
  const refused = await fetch(`${workspace.apiUrl}auth.test`).catch((error: Error) => error.cause)
  expect((refused as { code: string }).code).toBe('ECONNREFUSED')
  await workspace.faults.back()
  await post('b')
  expect(workspace.messages('retention')).toHaveLength(2)
})

test('messages are counted by the marker they carry, and one that was deleted no longer stands', async () => {
  await post('once')
  await post('twice')
  await post('twice', 'C0KPICHURN')
  const { ts = '' } = await post('thrice')
  await post('thrice')
  await slack.chat.delete({ channel: 'C0RETENTIO', ts })
  expect([...workspace.duplicatesByMarker()]).toEqual([['{"delivery":"twice"}', 1]])
  expect(workspace.markersStanding().size).toBe(3)
})

test('a block type can be unknown to this workspace, as charts are to some', async () => {
  workspace.refuseBlocks('divider')
  const call = slack.chat.postMessage({ channel: 'C0RETENTIO', text: 'x', blocks: [{ type: 'divider' }] })
  await expect(call).rejects.toMatchObject({
    data: { error: 'invalid_blocks', errors: ['unsupported type: divider [json-pointer:/blocks/0/type]'] },
  })
})
