import { describe, expect, it } from 'vitest'
import { addHolidays } from '../../src/storage/holidays.ts'
import { saveTeam } from '../../src/storage/teams.ts'
import {
  addSpec,
  at,
  changeSpec,
  lastReport,
  read,
  reportSettings,
  reportsIn,
  research,
  startReporting,
  startWithChant,
  wantReport,
} from '../support/daily-report.ts'

const always = { when: 'always' } as const

describe('when the daily report comes', () => {
  it('is on the next working day at its channel’s time, once, whatever is restarted', async () => {
    const acme = await startReporting()
    await acme.playTo('2026-01-12T13:29:59Z')
    expect(reportsIn(acme)).toHaveLength(0)
    await acme.playTo(at.monday)
    expect(reportsIn(acme)).toHaveLength(1)
    await acme.restart()
    await acme.playTo('2026-01-12T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('is every working day, and neither at the weekend nor on a holiday', async () => {
    const acme = await startReporting(always)
    addHolidays(acme.database.db, ['2026-01-14'])
    await acme.playTo('2026-01-18T20:00:00Z')
    const days = reportsIn(acme).map(({ ts }) => new Date(Number(ts) * 1000).toISOString().slice(0, 16))
    expect(days).toEqual(['2026-01-12T13:30', '2026-01-13T13:30', '2026-01-15T13:30', '2026-01-16T13:30'])
  })

  it('stays at half past eight when the clocks change', async () => {
    const acme = await startReporting(always, { now: '2026-03-05T17:00:00Z' })
    await acme.playTo('2026-03-09T20:00:00Z')
    const days = reportsIn(acme).map(({ ts }) => new Date(Number(ts) * 1000).toISOString().slice(0, 16))
    expect(days).toEqual(['2026-03-06T13:30', '2026-03-09T12:30'])
  })

  it('is posted late when the app comes back on that day, and never at night', async () => {
    const acme = await startReporting(always)
    acme.clock.set('2026-01-12T18:00:00Z')
    await acme.settle()
    expect(reportsIn(acme)).toHaveLength(1)
    acme.clock.set('2026-01-14T03:00:00Z')
    await acme.settle()
    expect(reportsIn(acme)).toHaveLength(1)
    await acme.playTo(at.wednesday)
    expect(reportsIn(acme)).toHaveLength(2)
    expect(lastReport(acme)).toContain('from Mon 12 Jan 13:00 to today 08:30')
  })

  it('begins with the next time when the time is changed', async () => {
    const acme = await startReporting(always)
    await acme.playTo(at.monday)
    await acme.playTo('2026-01-13T12:00:00Z')
    wantReport(acme, { ...always, time: '06:00' })
    await acme.playTo('2026-01-13T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(1)
    await acme.playTo('2026-01-14T11:00:00Z')
    expect(reportsIn(acme)).toHaveLength(2)
  })

  it('is one post for teams that share a channel, with what any of them wants', async () => {
    const { acme, project } = await startWithChant({ labels: ['kpi-churn'] })
    const { db } = acme.database
    const growth = {
      level: 'team',
      zone: 'America/New_York',
      workingDays: ['monday', 'tuesday'],
      leadId: null,
    } as const
    const checkIn = { weekday: 'monday', time: '09:00', starts: null } as const
    const report = { ...reportSettings, labels: ['growth'], kpis: ['churn'] }
    saveTeam(db, { ...growth, name: 'Growth', channel: null, checkIn, report }, acme.clock.now())
    await acme.playTo(at.monday)
    addSpec(project, '2026-01-12-001-abc', '2026-01-12T20:00:00Z', { title: 'Ours', labels: ['kpi-churn'] })
    addSpec(project, '2026-01-12-002-abc', '2026-01-12T20:01:00Z', { title: 'Theirs', labels: ['growth'] })
    addSpec(project, '2026-01-12-003-abc', '2026-01-12T20:02:00Z', { title: 'Nobody’s', labels: ['other'] })
    await acme.playTo(at.tuesday)
    expect(reportsIn(acme)).toHaveLength(2)
    expect(lastReport(acme)).toContain('Ours')
    expect(lastReport(acme)).toContain('Theirs')
    expect(lastReport(acme)).not.toContain('Nobody’s')
  })
})

describe('what the daily report covers', () => {
  it('is everything since the one before: Monday’s has the weekend', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo('2026-01-16T12:00:00Z')
    read(acme, '2026-01-16', 7.9)
    await acme.playTo(at.friday)
    expect(lastReport(acme)).toContain('7.9 %')
    addSpec(project, research, '2026-01-17T15:00:00Z')
    await acme.playTo('2026-01-18T12:00:00Z')
    changeSpec(project, research, '2026-01-18T15:00:00Z', { status: 'completed' })
    await acme.playTo(at.nextMonday)
    expect(lastReport(acme)).toContain('from Fri 16 Jan 08:30 to today 08:30')
    expect(lastReport(acme)).toContain('created Sat 17 Jan 10:00, completed yesterday 10:00')
  })

  it('has a commit that was pushed late in the next one, with its own date', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo(at.wednesday)
    addSpec(project, research, '2026-01-12T15:00:00Z')
    await acme.playTo(at.thursday)
    expect(lastReport(acme)).toContain('created Mon 12 Jan 10:00')
    await acme.playTo(at.friday)
    expect(reportsIn(acme).filter(({ blocks }) => JSON.stringify(blocks).includes(research))).toHaveLength(1)
  })

  it('has in it what a report said that could not be posted', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T20:00:00Z')
    const fault = acme.workspace.faults.add({
      kind: 'error',
      error: 'restricted_action',
      method: 'chat.postMessage',
      match: ({ channel }) => channel === reportsIn(acme)[0]?.channel,
    })
    await acme.playTo('2026-01-13T20:00:00Z')
    expect(fault.hits()).toBe(1)
    expect(reportsIn(acme)).toHaveLength(1)
    changeSpec(project, research, '2026-01-13T21:00:00Z', { status: 'completed' })
    await acme.playTo(at.wednesday)
    expect(lastReport(acme)).toContain('created Mon 12 Jan 15:00, completed yesterday 16:00')
  })

  it('is not told twice when Slack was away over night: the newer post says it all', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T20:00:00Z')
    await acme.playTo('2026-01-13T13:29:00Z')
    const fault = { kind: 'rate-limited', retryAfter: 3600, method: 'chat.postMessage', times: 1000 } as const
    const away = acme.workspace.faults.add(fault)
    await acme.playTo(at.wednesday)
    away.remove()
    await acme.playTo('2026-01-14T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(2)
    expect(lastReport(acme)).toContain('created Mon 12 Jan 15:00')
  })

  it('counts members under the labels of their driver, and says how far it is', async () => {
    const { acme, project } = await startWithChant()
    const driver = '2026-01-16-002-abc'
    addSpec(project, driver, '2026-01-09T18:00:00Z', { type: 'driver', title: 'Reduce Q1 churn' })
    for (const number of [1, 2, 3]) {
      const spec = { type: 'code', labels: [], title: `Part ${number}` }
      addSpec(project, `${driver}.${number}`, `2026-01-09T18:0${number}:00Z`, spec)
    }
    await acme.playTo(at.monday)
    changeSpec(project, `${driver}.1`, '2026-01-12T18:00:00Z', {
      type: 'code',
      labels: [],
      title: 'Part 1',
      status: 'completed',
    })
    changeSpec(project, `${driver}.3`, '2026-01-12T19:00:00Z', {
      type: 'code',
      labels: [],
      title: 'Part 3',
      status: 'failed',
    })
    await acme.playTo(at.tuesday)
    const words = lastReport(acme)
    expect(words).toContain('*Reduce Q1 churn* — 1 of 3 done  `2026-01-16-002-abc`')
    expect(words).toContain('*Part 1* — completed yesterday 13:00  `2026-01-16-002-abc.1`')
    expect(words).toContain('*Part 3* — failed yesterday 14:00  `2026-01-16-002-abc.3`')
    expect(words).not.toContain('Part 2')
  })
})

