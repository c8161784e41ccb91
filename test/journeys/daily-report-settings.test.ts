import { describe, expect, it } from 'vitest'
import type { Filled } from '../../src/demo/workspace/people/person.ts'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { listCycles } from '../../src/storage/cycles.ts'
import { findTeamByName } from '../../src/storage/teams.ts'
import { exportOkrFile } from '../../src/usecases/export-okr-file.ts'
import { importOkrFile } from '../../src/usecases/import-okr-file.ts'
import { writeOkrFile } from '../../src/usecases/okr-file/write.ts'
import type { RunningAcme } from '../support/app.ts'
import { at, reportsIn, startReporting, type, wantReport } from '../support/daily-report.ts'

const always = { when: 'always' } as const

async function change(acme: RunningAcme, fields: Filled, who = 'sarah', channel = 'kpi-churn') {
  expect(await type(acme, 'report settings', who, channel)).toBe('')
  const form = acme.workspace.modal(who)
  if (!form) throw new Error('no form')
  const acted = await acme.workspace.as(who).submit(form, fields)
  await acme.settle()
  return acted
}

function settings({ database: { db } }: RunningAcme) {
  return findTeamByName(db, 'Retention')?.report
}

function times(acme: RunningAcme, channel = 'kpi-churn'): string[] {
  return reportsIn(acme, channel).map(({ ts }) => new Date(Number(ts) * 1000).toISOString().slice(5, 16))
}

describe('the settings of the daily report', () => {
  it('are what stands there, and change when and what is posted', async () => {
    const acme = await startReporting(always)
    await type(acme, 'report settings')
    const form = acme.workspace.modal('sarah')
    const words = form ? wordsOf(form) : ''
    expect(words).toContain('For Retention.')
    expect(JSON.stringify(form)).toContain('"initial_time":"08:30"')
    expect(JSON.stringify(form)).toContain('"initial_value":"kpi-churn"')
    const fields = {
      time: '10:15',
      zone: 'Europe/Berlin',
      labels: 'kpi-churn, onboarding',
      sections: ['kpis'],
      when: 'always',
    }
    await acme.workspace.as('sarah').submit(form ?? '', fields)
    await acme.settle()
    const note = acme.workspace.modal('sarah')
    expect(note && wordsOf(note)).toContain('Saved. The next report comes Mon 12 Jan 10:15 (Europe/Berlin).')
    expect(settings(acme)).toEqual({
      channel: '#kpi-churn',
      time: '10:15',
      zone: 'Europe/Berlin',
      labels: ['kpi-churn', 'onboarding'],
      kpis: ['churn'],
      sections: ['kpis'],
      when: 'always',
    })
    await acme.playTo(at.monday)
    expect(times(acme)).toEqual(['01-12T09:15'])
  })

  it('stay when the OKR file comes again, unless it is forced', async () => {
    const acme = await startReporting(always)
    const { db } = acme.database
    const [cycle] = listCycles(db)
    if (!cycle) throw new Error('no cycle')
    const file = writeOkrFile(exportOkrFile(db, cycle))
    const importAgain = (force: boolean) => importOkrFile(db, file, { defaultZone: 'UTC', force }, acme.clock.now())
    importAgain(false)
    await change(acme, { time: '11:00' })
    expect(importAgain(false)).toMatchObject({ kind: 'imported' })
    expect(settings(acme)?.time).toBe('11:00')
    importAgain(true)
    expect(settings(acme)?.time).toBe('08:30')
  })

  it('can turn the report off, and on again in another channel', async () => {
    const acme = await startReporting(always)
    await change(acme, { when: 'off' })
    expect(settings(acme)).toBe(null)
    await acme.playTo(at.monday)
    expect(reportsIn(acme)).toHaveLength(0)
    await change(acme, { time: '09:00', when: 'always' }, 'sarah', 'general')
    await acme.playTo('2026-01-13T20:00:00Z')
    expect(times(acme, 'general')).toEqual(['01-12T14:00', '01-13T14:00'])
  })

  it('say at its field what is wrong, and keep what was typed', async () => {
    const acme = await startReporting()
    const acted = await change(acme, { sections: [], labels: 'x'.repeat(101) })
    expect(acted.errors).toEqual({
      sections: 'Choose at least one, or turn the report off below.',
      labels: 'A label has at most 100 characters.',
    })
    expect(settings(acme)?.labels).toEqual(['kpi-churn'])
  })

  it('are for leads', async () => {
    const acme = await startReporting()
    expect(await type(acme, 'report settings', 'mike')).toContain('Only a lead of its team, or an admin')
    expect(await type(acme, 'report settings', 'mike', 'general')).toContain('This channel gets no daily report.')
    expect(await type(acme, 'report settings', 'sarah', 'app')).toContain('Type this in the channel')
    wantReport(acme, null)
    expect(acme.workspace.modal('mike')).toBe(null)
  })
})
