import { describe, expect, it } from 'vitest'
import { readRepository } from '../../../src/chant/reading.ts'
import { openRepository } from '../../../src/chant/repository.ts'
import type { Db } from '../../../src/platform/db.ts'
import { saveInitiative } from '../../../src/storage/initiatives.ts'
import { getKeyResult, saveKeyResult } from '../../../src/storage/key-results.ts'
import { chantWork } from '../../../src/usecases/check-ins/evidence/chant-work.ts'
import { readChant } from '../../../src/usecases/read-chant.ts'
import { importAcme } from '../../support/acme.ts'
import { type ChantProject, chantProject, specText } from '../../support/chant-project.ts'
import { freshDatabase } from '../../support/database.ts'

const read = (db: Db, project: ChantProject, now: string) =>
  readChant(
    db,
    'acme',
    async (cursor, take) =>
      readRepository(await openRepository(project.path, { name: 'acme', environment: process.env }), cursor, take),
    new Date(now),
  )

function acme(): { db: Db; project: ChantProject } {
  const { db } = freshDatabase()
  importAcme(db, new Date('2026-01-09T17:00:00Z'))
  const keyResult = getKeyResult(db, 'O1-KR1')
  saveKeyResult(db, { ...keyResult, labels: ['kpi-churn'] }, new Date('2026-01-09T17:00:00Z'))
  return { db, project: chantProject() }
}

function put(project: ChantProject, id: string, at: string, spec: Parameters<typeof specText>[0]): void {
  project.write(`.chant/specs/${id}.md`, specText({ type: 'code', labels: [], ...spec }))
  project.commit(`${id} is ${spec?.status}`, { at })
}

function evidence(db: Db, id: string, since: string | null): string[] {
  const about = { keyResult: getKeyResult(db, id), since: since === null ? null : new Date(since), today: '2026-01-19' }
  return chantWork(db, about).map(({ text, source }) => `${text} [${source}]`)
}

const labels = ['kpi-churn']

describe('evidence from agents’ work', () => {
  it('is what was completed, failed, approved or rejected since the last check-in, each with its spec', async () => {
    const { db, project } = acme()
    put(project, '001-old', '2026-01-12T10:00:00Z', { title: 'Old', status: 'completed', labels })
    await read(db, project, '2026-01-12T12:00:00Z')
    put(project, '002-new', '2026-01-13T10:00:00Z', { title: 'Draft', labels })
    put(project, '003-fix', '2026-01-14T10:00:00Z', { title: 'Fix the export', status: 'failed', labels })
    const body = '## Approval Discussion\n\n**sarah** - 2026-01-15 09:30 - REJECTED\nUse the beta\ndata'
    const approval = { status: 'rejected', by: 'sarah', at: '2026-01-15T09:30:00Z' }
    put(project, '002-new', '2026-01-15T09:30:00Z', { title: 'Research', status: 'completed', labels, approval, body })
    await read(db, project, '2026-01-15T12:00:00Z')
    expect(evidence(db, 'O1-KR1', '2026-01-12T18:00:00Z')).toEqual([
      'Failed: Fix the export (14 January) [chant 003-fix]',
      'Rejected by sarah: Research (15 January) — Use the beta data [chant 002-new]',
    ])
    expect(evidence(db, 'O1-KR1', null)).toContain('Completed: Old (12 January) [chant 001-old]')
    expect(evidence(db, 'O1-KR2', null)).toEqual([])
  })

  it('is what an initiative links to, or a spec names by a label; a finished driver stands for its members', async () => {
    const { db, project } = acme()
    const link = 'chant:acme/2026-01-16-002-abc'
    saveInitiative(db, { title: 'Wizard', contributesTo: ['O1-KR2'], link, evidence: null, expectedImpact: null })
    put(project, '2026-01-16-002-abc', '2026-01-16T10:00:00Z', {
      title: 'Driver',
      type: 'driver',
      status: 'in_progress',
    })
    put(project, '2026-01-16-002-abc.1', '2026-01-16T10:00:00Z', { title: 'One', status: 'completed' })
    put(project, '009-kr3', '2026-01-16T11:00:00Z', { title: 'Named', status: 'completed', labels: ['o1-kr3'] })
    await read(db, project, '2026-01-16T12:00:00Z')
    expect(evidence(db, 'O1-KR2', null)).toEqual(['Completed: One (16 January) [chant 2026-01-16-002-abc.1]'])
    expect(evidence(db, 'O1-KR3', null)).toEqual(['Completed: Named (16 January) [chant 009-kr3]'])
    put(project, '2026-01-16-002-abc', '2026-01-17T10:00:00Z', { title: 'Driver', type: 'driver', status: 'completed' })
    await read(db, project, '2026-01-17T12:00:00Z')
    expect(evidence(db, 'O1-KR2', null)).toEqual(['Completed: Driver (17 January) [chant 2026-01-16-002-abc]'])
  })

  it('is four lines at most, and says how many more there are', async () => {
    const { db, project } = acme()
    for (let day = 10; day < 20; day++) {
      put(project, `${day}-abc`, `2026-01-${day}T10:00:00Z`, { title: `Nr ${day}`, status: 'completed', labels })
    }
    await read(db, project, '2026-01-20T12:00:00Z')
    expect(evidence(db, 'O1-KR1', null)).toEqual([
      'Completed: Nr 19 (19 January) [chant 19-abc]',
      'Completed: Nr 18 (18 January) [chant 18-abc]',
      'Completed: Nr 17 (17 January) [chant 17-abc]',
      '7 more specs: 7 completed [chant]',
    ])
  })
})
