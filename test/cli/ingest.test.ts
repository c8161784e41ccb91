import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { okrFolder } from '../support/okr-command.ts'

const acme = readFileSync(new URL('../../src/demo/acme/okrs.yaml', import.meta.url), 'utf8')

async function withAcme() {
  const folder = okrFolder()
  folder.write('okrs.yaml', acme)
  await folder.ok('import', 'okrs.yaml')
  return folder
}

describe('okr ingest', () => {
  test('stores readings as people write them, and a second time knows them', async () => {
    const { ok, write } = await withAcme()
    write(
      'readings.csv',
      'kpi,at,value,source,note\nchurn,2026-01-09,"7,6 %",billing,"without trials, by hand"\n\nsupport_tickets,2026-01-09,380\n'.replace(
        '380\n',
        '380,,\n',
      ),
    )
    expect(await ok('ingest', 'readings.csv')).toBe('2 stored, 0 known already\n')
    expect(JSON.parse(await ok('ingest', 'readings.csv', '--json'))).toEqual({ stored: 0, duplicates: 2 })
  })

  test('names every wrong line and writes nothing', async () => {
    const { okr, ok, write } = await withAcme()
    write(
      'readings.csv',
      'kpi,at,value\nchurn,2026-01-09,7.6\nchrun,2026-01-09,7\nchurn,2026-01-09,seven\nchurn,2026-01-09\n',
    )
    const { code, err } = await okr('ingest', 'readings.csv')
    expect(code).toBe(2)
    expect(err.split('\n').filter(Boolean)).toEqual([
      'readings.csv:3: there is no KPI chrun; the nearest is churn.',
      expect.stringMatching(/^readings\.csv:4: .*seven/),
      'readings.csv:5: 2 cells, and the header has 3.',
    ])
    write('good.csv', 'kpi,at,value\nchurn,2026-01-09,7.6\n')
    expect(await ok('ingest', 'good.csv')).toBe('1 stored, 0 known already\n')
  })

  test('says what is wrong with a header, a date to come, an open quote and a file that is not there', async () => {
    const { okr, write } = await withAcme()
    const said = async (text: string) => {
      write('readings.csv', text)
      return (await okr('ingest', 'readings.csv')).err.trim()
    }
    expect(await said('name,day\nchurn,1\n')).toBe(
      'readings.csv:1: the first line must be kpi,at,value[,source][,note].',
    )
    expect(await said('kpi,at,value\nchurn,2999-01-01,5\n')).toBe('readings.csv:2: 2999-01-01 is still to come.')
    expect(await said('kpi,at,value\nchurn,2026-01-09,"7.6\n')).toBe(
      'readings.csv:2: a quote is not closed, or stands inside a cell that is not quoted.',
    )
    expect((await okr('ingest', 'nothing.csv')).err.trim()).toBe('There is no file nothing.csv.')
  })
})
