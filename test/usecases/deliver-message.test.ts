import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { retryJob } from '../../src/durable/manage.ts'
import { jobs } from '../../src/durable/tables.ts'
import { transact } from '../../src/platform/db.ts'
import { oweMessage, refreshMessage } from '../../src/usecases/owe-message.ts'
import { type AcmeOptions, type RunningAcme, startAcme } from '../support/app.ts'
import { personId } from '../support/check-ins.ts'
import { attempts, deliveryOf, owe, posting, quietHour, until } from '../support/owed.ts'

async function quietAcme(options: AcmeOptions = {}): Promise<RunningAcme> {
  const acme = await startAcme({ now: quietHour, ...options })
  acme.workspace.clearCalls()
  return acme
}

/** What Sarah, who is an admin, was told by direct message about deliveries. */
function alerts(acme: RunningAcme): string[] {
  return acme.workspace
    .dm('sarah')
    .map(wordsOf)
    .filter((words) => words.includes('did not arrive'))
}

function retryDead(acme: RunningAcme): void {
  const { db } = acme.database
  for (const { id, state } of db.select().from(jobs).all()) if (state === 'dead') retryJob(db, id, acme.clock.now())
}

describe('a message that is owed', () => {
  it('is sent once, however often the same occasion owes it', async () => {
    const acme = await quietAcme()
    owe(acme, 'one', 'mike')
    owe(acme, 'one', 'mike')
    await acme.settle()
    owe(acme, 'one', 'mike')
    await until(acme, 3600)
    expect(acme.workspace.dm('mike')).toHaveLength(1)
    expect(attempts(acme)).toEqual([0])
  })

  it('is not looked for when it went out at the first try: there can be no second', async () => {
    const acme = await quietAcme()
    owe(acme, 'one', 'mike')
    owe(acme, 'two', '#retention')
    await until(acme, 1200)
    expect(acme.workspace.calls('conversations.history')).toEqual([])
  })

  it('stands by itself when the message it answers never came', async () => {
    const acme = await quietAcme()
    await acme.workspace.archive('retention')
    owe(acme, 'question', '#retention')
    await until(acme, 60)
    expect(deliveryOf(acme, 'question').state).toBe('failed')
    const notice = { kind: 'not-saved', keyResultId: 'O1-KR1', why: 'because' } as const
    const answer = { key: 'answer', notice, to: { person: personId(acme.database.db, 'mike') }, threadOf: 'question' }
    transact(acme.database.db, (tx) => oweMessage(tx, answer, acme.clock.now()))
    await until(acme, 120)
    expect(deliveryOf(acme, 'answer').state).toBe('sent')
    expect(acme.workspace.lastMessage('mike').threadTs).toBeFalsy()
  })

  it('waits as long as Slack asks, and so does everything else', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'rate-limited', retryAfter: 30 })
    owe(acme, 'one', 'mike')
    await acme.settle()
    owe(acme, 'two', '#retention')
    await until(acme, 29.9)
    expect(attempts(acme)).toEqual([0])
    await until(acme, 40)
    expect(attempts(acme)).toEqual([0, 30, 30])
    expect([acme.workspace.dm('mike'), acme.workspace.messages('retention')].map(({ length }) => length)).toEqual([
      1, 1,
    ])
  })

  it.each([
    ['a server error', { kind: 'status', status: 503 }],
    ['a connection that breaks', { kind: 'reset' }],
    ['an error of Slack’s own', { kind: 'error', error: 'internal_error' }],
  ] as const)(
    'is looked for twice over a whole window after %s, and sent again since it is not there',
    async (_name, fault) => {
      const acme = await quietAcme()
      posting(acme, fault)
      owe(acme, 'one', 'mike')
      await until(acme, 59.9)
      expect(attempts(acme)).toEqual([0])
      await until(acme, 600)
      expect(attempts(acme)).toEqual([0, 60])
      expect(acme.workspace.dm('mike')).toHaveLength(1)
    },
  )

  it.each([
    ['a server error', { kind: 'status-after-commit', status: 500 }],
    ['a connection that breaks', { kind: 'drop-answer' }],
    ['an error of Slack’s own', { kind: 'error', error: 'fatal_error', afterCommit: true }],
  ] as const)('is found where it stands after %s, and not sent again', async (_name, fault) => {
    const acme = await quietAcme()
    posting(acme, fault)
    owe(acme, 'one', 'mike')
    await acme.settle()
    expect(deliveryOf(acme, 'one')).toMatchObject({ state: 'sent', ts: acme.workspace.lastMessage('mike').ts })
    await until(acme, 600)
    expect(attempts(acme)).toEqual([0])
  })

  it('is found although Slack shows it half a minute late', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'late-history', ms: 30_000 })
    posting(acme, { kind: 'drop-answer' })
    owe(acme, 'one', 'mike')
    await until(acme, 600)
    expect(attempts(acme)).toEqual([0])
    expect(deliveryOf(acme, 'one').state).toBe('sent')
  })

  it('stands once in the end although Slack showed it later than anybody waits: the audit deletes the second', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'late-history', ms: 120_000 })
    posting(acme, { kind: 'drop-answer' })
    owe(acme, 'one', 'mike')
    await until(acme, 100)
    expect(acme.workspace.dm('mike')).toHaveLength(2)
    await until(acme, 600)
    expect(acme.workspace.dm('mike').map(({ ts }) => ts)).toEqual([deliveryOf(acme, 'one').ts])
  })

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502 },
    { kind: 'reset' },
    { kind: 'drop-answer' },
    { kind: 'rate-limited', retryAfter: 1 },
    { kind: 'error', error: 'service_unavailable' },
  ] as const)('P3: is never posted twice by the SDK itself ($kind)', async (fault) => {
    const acme = await quietAcme()
    posting(acme, { ...fault, times: 10 })
    acme.workspace.faults.add({ method: 'conversations.history', kind: 'error', error: 'internal_error', times: 10 })
    owe(acme, 'one', 'mike')
    await acme.settle()
    expect(attempts(acme)).toEqual([0])
  })

  it('goes out once more, to a person, when Slack does not let us look: a question lost is worse than one asked twice', async () => {
    const acme = await quietAcme()
    acme.workspace.withhold('im:history')
    posting(acme, { kind: 'reset' })
    owe(acme, 'one', 'mike')
    await until(acme, 600)
    expect(attempts(acme)).toEqual([0, 60])
    expect(acme.workspace.dm('mike')).toHaveLength(1)
  })

  it('is looked for again and again while Slack fails at that too, and waits', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'drop-answer' })
    const history = { method: 'conversations.history', times: 1000 } as const
    const failing = acme.workspace.faults.add({ ...history, kind: 'error', error: 'internal_error' })
    owe(acme, 'one', 'mike')
    await until(acme, 600)
    failing.remove()
    await until(acme, 900)
    expect(attempts(acme)).toEqual([0])
    expect(deliveryOf(acme, 'one').state).toBe('sent')
  })

  it('is looked for no sooner than Slack allows', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'drop-answer' })
    acme.workspace.faults.add({ method: 'conversations.history', kind: 'rate-limited', retryAfter: 45 })
    owe(acme, 'one', 'mike')
    await until(acme, 600)
    const looks = acme.workspace
      .calls('conversations.history')
      .map(({ at }) => (at.getTime() - Date.parse(quietHour)) / 1000)
    expect(looks.slice(0, 2)).toEqual([0, 45])
    expect(attempts(acme)).toEqual([0])
  })
})

