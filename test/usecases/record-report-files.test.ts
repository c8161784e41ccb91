import { describe, expect, it } from 'vitest'
import { readRepository } from '../../src/chant/reading.ts'
import { readReportFiles } from '../../src/chant/report-files.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { kpiOfMetric } from '../../src/domain/report-files.ts'
import type { Db } from '../../src/platform/db.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { listReportFileProblems } from '../../src/storage/chant-report-files.ts'
import { readingsOf, saveKpi } from '../../src/storage/kpis.ts'
import { createChantReader } from '../../src/usecases/chant-reader.ts'
import { type ChantProject, chantProject, specText } from '../support/chant-project.ts'
import { freshDatabase } from '../support/database.ts'
import { fixedClock } from '../support/slack-workspace.ts'

const path = 'reports/kpi-churn-daily.md'

function withKpis(): Db {
  const { db } = freshDatabase()
  const nothing = { every: null, ownerId: null, baseline: null, target: null, limit: null, isImplicit: false }
  saveKpi(db, { id: 'churn', name: 'Monthly customer churn', unit: '%', ...nothing })
  saveKpi(db, { id: 'support_tickets', name: 'Support tickets a week', unit: 'count', ...nothing })
  return db
}

function report(...rows: string[]): string {
  return ['# Churn KPI Report — 2026-01-28', '', '| Metric | Baseline | Current |', '|---|---|---|', ...rows, ''].join(
    '\n',
  )
}

function reporting(text: string): ChantProject {
  const project = chantProject()
  const more = `target_files:\n- ${path}\n`
  project.write('.chant/specs/2026-01-22-003-def.md', specText({ type: 'task', more }))
  project.write(path, text)
  project.commit('Report', { at: '2026-01-28T08:00:00Z' })
  return project
}

function readerOf(db: Db, project: ChantProject) {
  const open = () => openRepository(project.path, { name: 'acme', environment: process.env })
  return createChantReader({
    db,
    clock: fixedClock('2026-01-29T12:00:00Z'),
    log: silentLogger,
    defaultZone: 'UTC',
    repositories: [
      {
        name: 'acme',
        read: async (cursor, take) => readRepository(await open(), cursor, take),
        readReports: async (paths) => readReportFiles(await open(), paths),
        readContents: async () => new Map(),
      },
    ],
  })
}

const values = (db: Db, kpi: string) => readingsOf(db, kpi, null).map(({ at, value }) => `${at} ${value}`)

describe('a report file that a spec writes', () => {
  it('brings readings, with the day of its heading and where they come from', async () => {
    const db = withKpis()
    const project = reporting(
      report('| Monthly churn | 8% | 6,2 % |', '| Support tickets/week | 340 | 285 |', '| NPS | 32 | – |'),
    )
    await readerOf(db, project).readAll()
    expect(readingsOf(db, 'churn', null)).toMatchObject([
      { at: '2026-01-28', value: 6.2, source: `chant ${path}`, note: 'Churn KPI Report — 2026-01-28' },
    ])
    expect(values(db, 'support_tickets')).toEqual(['2026-01-28 285'])
    expect(listReportFileProblems(db)).toEqual([])
  })

  it('is read again when it was committed anew, and then only', async () => {
    const db = withKpis()
    const project = reporting(report('| churn | 8% | 6.2% |'))
    const reader = readerOf(db, project)
    await reader.readAll()
    project.write('README.md', 'hello')
    project.commit('Something else', { at: '2026-01-28T09:00:00Z' })
    await reader.readAll()
    project.write(path, report('| churn | 8% | 6.3% |'))
    project.commit('Corrected', { at: '2026-01-28T10:00:00Z' })
    await reader.readAll()
    expect(values(db, 'churn')).toEqual(['2026-01-28 6.2', '2026-01-28 6.3'])
  })

  it('loses nothing else over a broken line, and says which one it is', async () => {
    const db = withKpis()
    const project = reporting(
      report(
        '| Monthly churn | 8% | six |',
        '| Support tickets/week | 340 | 285 % |',
        '| support_tickets | 340 | 285 |',
      ),
    )
    await readerOf(db, project).readAll()
    expect(values(db, 'churn')).toEqual([])
    expect(values(db, 'support_tickets')).toEqual(['2026-01-28 285'])
    const [file] = listReportFileProblems(db)
    expect(file?.problems).toEqual([
      expect.stringContaining('line 5: Monthly churn, current: “six” is no number'),
      'line 6: Support tickets/week is in %, and Support tickets a week is in count',
    ])
  })

  it('without a day, or about a day to come, brings nothing and says why', async () => {
    const db = withKpis()
    await readerOf(db, reporting(report('| churn | 8% | 6.2% |').replace('2026-01-28', 'today'))).readAll()
    expect(listReportFileProblems(db)[0]?.problems).toEqual([
      'its first heading has no date like 2026-01-28, so its figures cannot be used',
    ])
    const other = withKpis()
    await readerOf(other, reporting(report('| churn | 8% | 6.2% |').replace('2026-01-28', '2026-12-28'))).readAll()
    expect(listReportFileProblems(other)[0]?.problems).toEqual(['line 5: churn: 2026-12-28 is still to come'])
    expect(values(other, 'churn')).toEqual([])
  })
})

describe('which KPI a metric means', () => {
  const kpi = (id: string, name = id) => ({ id, name }) as Parameters<typeof kpiOfMetric>[1][number]
  const kpis = [kpi('churn', 'Monthly customer churn'), kpi('support_tickets'), kpi('nps'), kpi('tickets')]

  it('is the one of that id or name, else the only one whose id stands in it', () => {
    const meant = (metric: string) => kpiOfMetric(metric, kpis)?.id ?? null
    expect(meant('Monthly Customer Churn')).toBe('churn')
    expect(meant('Monthly churn')).toBe('churn')
    expect(meant('NPS')).toBe('nps')
    expect(meant('Support tickets/week')).toBe(null) // tickets, or support_tickets
    expect(meant('Support-tickets')).toBe('support_tickets')
    expect(meant('Revenue')).toBe(null)
  })
})
