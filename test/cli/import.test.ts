import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { okrFolder } from '../support/okr-command.ts'

const acme = readFileSync(new URL('../../src/demo/acme/okrs.yaml', import.meta.url), 'utf8')

describe('okr import', () => {
  test('loads Acme’s quarter, makes the database, and says who is asked when, each in their own zone', async () => {
    const { folder, ok, write } = okrFolder()
    write('okrs.yaml', acme)
    const said = await ok('import', 'okrs.yaml')
    expect(said).toContain('new       O1-KR1  Reduce monthly customer churn from 8 % to 5 % by the end of Q1\n')
    expect(said.slice(said.indexOf('Who will'))).toBe(`Who will be asked when
  priya@acme.example  Mon 12 Jan, 09:00 Sydney: O1-KR4. Retention asks on Monday at 09:00.
  ana@acme.example    Mon 12 Jan, 10:00 Kathmandu: O1-KR2. Their own choice: Mon 12 Jan at 10:00.
  jonas@acme.example  Mon 12 Jan, 09:00 Berlin: O1-KR3. Retention asks on Monday at 09:00.
  sarah@acme.example  Mon 12 Jan, 09:00 New York: O2-KR3. Retention asks on Monday at 09:00.
  mike@acme.example   Mon 12 Jan, 09:00 Los Angeles: O1-KR1, O2-KR1, O2-KR2. Retention asks on Monday at 09:00.
`)
    expect(statSync(join(folder, 'data/okr.sqlite')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
  })

  test('a second time says that nothing changed', async () => {
    const { ok, write } = okrFolder()
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    const said = await ok('import', 'okrs.yaml')
    expect(said).toContain('\nNothing changed.\n')
    expect(said).not.toMatch(/\bnew {3}|changed {3}/)
  })

  test('says what changes, from what to what', async () => {
    const { ok, write } = okrFolder()
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    write('okrs.yaml', acme.replace('threshold: 5.5', 'threshold: 5.2').replace('owner: ana@acme.example', ''))
    const said = await ok('import', 'okrs.yaml')
    expect(said).toContain('changed    O1-KR1  Reduce monthly')
    expect(said).toContain('threshold: 5.5 → 5.2\n')
    expect(said).toContain('owner: ana@acme.example → nothing\n')
  })

  test('a dry run before there is a database makes none', async () => {
    const { folder, ok, write } = okrFolder()
    write('okrs.yaml', acme)
    expect(await ok('import', 'okrs.yaml', '--dry-run')).toContain('nothing was written')
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('a wrong file is one sentence for each problem with its line, exit 2, and no database', async () => {
    const { okr, write, folder } = okrFolder()
    write('okrs.yaml', 'version: 1\ncycle: { name: Q, starts: 2026-01-01, ends: 2026-02-31 }\nteems: []\n')
    expect(await okr('import', 'okrs.yaml')).toEqual({
      code: 2,
      out: '',
      err: 'okrs.yaml:2: `ends` is 2026-02-31, and there is no such day\nokrs.yaml:3: `teems` is no key of an OKR file; did you mean `teams`?\n',
    })
    expect(existsSync(join(folder, 'data'))).toBe(false)
    write('large.yaml', 'a'.repeat(1024 * 1024 + 1))
    expect((await okr('import', 'large.yaml')).err).toMatch(/^large.yaml:1: the file is larger than 1 MB/)
  })

  test('--json is one document', async () => {
    const { ok, write } = okrFolder()
    write('okrs.yaml', acme)
    const report = JSON.parse(await ok('import', 'okrs.yaml', '--json'))
    expect(report).toMatchObject({ dryRun: false, cycle: '2026-Q1', readings: { new: 45, known: 0 }, stays: [] })
    expect(report.things).toContainEqual({
      kind: 'key-result',
      key: 'O2-KR3',
      title: 'Raise the share of accounts at risk that are called before their renewal from 20 % to 80 %',
      state: 'new',
      changes: [],
      kept: [],
    })
  })
})

describe('okr export', () => {
  test('yaml imports again without a change, here and elsewhere', async () => {
    const here = okrFolder()
    here.write('okrs.yaml', acme)
    await here.ok('import', 'okrs.yaml')
    const text = await here.ok('export')
    here.write('again.yaml', text)
    expect(await here.ok('import', 'again.yaml')).toContain('Nothing changed.')
    const elsewhere = okrFolder()
    elsewhere.write('okrs.yaml', text)
    await elsewhere.ok('import', 'okrs.yaml')
    expect(await elsewhere.ok('export', '--cycle', '2026-Q1')).toBe(text)
    expect(await here.okr('export', '--cycle', 'Q9')).toMatchObject({
      code: 2,
      err: expect.stringContaining('2026-Q1'),
    })
  })

  test('json is everything, csv a file for each table, and neither holds secrets', async () => {
    const { folder, ok, write } = okrFolder()
    write('okrs.yaml', acme)
    await ok('import', 'okrs.yaml')
    const everything = JSON.parse(await ok('export', '--format', 'json'))
    expect(everything).toMatchObject({ exportedAt: '2026-01-09T17:00:00.000Z' })
    expect(everything.key_results).toHaveLength(7)
    expect(everything.readings).toHaveLength(45)
    const names = Object.keys(everything)
    for (const name of ['approvals', 'approval_contents', 'approval_decisions', 'approval_votes', 'decision_log']) {
      expect(names).toContain(name)
    }
    for (const name of ['workspace', 'user_groups', 'chant_program']) expect(names).not.toContain(name)
    await ok('export', '--format', 'csv', '--out', 'out')
    expect(readdirSync(join(folder, 'out'))).toContain('check_in_versions.csv')
    const readings = readFileSync(join(folder, 'out/readings.csv'), 'utf8').split('\r\n')
    expect(readings[0]).toBe('id,kpiId,at,value,source,note,recordedBy,recordedAt')
    expect(readings[1]).toBe('1,churn,2025-07-31,4,billing exports,,,2026-01-09T17:00:00.000Z')
  })

  test('no cell of a CSV is a formula', async () => {
    const { folder, ok, write } = okrFolder()
    const evil = acme.replace(
      'source: billing exports, note: 400',
      'source: "=cmd|calc", note: "-2+3, \\"400\\"\\n@SUM(1)',
    )
    write('okrs.yaml', evil.replace('left in December', 'left in December"'))
    await ok('import', 'okrs.yaml')
    await ok('export', '--format', 'csv', '--out', '.')
    const readings = readFileSync(join(folder, 'readings.csv'), 'utf8')
    expect(readings).toContain(`,8,'=cmd|calc,"'-2+3, ""400""\n@SUM(1) of 5000`)
    expect(readFileSync(join(folder, 'initiatives.csv'), 'utf8')).toContain(`,'-3.5 pp churn\r\n`)
  })
})