describe('nothing new', () => {
  it('is no post', async () => {
    const acme = await startReporting()
    await acme.playTo(at.monday)
    await acme.playTo('2026-01-16T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('is a post all the same in a channel that wants one always', async () => {
    const acme = await startReporting(always)
    await acme.playTo(at.monday)
    await acme.playTo(at.tuesday)
    expect(lastReport(acme)).toContain('Nothing new since yesterday 08:30.')
  })

  it('is not what a section shows that the channel left out', async () => {
    const { acme, project } = await startWithChant({ sections: ['kpis'] })
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T20:00:00Z')
    await acme.playTo(at.tuesday)
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('is not chant’s own book-keeping, nor specs of other labels', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T20:00:00Z', { labels: ['onboarding'] })
    await acme.playTo(at.tuesday)
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('ends with a reading', async () => {
    const acme = await startReporting()
    await acme.playTo(at.monday)
    await acme.playTo('2026-01-12T22:00:00Z')
    read(acme, '2026-01-12', 7.4)
    await acme.playTo(at.tuesday)
    expect(lastReport(acme)).toContain('Monthly customer churn is 7.4 % (-0.6 pp)')
  })

  it('ends when a status is another word, which time alone can do', async () => {
    const acme = await startReporting()
    read(acme, '2026-01-09', 7.4)
    await acme.playTo(at.monday)
    expect(lastReport(acme)).toContain('🟢 on pace')
    await acme.playTo('2026-01-23T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(2)
    expect(lastReport(acme)).toContain('Monthly customer churn is behind now, was on pace.')
  })

  it('ends when somebody is surer or less sure, and not when they say the same again', async () => {
    const acme = await startReporting()
    await acme.playTo('2026-01-12T17:00:00Z')
    const { workspace } = acme
    await workspace.as('mike').press(workspace.lastMessage('mike'), { block_id: 'answer:O1-KR1', text: '🟢 On track' })
    await acme.playTo(at.tuesday)
    expect(lastReport(acme)).toContain('*O1-KR1*  Reduce monthly customer churn from 8 % to 5 %: 🟢 On track — Mike')
    expect(lastReport(acme)).toContain('1 answer about confidence.')
    await acme.playTo('2026-01-19T17:00:00Z')
    const seen = reportsIn(acme).length
    await workspace.as('mike').press(workspace.lastMessage('mike'), { block_id: 'answer:O1-KR1', text: '🟢 On track' })
    await acme.playTo('2026-01-20T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(seen)
  })
})
