import { describe, expect, it } from 'vitest'
import type { Zone } from '../../src/domain/local-time.ts'
import { openReportPlans, plannedBefore, type ReportChannel, reportChannelsOf } from '../../src/domain/reports.ts'
import { defaultCheckIn, defaultWorkingDays, type ReportSettings, type Team } from '../../src/domain/teams.ts'

const settings: ReportSettings = {
  channel: '#kpi',
  time: '08:30',
  zone: null,
  labels: ['a'],
  kpis: ['churn'],
  sections: ['activity'],
  when: 'new',
}

function team(id: number, report: Partial<ReportSettings> | null, more: Partial<Team> = {}): Team {
  return {
    id,
    name: `Team ${id}`,
    level: 'team',
    zone: 'Europe/Berlin',
    workingDays: defaultWorkingDays,
    leadId: null,
    channel: null,
    channelId: null,
    checkIn: defaultCheckIn,
    importedAt: new Date('2026-01-01T00:00:00Z'),
    report: report && { ...settings, ...report },
    reportChannelId: report ? 'C1' : null,
    ...more,
  }
}

function channel(teams: readonly Team[], holidays: string[] = [], defaultZone: Zone = 'UTC'): ReportChannel {
  const [only, ...others] = reportChannelsOf(teams, new Set(holidays), defaultZone)
  if (!only || others.length > 0) throw new Error('not one channel')
  return only
}

describe('the report of a channel', () => {
  it('is what its teams want together, at the time of the first', () => {
    const shared = channel([
      team(2, { time: '07:00', labels: ['b', 'a'], kpis: ['nps'], sections: ['kpis'], when: 'always' }),
      team(1, { labels: ['a'], kpis: ['churn', 'nps'] }),
    ])
    expect(shared).toMatchObject({
      teams: [1, 2],
      time: '08:30',
      zone: 'Europe/Berlin',
      labels: ['a', 'b'],
      kpis: ['churn', 'nps'],
      sections: ['activity', 'kpis'],
      when: 'always',
    })
  })

  it('covers every label as soon as one team names none', () => {
    expect(channel([team(1, {}), team(2, { labels: [] })]).labels).toEqual([])
  })

  it('is in its own zone, else its team’s, else the workspace’s', () => {
    expect(channel([team(1, { zone: 'Asia/Tokyo' })]).zone).toBe('Asia/Tokyo')
    expect(channel([team(1, {})]).zone).toBe('Europe/Berlin')
    expect(channel([team(1, {}, { zone: null })], [], 'Asia/Kathmandu').zone).toBe('Asia/Kathmandu')
  })

  it('comes on days on which any of its teams works', () => {
    const { works } = channel(
      [team(1, {}, { workingDays: ['monday'] }), team(2, {}, { workingDays: ['sunday'] })],
      ['2026-01-19'],
    )
    expect(['2026-01-11', '2026-01-12', '2026-01-13', '2026-01-19'].map(works)).toEqual([true, true, false, false])
  })

  it('is none without a channel that Slack knows', () => {
    expect(reportChannelsOf([team(1, null), team(2, {}, { reportChannelId: null })], new Set(), 'UTC')).toEqual([])
  })
})

describe('when reports are due', () => {
  const berlin = channel([team(1, {})])
  const plans = (now: string, plannedFrom: string, decided: string[] = []) =>
    openReportPlans(berlin, { plannedFrom: new Date(plannedFrom), decided: new Set(decided) }, new Date(now)).map(
      ({ date, at, outcome }) => `${date} ${at.toISOString().slice(5, 16)} ${outcome}`,
    )

  it('is at their hour on the next working day, on either side of a change of clocks', () => {
    expect(plans('2026-01-09T12:00:00Z', '2026-01-09T12:00:00Z')).toEqual(['2026-01-12 01-12T07:30 to-post'])
    expect(plans('2026-03-28T12:00:00Z', '2026-03-28T12:00:00Z')).toEqual(['2026-03-30 03-30T06:30 to-post'])
  })

  it('is on the day, late, for eight hours; after that it is missed', () => {
    const from = '2026-01-12T00:00:00Z'
    expect(plans('2026-01-12T15:30:00Z', from)[0]).toBe('2026-01-12 01-12T07:30 to-post')
    expect(plans('2026-01-12T15:31:00Z', from)[0]).toBe('2026-01-12 01-12T15:30 missed')
  })

  it('is never on the day after, however late the hour', () => {
    const late = channel([team(1, { time: '23:00' })])
    const from = { plannedFrom: new Date('2026-01-12T00:00:00Z'), decided: new Set<string>() }
    const [plan] = openReportPlans(late, from, new Date('2026-01-12T23:30:00Z'))
    expect(plan).toMatchObject({ date: '2026-01-12', outcome: 'missed' })
  })

  it('counts the working days that were slept through, a month at most', () => {
    const missed = plans('2026-03-31T12:00:00Z', '2026-01-12T00:00:00Z').filter((plan) => plan.endsWith('missed'))
    expect(missed[0]).toContain('2026-03-02')
    expect(missed).toHaveLength(21)
    expect(plans('2026-01-14T12:00:00Z', '2026-01-12T00:00:00Z', ['2026-01-12', '2026-01-13', '2026-01-14'])).toEqual([
      '2026-01-15 01-15T07:30 to-post',
    ])
  })

  it('is never again for a channel whose teams never work', () => {
    const never = channel([team(1, {}, { workingDays: [] })])
    const from = { plannedFrom: new Date('2026-01-12T00:00:00Z'), decided: new Set<string>() }
    expect(openReportPlans(never, from, new Date('2026-01-12T00:00:00Z'))).toEqual([])
  })

  it('begins, for the first report, a working day earlier', () => {
    expect(plannedBefore(berlin, '2026-01-12').toISOString()).toBe('2026-01-09T07:30:00.000Z')
  })
})