describe('a post to a channel that may or may not stand there', () => {
  it('is found when it does', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'drop-answer' })
    owe(acme, 'one', '#retention')
    await until(acme, 600)
    expect(acme.workspace.messages('retention')).toHaveLength(1)
    expect(alerts(acme)).toEqual([])
  })

  it('is not posted again by itself when it is not found: an admin is told, and decides', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'reset' })
    owe(acme, 'one', '#retention')
    await until(acme, 600)
    expect(acme.workspace.messages('retention')).toHaveLength(0)
    expect(alerts(acme)).toHaveLength(1)
    expect(alerts(acme)[0]).toContain('it is unclear whether Slack posted it')
    acme.workspace.clearCalls()
    retryDead(acme)
    await acme.settle()
    expect(
      acme.workspace
        .calls()
        .map(({ method }) => method)
        .slice(0, 2),
    ).toEqual(['conversations.history', 'chat.postMessage'])
    expect(acme.workspace.messages('retention')).toHaveLength(1)
  })

  it('is found, and not posted again, when an admin has it tried again and it came after all', async () => {
    const acme = await quietAcme()
    posting(acme, { kind: 'late-history', ms: 120_000 })
    posting(acme, { kind: 'drop-answer' })
    owe(acme, 'one', '#retention')
    await until(acme, 600)
    expect(alerts(acme)).toHaveLength(1)
    retryDead(acme)
    await until(acme, 1200)
    expect(acme.workspace.messages('retention')).toHaveLength(1)
    expect(deliveryOf(acme, 'one').state).toBe('sent')
  })
})

