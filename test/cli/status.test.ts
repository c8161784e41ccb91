import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/storage/open.ts'
import { checkIns, checkInVersions } from '../../src/storage/tables/check-ins.ts'
import { okrFolder } from '../support/okr-command.ts'

const acme = readFileSync(new URL('../../src/demo/acme/okrs.yaml', import.meta.url), 'utf8')

describe('okr status', () => {
  test('has the JSON shape that scripts rely on', async () => {
    const { ok, write } = okrFolder()
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    expect(JSON.parse(await ok('status', 'O1-KR2', '--json'))).toEqual({
      asOf: '2026-01-09T17:00:00.000Z',
      cycle: '2026-Q1',
      objectives: [
        {
          id: 'O1',
          title: 'New customers succeed in their first month and stay',
          team: 'Retention',
          keyResults: [
            {
              id: 'O1-KR2',
              title: 'Raise 30-day activation of new accounts from 62 % to 75 %',
              owner: 'ana@acme.example',
              baseline: 62,
              current: 62.4,
              target: 75,
              unit: '%',
              progress: 0.030769,
              pace: 0.307692,
              confidence: null,
              checkedInAt: null,
              stale: false,
              divergent: false,
            },
          ],
        },
      ],
    })
  })

  test('shows all, an objective, a key result, a team, or what is at risk, however it is typed', async () => {
    const { folder, ok, okr, write } = okrFolder()
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    answer(folder, 'O1-KR3', 1)
    answer(folder, 'O2-KR1', 2)
    const shown = async (...words: string[]) => (await ok('status', ...words)).match(/O\d-KR\d/g)
    expect(await shown()).toHaveLength(7)
    expect(await shown('retention')).toHaveLength(7)
    expect(await shown('o2')).toEqual(['O2-KR1', 'O2-KR2', 'O2-KR3'])
    expect(await shown('O1', 'kr4')).toEqual(['O1-KR4'])
    expect(await shown('at-risk')).toEqual(['O1-KR3'])
    expect(await okr('status', 'O9')).toEqual({ code: 2, out: '', err: 'There is no objective O9.\n' })
    expect(await okr('status', 'retentoin')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean Retention?'),
    })
  })

  test('says confidence in words, apart from what was measured', async () => {
    const { folder, ok, write } = okrFolder()
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    answer(folder, 'O2-KR2', 2)
    answer(folder, 'O2-KR1', 0)
    expect(await ok('status', 'O2')).toBe(`2026-Q1, 10 % over on 2026-01-09: 1 off track, 1 not answered yet, 1 on track

O2  Everyone at Acme can see why customers leave, while there is time to act (Retention)
  O2-KR1  Off track      41 % → 90 %       4 %  behind   mike@acme.example   Raise the share of cancelled accounts with a known reason from 39 % to 90 %
  O2-KR2  On track       5 days → 2 days  57 %  on pace  mike@acme.example   Shorten the time from month end to the churn figure from 9 to 2 working days
  O2-KR3  No answer yet  24 % → 80 %       7 %  behind   sarah@acme.example  Raise the share of accounts at risk that are called before their renewal from 20 % to 80 %
`)
  })

  test('says so when nothing is at risk, or nothing is there', async () => {
    const { ok, okr, write } = okrFolder()
    await ok('migrate')
    expect(await okr('status')).toEqual({
      code: 0,
      out: '',
      err: 'There are no OKRs yet. `okr import FILE.yaml` loads some.\n',
    })
    expect(JSON.parse(await ok('status', '--json'))).toMatchObject({ cycle: null, objectives: [] })
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    expect(await ok('status', 'at-risk')).toBe('2026-Q1, 10 % over on 2026-01-09: nothing is at risk\n')
  })
})

function answer(folder: string, keyResultId: string, confidence: 0 | 1 | 2): void {
  const { db, close } = openDatabase(join(folder, 'data/okr.sqlite'))
  const { id } = db.insert(checkIns).values({ keyResultId, week: '2026-W02' }).returning({ id: checkIns.id }).get()
  const at = new Date('2026-01-08T17:00:00Z')
  db.insert(checkInVersions)
    .values({ checkInId: id, version: 1, confidence, evidence: [], answeredBy: 1, answeredAt: at, via: 'button' })
    .run()
  close()
}
