import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { addDays } from '../../src/domain/local-time.ts'
import { saveKpi } from '../../src/storage/kpis.ts'
import type { RunningAcme } from '../support/app.ts'
import { at, lastReport, read, reportsIn, startReporting, startWithChant } from '../support/daily-report.ts'

function blocksOf(acme: RunningAcme, type: string): { [key: string]: unknown }[] {
  return (
    reportsIn(acme)
      .at(-1)
      ?.blocks.filter((block) => block.type === type) ?? []
  )
}

/** What the first chart draws. */
function seriesOf(acme: RunningAcme): { name: string; data: { label: string; value: number }[] }[] {
  const [block] = blocksOf(acme, 'data_visualization')
  const chart = block?.['chart'] as { series: { name: string; data: { label: string; value: number }[] }[] } | undefined
  return chart?.series ?? []
}

function channelOf(acme: RunningAcme): string {
  return reportsIn(acme)[0]?.channel ?? ''
}

function addKpi(acme: RunningAcme, id: string, name: string, values: readonly number[], every: 'day' | 'week' = 'day') {
  const { db } = acme.database
  const more = { unit: '%', every: { count: 1, unit: every }, ownerId: null, limit: null, isImplicit: false } as const
  saveKpi(db, { id, name, baseline: 8, target: 5, ...more })
  for (const [index, value] of values.entries()) {
    read(acme, addDays('2026-01-09', index + 1 - values.length), value, id, 'a script')
  }
}

describe('what the daily report looks like', () => {
  it('begins with the sentence that matters, and says in a table where every KPI stands', async () => {
    const acme = await startReporting()
    read(acme, '2026-01-09', 7.4)
    await acme.playTo(at.monday)
    expect(lastReport(acme)).toMatch(/^\*Monthly customer churn is 7\.4 % \(-0\.6 pp\), on pace\.\*/)
    const [table] = blocksOf(acme, 'table')
    expect(table?.['rows']).toEqual([
      ['KPI', 'Baseline', 'Now', 'Target', 'Status', 'Change', 'Age'].map((text) => ({ type: 'raw_text', text })),
      [
        'Monthly customer churn',
        '8 %',
        '7.4 %',
        '5 %',
        '🟢 on pace',
        '-0.6 pp since 31 December',
        'new, 3 days old',
      ].map((text) => ({ type: 'raw_text', text })),
    ])
    expect(lastReport(acme)).toContain('New from billing exports: Monthly customer churn 7.4 %')
  })

  it('draws the trend with the target as a series of its own, and says all of it in words', async () => {
    const acme = await startReporting({ kpis: ['daily'] })
    addKpi(
      acme,
      'daily',
      'Something measured every day, with a long name',
      Array.from({ length: 120 }, (_, day) => 8 - day / 60 + (day === 77 ? 3 : 0)),
    )
    await acme.playTo(at.monday)
    const series = seriesOf(acme)
    expect(series.map(({ name, data }) => [name, data.length])).toEqual([
      ['Measured', 20],
      ['Target', 20],
    ])
    expect(series[1]?.data.every(({ value }) => value === 5)).toBe(true)
    expect(Math.max(...(series[0]?.data.map(({ value }) => value) ?? []))).toBeCloseTo(9.72)
    expect(series[0]?.data.every(({ label }) => label.length <= 20)).toBe(true)
    expect(lastReport(acme)).toContain('20 of 120 readings are drawn, those that keep the shape.')
    const text = reportsIn(acme).at(-1)?.text ?? ''
    for (const { label, value } of series[0]?.data ?? [])
      expect(text).toContain(`${label} ${Number(value.toFixed(2))} %`)
  })

  it('leaves no hole in a chart unsaid', async () => {
    const acme = await startReporting({ kpis: ['weekly'] })
    addKpi(acme, 'weekly', 'Weekly', [8], 'week')
    read(acme, '2025-12-05', 7, 'weekly')
    read(acme, '2025-12-12', 7, 'weekly')
    await acme.playTo(at.monday)
    expect(lastReport(acme)).toContain('No reading between 12 December and 9 January.')
  })

  it('is words, bars and a table where Slack refuses charts, at once and from then on', async () => {
    const acme = await startReporting({ when: 'always' })
    acme.workspace.refuseBlocks('data_visualization')
    await acme.playTo(at.monday)
    expect(reportsIn(acme)).toHaveLength(1)
    expect(blocksOf(acme, 'data_visualization')).toEqual([])
    expect(blocksOf(acme, 'table')).toHaveLength(1)
    expect(lastReport(acme)).toContain('*Monthly customer churn* ▁█ rose from 7 % to 8 %')
    acme.workspace.clearCalls()
    await acme.playTo(at.tuesday)
    expect(blocksOf(acme, 'data_visualization')).toEqual([])
    const toChannel = acme.workspace.calls('chat.postMessage').filter(({ args }) => args['channel'] === channelOf(acme))
    expect(toChannel).toHaveLength(1)
  })

  it('fits into a message however many KPIs there are, says how many more, and opens all of them', async () => {
    const kpis = Array.from({ length: 60 }, (_, number) => `kpi${number}`)
    const acme = await startReporting({ kpis })
    for (const [number, id] of kpis.entries()) addKpi(acme, id, `Measure <number> ${number} & more`, [8, 7, 6])
    await acme.playTo(at.monday)
    const blocks = reportsIn(acme).at(-1)?.blocks ?? []
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000)
    expect(lastReport(acme)).toMatch(/_And \d+ more KPIs\._/)
    const message = reportsIn(acme).at(-1)
    if (message) await acme.workspace.as('mike').press(message, 'Show all')
    await acme.settle()
    const modal = acme.workspace.modal('mike')
    const words = modal ? wordsOf(modal) : ''
    for (let number = 0; number < 60; number++)
      expect(words).toContain(`Measure &lt;number&gt; ${number} &amp; more: 6 %`)
  })

  it('says that sources disagree, and which one is used', async () => {
    const acme = await startReporting()
    read(acme, '2026-01-09', 7.4, 'churn', 'Mike')
    acme.clock.advance(60_000)
    read(acme, '2026-01-09', 7.6)
    await acme.playTo(at.monday)
    expect(lastReport(acme)).toContain(
      'sources disagree on 9 January. 7.6 % (billing exports) came last and is used; also 7.4 % (Mike).',
    )
  })

  it('says what is missing when a repository cannot be read, and suffers nothing else', async () => {
    const { acme, project } = await startWithChant()
    rmSync(project.path, { recursive: true })
    await acme.playTo(at.monday)
    expect(lastReport(acme)).toContain('is not a folder.')
    expect(lastReport(acme)).toContain('Monthly customer churn')
  })
})
