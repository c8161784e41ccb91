import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readActivity } from '../../src/chant/activity.ts'
import { parseReportTable } from '../../src/chant/report-table.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { openAcmeRepository } from '../../src/demo/acme/chant-repository.ts'
import { isBookkeeping } from '../../src/domain/activity.ts'
import { runGit, temporaryFolder } from '../support/chant-project.ts'

const end = new Date('2026-01-24T12:00:00Z')

async function told(path: string): Promise<string[]> {
  const repository = await openRepository(path, { environment: process.env })
  const { events, specs, problems } = await readActivity(repository, { since: null, until: null })
  expect(problems).toEqual([])
  expect(specs.every(({ warning }) => warning === null)).toBe(true)
  return events
    .filter((event) => !isBookkeeping(event))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, event, specId }) => `${at.toISOString().slice(5, 16).replace('T', ' ')} ${event} ${specId.slice(11)}`)
}

describe('Acme’s repository', () => {
  it('tells the story of chant’s guide, minute by minute', async () => {
    const repository = await openAcmeRepository(temporaryFolder(), { environment: process.env })
    await repository.playTo(new Date('2026-01-22T20:00:00Z'))
    const story = await told(repository.path)
    for (const line of [
      '01-13 10:00 created 001-xyz',
      '01-14 16:45 completed 001-xyz',
      '01-15 14:30 rejected 001-xyz',
      '01-16 14:15 approved 001-xyz',
      '01-22 14:00 worked 002-abc',
      '01-22 14:06 completed 002-abc.3',
      '01-22 14:08 completed 002-abc.2',
      '01-22 14:10 completed 002-abc.1',
      '01-22 14:12 completed 002-abc',
    ])
      expect(story).toContain(line)
  })

  it('goes on where it was after a restart, and changes nothing twice', async () => {
    const path = temporaryFolder()
    const first = await openAcmeRepository(path, { environment: process.env })
    await Promise.all([first.playTo(new Date('2026-01-14T17:00:00Z')), first.playTo(new Date('2026-01-14T17:00:00Z'))])
    const again = await openAcmeRepository(path, { environment: process.env })
    const now = new Date('2026-01-14T17:00:00Z')
    await again.playTo(now)
    expect(again.nextAt(now)).toEqual(new Date('2026-01-15T14:30:00Z'))
    await again.playTo(end)
    const subjects = runGit(path, ['log', '--format=%at %s']).split('\n')
    expect(new Set(subjects).size).toBe(subjects.length)
    expect(runGit(path, ['status', '--porcelain'])).toBe('')
  })

  it('leaves out what somebody has done otherwise: an approval is not overruled', async () => {
    const path = temporaryFolder()
    const repository = await openAcmeRepository(path, { environment: process.env })
    await repository.playTo(new Date('2026-01-14T17:00:00Z'))
    const file = '.chant/specs/2026-01-13-001-xyz.md'
    const approved = runGit(path, ['show', `HEAD:${file}`]).replace(
      'status: completed\n',
      'status: completed\napproval:\n  required: false\n  status: approved\n  by: Sarah\n  at: 2026-01-14T18:00:00Z\n',
    )
    writeFileSync(`${path}/${file}`, approved)
    runGit(path, ['commit', '-q', '-a', '-m', 'chant(2026-01-13-001-xyz): approve spec'])
    await repository.playTo(end)
    const story = (await told(path)).map((line) => line.slice(12))
    expect(story).not.toContain('rejected 001-xyz')
    expect(story).not.toContain('reopened 001-xyz')
    expect(story).toContain('completed 002-abc')
  })

  it('reports every working morning, with the guide’s figures on the day of the guide', async () => {
    const repository = await openAcmeRepository(temporaryFolder(), { environment: process.env })
    const at = async (instant: string) => {
      await repository.playTo(new Date(instant))
      return runGit(repository.path, ['show', 'HEAD:reports/kpi-churn-daily.md'])
    }
    const before = await at('2026-01-27T20:00:00Z')
    expect(before).toContain('made up for this demo')
    const report = await at('2026-01-28T20:00:00Z')
    expect(report).not.toContain('made up')
    const { date, rows, problems } = parseReportTable(report)
    expect({ date, problems }).toEqual({ date: '2026-01-28', problems: [] })
    expect(rows.map(({ metric, current }) => [metric, current?.value])).toEqual([
      ['Monthly churn', 6.2],
      ['30-day activation', 68],
      ['Support tickets/week', 285],
    ])
  })
})