describe('P6: what can never arrive as it is', () => {
  it('somebody who left, and Slack says so: given up after one try, an admin is told the name, nobody else waits', async () => {
    const acme = await quietAcme()
    await acme.workspace.changePerson('mike', { deactivated: true })
    await acme.settle()
    acme.workspace.clearCalls()
    owe(acme, 'one', 'mike')
    owe(acme, 'two', 'jonas')
    await until(acme, 3600)
    expect(acme.workspace.dm('jonas')).toHaveLength(1)
    expect(attempts(acme)).toHaveLength(2)
    expect(alerts(acme)).toHaveLength(1)
    expect(alerts(acme)[0]).toContain('to Mike: Mike is deactivated in Slack')
  })

  it('somebody who left, and nobody told us: the same after Slack’s refusal', async () => {
    const acme = await quietAcme({ workspace: { events: [] } })
    owe(acme, 'before', 'mike')
    await acme.settle()
    await acme.workspace.changePerson('mike', { deactivated: true })
    owe(acme, 'one', 'mike')
    owe(acme, 'two', 'jonas')
    await until(acme, 3600)
    expect(acme.workspace.calls('chat.postMessage').filter(({ ok }) => !ok)).toHaveLength(1)
    expect(acme.workspace.dm('jonas')).toHaveLength(1)
    expect(alerts(acme)).toHaveLength(1)
    expect(alerts(acme)[0]).toContain('Mike')
  })

  it('somebody who left, where Slack takes the message all the same: it counts as sent', async () => {
    const acme = await quietAcme({ workspace: { events: [], postsToDeactivated: 'accept' } })
    owe(acme, 'before', 'mike')
    await acme.settle()
    await acme.workspace.changePerson('mike', { deactivated: true })
    owe(acme, 'one', 'mike')
    await until(acme, 3600)
    expect(deliveryOf(acme, 'one').state).toBe('sent')
    expect(alerts(acme)).toEqual([])
  })

  it('an archived channel: given up after one try, and the alert names the channel', async () => {
    const acme = await quietAcme()
    await acme.workspace.archive('retention')
    owe(acme, 'one', '#retention')
    owe(acme, 'two', '#kpi-churn')
    await until(acme, 3600)
    expect(acme.workspace.messages('kpi-churn')).toHaveLength(1)
    expect(acme.workspace.calls('chat.postMessage').filter(({ ok }) => !ok)).toHaveLength(1)
    expect(alerts(acme)).toHaveLength(1)
    expect(alerts(acme)[0]).toContain('to <#C0RETENTIO>: the channel is archived')
  })

  it('a message in a channel that was archived since: it is left as it stands after one try', async () => {
    const acme = await quietAcme()
    owe(acme, 'one', '#retention')
    await until(acme, 60)
    await acme.workspace.archive('retention')
    refreshMessage(acme.database.db, 'one', acme.clock.now())
    await until(acme, 7200)
    expect(acme.workspace.calls('chat.update').filter(({ ok }) => !ok)).toHaveLength(1)
    expect(alerts(acme)).toEqual([])
  })

  it('a public channel the app was removed from: it goes back in and posts', async () => {
    const acme = await quietAcme()
    await acme.workspace.remove('retention', 'okr')
    owe(acme, 'one', '#retention')
    await until(acme, 3600)
    expect(acme.workspace.messages('retention')).toHaveLength(1)
    expect(alerts(acme)).toEqual([])
  })

  it('a channel the app may not enter: the alert says how to let it in, and a retry then sends it', async () => {
    const acme = await quietAcme()
    acme.workspace.withhold('channels:join')
    await acme.workspace.remove('retention', 'okr')
    owe(acme, 'one', '#retention')
    await until(acme, 3600)
    expect(alerts(acme)[0]).toContain('I am not in the channel: invite me there')
    await acme.workspace.invite('retention', 'okr')
    retryDead(acme)
    await until(acme, 3700)
    expect(acme.workspace.messages('retention')).toHaveLength(1)
  })

  it.each([
    ['msg_too_long', 'the message is too long'],
    ['invalid_blocks', 'Slack does not take the message as it is built'],
    ['restricted_action', 'the workspace’s settings do not let me post there'],
  ])('%s: given up after one try, with the reason in words', async (error, words) => {
    const acme = await quietAcme()
    const fault = posting(acme, { kind: 'error', error, match: ({ channel }) => channel !== 'D0SARAH000', times: 9 })
    owe(acme, 'one', 'mike')
    await until(acme, 3600)
    expect(fault.hits()).toBe(1)
    expect(alerts(acme)).toHaveLength(1)
    expect(alerts(acme)[0]).toContain(words)
    expect(alerts(acme)[0]).toContain(error)
  })
})

describe('a token that Slack does not take any more', () => {
  it('keeps everything waiting, /readyz says so, and nothing is lost when it is mended', async () => {
    const acme = await quietAcme()
    const ready = async () => {
      const response = await fetch(`http://127.0.0.1:${acme.app.port()}/readyz`)
      return { status: response.status, body: await response.text() }
    }
    expect((await ready()).status).toBe(200)
    const revoked = acme.workspace.faults.add({ kind: 'error', error: 'token_revoked', times: 100_000 })
    for (const who of ['mike', 'jonas', 'ana']) owe(acme, who, who)
    owe(acme, 'channel', '#retention')
    await until(acme, 1800)
    expect(await ready()).toMatchObject({ status: 503, body: expect.stringContaining('token_revoked') })
    expect(['mike', 'jonas', 'ana', 'channel'].map((key) => deliveryOf(acme, key).state)).toEqual(
      Array(4).fill('waiting'),
    )
    revoked.remove()
    await until(acme, 1800 + 330)
    expect(['mike', 'jonas', 'ana', 'channel'].map((key) => deliveryOf(acme, key).state)).toEqual(Array(4).fill('sent'))
    expect(acme.workspace.duplicatesByMarker().size).toBe(0)
    expect((await ready()).status).toBe(200)
    expect(alerts(acme)).toEqual([])
  })
})
