import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'

const token = 'a-token-of-readings'

function post(acme: RunningAcme, body: unknown, bearer = token): Promise<Response> {
  return fetch(`http://127.0.0.1:${acme.app.port()}/v1/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const valuesOf = (acme: RunningAcme) =>
  acme.database.sqlite.prepare("select at, value, source from readings where kpi_id = 'churn' order by id").all()

describe('POST /v1/readings', () => {
  it('stores readings, and the same one again is a duplicate', async () => {
    const acme = await startAcme({ env: { READINGS_TOKEN: token } })
    const body = { readings: [{ kpi: 'churn', at: '2026-01-09', value: 7.6, source: 'billing' }] }
    const first = await post(acme, body)
    expect([first.status, await first.json()]).toEqual([200, { stored: 1, duplicates: 0 }])
    expect(await (await post(acme, body)).json()).toEqual({ stored: 0, duplicates: 1 })
    expect(valuesOf(acme).at(-1)).toEqual({ at: '2026-01-09', value: 7.6, source: 'billing' })
  })

  it('names every problem with its path and stores nothing when one is wrong', async () => {
    const acme = await startAcme({ env: { READINGS_TOKEN: token } })
    const before = valuesOf(acme)
    const response = await post(acme, {
      readings: [
        { kpi: 'churn', at: '2026-01-09', value: 7.6 },
        { kpi: 'chrun', at: '2026-13-40', value: 1 },
        { kpi: 'churn', at: '2027-01-01', value: 1 },
      ],
    })
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({
      error: 'Nothing was stored.',
      problems: [
        { path: 'readings[1].kpi', message: 'there is no KPI chrun; the nearest is churn' },
        { path: 'readings[1].at', message: 'must be a date like 2026-01-28' },
        { path: 'readings[2].at', message: '2027-01-01 is still to come' },
      ],
    })
    expect(valuesOf(acme)).toEqual(before)
  })

  it('refuses a wrong token, what is no JSON, what is no number, and more than 256 KB', async () => {
    const acme = await startAcme({ env: { READINGS_TOKEN: token } })
    expect((await post(acme, { readings: [] }, 'another')).status).toBe(401)
    expect((await post(acme, '{"readings":')).status).toBe(400)
    const text = await post(acme, { readings: [{ kpi: 'churn', at: '2026-01-09', value: 'NaN' }] })
    expect([text.status, ((await text.json()) as { problems: unknown }).problems]).toEqual([
      400,
      [{ path: 'readings[0].value', message: 'must be a number, like 6.2' }],
    ])
    expect((await post(acme, `"${'x'.repeat(300 * 1024)}"`)).status).toBe(413)
  })

  it('is not there without a token in the environment', async () => {
    const acme = await startAcme()
    expect((await post(acme, {})).status).toBe(404)
  })
})

describe('/okr kpi', () => {
  it('records a value as a person writes it, with their name as its source, and says what it was before', async () => {
    const acme = await startAcme()
    await acme.workspace.as('mike').command('retention', '/okr kpi churn 7,6 % 2026-01-08 without trials')
    expect(acme.workspace.ephemerals('mike').at(-1)?.text).toBe(
      'Recorded: Monthly customer churn 7.6 % on 8 January. Before: 8 % on 31 December.',
    )
    expect(valuesOf(acme).at(-1)).toEqual({ at: '2026-01-08', value: 7.6, source: 'Mike' })
  })

  it('understands a key result’s id as its KPI', async () => {
    const acme = await startAcme()
    await acme.workspace.as('mike').command('retention', '/okr kpi o1-kr1 7.1')
    expect(valuesOf(acme).at(-1)).toEqual({ at: '2026-01-09', value: 7.1, source: 'Mike' })
  })

  it('opens a form without a value, and lists the KPIs without a name or with a wrong one', async () => {
    const acme = await startAcme()
    await acme.workspace.as('mike').command('retention', '/okr kpi churn')
    await acme.settle()
    await acme.workspace
      .as('mike')
      .submit(acme.workspace.modal('mike') as { id: string }, { value: '7.3', on: '2026-01-07' })
    expect(valuesOf(acme).at(-1)).toEqual({ at: '2026-01-07', value: 7.3, source: 'Mike' })
    await acme.workspace.as('mike').command('retention', '/okr kpi chrun 5')
    expect(acme.workspace.ephemerals('mike').at(-1)?.text).toContain('There is no KPI “chrun”.')
  })

  it('opens the form with the day it is where they are', async () => {
    const acme = await startAcme()
    acme.clock.set('2026-01-10T02:00:00Z')
    await acme.workspace.as('mike').command('retention', '/okr kpi churn')
    await acme.settle()
    expect(JSON.stringify(acme.workspace.modal('mike'))).toContain('"initial_date":"2026-01-09"')
  })

  it('keeps the form with the error at its field for a wrong unit and a day to come', async () => {
    const acme = await startAcme()
    await acme.workspace.as('mike').command('retention', '/okr kpi churn')
    await acme.settle()
    const outcome = await acme.workspace
      .as('mike')
      .submit(acme.workspace.modal('mike') as { id: string }, { value: '$7', on: '2026-02-01' })
    expect(Object.keys(outcome.errors ?? {})).toEqual(['value', 'on'])
    expect(valuesOf(acme)).toHaveLength(2)
  })
})

describe('a target or limit crossed', () => {
  it('is told once in the team’s channel', async () => {
    const acme = await startAcme()
    await acme.workspace.as('mike').command('retention', '/okr kpi churn 4.9')
    await acme.workspace.as('mike').command('retention', '/okr kpi churn 4.9')
    await acme.settle()
    const told = acme.workspace
      .messages('retention')
      .filter((message) => message.text.includes('has reached its target of 5 %'))
    expect(told).toHaveLength(1)
    await acme.workspace.as('mike').command('retention', '/okr kpi churn 4.8')
    await acme.settle()
    expect(acme.workspace.messages('retention').filter((message) => message.text.includes('reached'))).toHaveLength(1)
  })
})

describe('an overdue reading', () => {
  it('is asked of its owner once, on a working morning of theirs, and ticked off when it comes', async () => {
    const acme = await startAcme()
    const asks = () => acme.workspace.dm('mike').filter((message) => message.text.includes('due'))
    // A month after 31 December, three days' grace: overdue from Wednesday 4 February.
    await acme.playTo('2026-02-04T16:59:00Z')
    expect(asks()).toHaveLength(0)
    await acme.playTo('2026-02-04T17:00:00Z')
    expect(asks().map(({ text }) => text)).toEqual([
      expect.stringContaining(
        'Hi Mike, one number is due.\nMonthly customer churn\nNewest: 8 % on 31 December; expected every month.',
      ),
    ])
    const [ask] = asks()
    await acme.workspace.as('mike').press(ask as { channel: string; ts: string }, 'Enter it')
    await acme.settle()
    await acme.workspace
      .as('mike')
      .submit(acme.workspace.modal('mike') as { id: string }, { value: '7.4', on: '2026-01-31' })
    await acme.settle()
    const after = acme.workspace.dm('mike').find(({ ts }) => ts === ask?.ts)
    expect(wordsOf(after as never)).toContain('✓ 7.4 % on 31 January')
    await acme.playTo('2026-02-20T17:00:00Z')
    expect(acme.workspace.dm('mike').filter((message) => message.text.includes('number is due'))).toHaveLength(0)
  })

  it('says so, once and kindly, when Slack has given its form up before it could be opened', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-02-04T17:00:00Z')
    acme.workspace.faults.add({ method: 'views.open', kind: 'error', error: 'expired_trigger_id', times: 1 })
    await acme.workspace.as('mike').press(acme.workspace.lastMessage('mike'), 'Enter it')
    await acme.settle()
    await acme.playTo('2026-02-04T18:00:00Z')
    expect(acme.workspace.ephemerals('mike').map(({ text }) => text)).toEqual([
      'The form could not be opened in time. Please press it again.',
    ])
    await acme.workspace.as('mike').press(acme.workspace.lastMessage('mike'), 'Enter it')
    await acme.settle()
    expect(JSON.stringify(acme.workspace.modal('mike'))).toContain('reading-form')
  })
})
