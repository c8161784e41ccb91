import { expect, onTestFinished, test } from 'vitest'
import { addDays } from '../../src/domain/local-time.ts'
import { reportSections } from '../../src/domain/teams.ts'
import { dailyReportMessage } from '../../src/slack/views/daily-report.ts'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../../src/storage/open.ts'
import { buildReport } from '../../src/usecases/daily-report/build-report.ts'

// Issue 5: a report of 50 KPIs with 2,000 readings each in 100 ms.

const kpis = 50
const readings = 2000
const today = '2026-01-28'

test('a daily report of 50 KPIs with 2,000 daily readings each', () => {
  const { db, sqlite } = filled()
  expect(sqlite.prepare('select count(*) from readings').pluck().get()).toBe(kpis * readings)
  const channel = {
    ...{ channelId: 'C1', teams: [1], time: '08:30', zone: 'UTC', labels: [], sections: reportSections },
    kpis: Array.from({ length: kpis }, (_, kpi) => `kpi${kpi}`),
    when: 'always' as const,
    works: () => true,
  }
  const until = new Date(`${today}T08:30:00Z`)
  const window = {
    ...{ date: today, since: new Date(`${addDays(today, -1)}T08:30:00Z`), until, follows: null },
    readingId: kpis * readings,
    before: { readingId: kpis * (readings - 1), statuses: {}, confidences: {} },
  }
  const build = () => buildReport(db, channel, window)
  const first = timed(build)
  const times = Array.from({ length: 20 }, () => timed(build))
  const rendered = timed(() => dailyReportMessage({ ...build(), reportId: 1 }))
  const best = Math.min(...times)
  process.stdout.write(
    `daily report of ${kpis} KPIs with ${readings} readings each: ${best.toFixed(1)} ms, median ${median(times).toFixed(1)}, first ${first.toFixed(1)}, with its message ${rendered.toFixed(1)} (promised: 100)\n`,
  )
  expect(build().kpis[0]?.trend.points).toHaveLength(20)
  expect(best).toBeLessThan(100)
})

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
}

/** Every KPI measured every day for five and a half years, the last time today. */
function filled(): OpenDatabase {
  const database = openDatabase(':memory:')
  migrateDatabase(database)
  onTestFinished(() => database.close())
  const { sqlite } = database
  const kpi = sqlite.prepare('insert into kpis (id, name, unit, baseline, target) values (?, ?, ?, ?, ?)')
  const reading = sqlite.prepare('insert into readings (kpi_id, at, value, source, recorded_at) values (?, ?, ?, ?, ?)')
  sqlite.transaction(() => {
    sqlite.prepare("insert into cycles (name, starts, ends) values ('2026-Q1', '2026-01-01', '2026-03-31')").run()
    for (let number = 0; number < kpis; number++) kpi.run(`kpi${number}`, `Measure number ${number}`, '%', 8, 5)
    for (let day = readings - 1; day >= 0; day--) {
      const at = addDays(today, -day)
      for (let number = 0; number < kpis; number++) {
        const value = 8 - 3 * Math.sin((day + number * 31) / 40)
        reading.run(`kpi${number}`, at, value, 'a script', Date.parse(`${at}T06:00:00Z`))
      }
    }
  })()
  return database
}
