import { describe, expect, it } from 'vitest'
import { recordReading } from '../../src/storage/kpis.ts'
import type { RunningAcme } from '../support/app.ts'
import { type Deciding, researchWaits } from '../support/approvals.ts'
import { at, lastReport, reportsIn, wantReport } from '../support/daily-report.ts'
import { read, summariesIn } from '../support/follow-ups.ts'
import { wordsOf } from '../support/home.ts'

const quiet = { env: { CHANT_POLL_SECONDS: '1000000' } }

async function decides(acme: RunningAcme, card: Deciding['card'], verdict: 'approve' | 'reject', reason = '') {
  await acme.workspace.as('sarah').press(card(), { action_id: `approval:${verdict}` })
  await acme.settle()
  if (verdict === 'approve') return
  const form = acme.workspace.modal('sarah')
  if (!form) throw new Error('Sarah has no form')
  await acme.workspace.as('sarah').submit(form, { reason })
  await acme.settle()
}

/** Findings that wait since Wednesday noon, and a daily report of the team in #kpi-churn. */
async function reported(sections: Parameters<typeof wantReport>[1]): Promise<Deciding> {
  const deciding = await researchWaits(quiet)
  wantReport(deciding.acme, sections)
  // Slack is asked within a minute which channel is meant.
  await deciding.acme.playTo('2026-01-14T17:05:00Z')
  return deciding
}

describe('the daily report, while findings wait', () => {
  it('says what waits, for whom and since when, with where to decide; that it gets older is no news', async () => {
    const { acme } = await reported({ sections: ['approvals', 'activity'] })
    await acme.playTo(at.thursday)
    expect(lastReport(acme)).toContain('1 decision waits.')
    expect(lastReport(acme)).toMatch(
      /\*Waiting for a decision\*\n• .*Analyze Q1 churn drivers> — Sarah, since yesterday 12:00/,
    )
    expect(JSON.stringify(reportsIn(acme).at(-1)?.blocks)).toMatch(/archives\/\w+\/p\d+\|Analyze Q1/)
    await acme.playTo(at.friday)
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('tells a decision once, and no longer that it waits; an older report stays as it was', async () => {
    const { acme, card, look } = await reported({ sections: ['approvals'] })
    await acme.playTo(at.thursday)
    acme.clock.set('2026-01-15T13:45:00Z')
    await decides(acme, card, 'reject', 'The beta has data')
    await look()
    await acme.playTo(at.friday)
    expect(reportsIn(acme)).toHaveLength(2)
    expect(lastReport(acme)).toContain('1 decision was made.')
    expect(lastReport(acme)).toMatch(
      /\*Decided\*\n• .*Rejected the finding “Analyze Q1 churn drivers”> — Sarah, yesterday 08:45: The beta has data/,
    )
    expect(lastReport(acme)).not.toContain('Waiting for a decision')
    await acme.workspace.as('sarah').command('kpi-churn', '/okr report 2026-01-15')
    await acme.settle()
    const [first] = reportsIn(acme)
    expect(first && wordsOf(first)).toContain('*Waiting for a decision*')
    await acme.playTo(at.nextMonday)
    expect(reportsIn(acme)).toHaveLength(2)
  })

  it('does not tell a decision twice where the activity tells it', async () => {
    const { acme, card, look } = await reported({ sections: ['approvals', 'activity'] })
    await decides(acme, card, 'approve')
    await look()
    await acme.playTo(at.thursday)
    expect(lastReport(acme)).toContain('approved')
    expect(lastReport(acme)).not.toContain('*Decided*')
    expect(lastReport(acme)).not.toContain('*Waiting for a decision*')
  })

  it('says nothing of them to a channel that does not want to know', async () => {
    const { acme } = await reported({ sections: ['kpis'], when: 'always' })
    await acme.playTo(at.thursday)
    expect(lastReport(acme)).not.toContain('Analyze Q1')
  })
})

describe('the weekly summary', () => {
  it('names findings that have waited for more than three days among the decisions needed', async () => {
    const { acme } = await researchWaits({ ...quiet, now: '2026-01-09T17:00:00Z' })
    await acme.playTo('2026-01-14T21:00:00Z')
    expect(read(summariesIn(acme, 'retention')[0])).toContain(
      '“Analyze Q1 churn drivers” has waited since Fri 9 Jan: approve it or reject it? Sarah can decide.',
    )
  })

  it('says what was decided in the week, and does not ask for it', async () => {
    const { acme, card } = await researchWaits({ ...quiet, now: '2026-01-09T17:00:00Z' })
    acme.clock.set('2026-01-13T15:00:00Z')
    await decides(acme, card, 'approve')
    await acme.playTo('2026-01-14T21:00:00Z')
    const words = read(summariesIn(acme, 'retention')[0])
    expect(words).toMatch(/\*Decided\*\n• .*Approved the finding “Analyze Q1 churn drivers”/)
    expect(words).not.toContain('has waited since')
  })
})

describe('the next check-in', () => {
  async function nextRequest({ acme, look }: Deciding): Promise<string> {
    await look()
    recordReading(
      acme.database.db,
      { kpiId: 'churn', at: '2026-01-16', value: 7.4, source: 'billing', note: null, recordedBy: null },
      acme.clock.now(),
    )
    await acme.playTo('2026-01-19T17:00:00Z')
    return wordsOf(acme.workspace.lastMessage('mike'))
  }

  it('has an approval made in Slack as evidence once, with who approved and what is expected of it', async () => {
    const deciding = await researchWaits(quiet)
    await decides(deciding.acme, deciding.card, 'approve')
    const words = await nextRequest(deciding)
    expect(words).toContain('Approved by Sarah: Analyze Q1 churn drivers (14 January), expected: ~3.5 pp, ~1.5 pp')
    expect(words.match(/Analyze Q1 churn drivers/g)).toHaveLength(1)
  })

  it('has a rejection with its reason, once, and expects nothing of it', async () => {
    const deciding = await researchWaits(quiet)
    await decides(deciding.acme, deciding.card, 'reject', 'Validate the integration figure')
    const words = await nextRequest(deciding)
    expect(words).toContain(
      'Rejected by Sarah: Analyze Q1 churn drivers (14 January) — Validate the integration figure',
    )
    expect(words.match(/Analyze Q1 churn drivers/g)).toHaveLength(1)
    expect(words).not.toContain('expected:')
  })
})
