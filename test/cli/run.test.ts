import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { okrFolder } from '../support/okr-command.ts'

describe('the command line', () => {
  test.each(commands.map(({ name }) => name))('`okr %s --help` says what it does, on stdout', async (name) => {
    const { okr } = okrFolder()
    const asked = await okr(name, '--help')
    expect(asked).toEqual({ code: 0, out: expect.stringContaining(`Usage: okr ${name}`), err: '' })
    expect(await okr('help', name)).toEqual(asked)
  })

  test('without a command it lists them all, on stderr, and that is a mistake', async () => {
    const { okr } = okrFolder()
    const nothing = await okr()
    expect(nothing).toMatchObject({ code: 2, out: '' })
    expect(await okr('--help')).toEqual({ code: 0, out: nothing.err, err: '' })
    for (const { name } of commands) expect(nothing.err).toContain(`\n  ${name} `)
  })

  test.each([
    [['imprt'], 'There is no command `imprt`. Did you mean `okr import`?'],
    [['frobnicate'], 'There is no command `frobnicate`. `okr --help` lists all there are.'],
    [['\u001b[31mx'], 'There is no command `[31mx`. `okr --help` lists all there are.'],
    [['import'], '`okr import` needs more than that. Usage: okr import FILE.yaml [--dry-run] [--force] [--json]'],
    [
      ['import', 'a', 'b'],
      '`okr import` does not know what to do with `b`. Usage: okr import FILE.yaml [--dry-run] [--force] [--json]',
    ],
    [['import', 'a', '--dryrun'], '`okr import` has no option `--dryrun`. Did you mean `--dry-run`?'],
    [['import', 'a', '--dry-run=yes'], 'Option `--dry-run` does not take an argument. `okr import --help` says more.'],
    [['export', '--format'], 'Option `--format <value>` argument missing. `okr export --help` says more.'],
    [['export', '--format', 'jsn'], '--format is yaml, json, csv, not jsn. Did you mean json?'],
    [['export', '--format', 'csv'], '--format csv writes one file for each table: say where with --out DIR.'],
    [['import', 'nowhere.yaml'], 'There is no file nowhere.yaml.'],
    [['import', '.'], '. is a folder; name a file in it.'],
    [['jobs', 'retry'], 'Say which: `okr jobs retry ID`. `okr jobs` lists them.'],
    [['jobs', 'retry', 'x'], 'x is no job: its ID is a number, as `okr jobs` lists it.'],
    [['jobs', 'burn', '1'], '`okr jobs` can `retry ID` and `drop ID`, not `burn`.'],
    [['jobs', '--state', 'done'], '--state is waiting, running, unknown, dead, not done.'],
  ])('a wrong one is one sentence and exit 2: %j', async (args, sentence) => {
    const { okr } = okrFolder()
    expect(await okr(...args)).toEqual({ code: 2, out: '', err: `${sentence}\n` })
  })

  test('a wrong environment is every problem of it, and exit 2', async () => {
    const { okr } = okrFolder({ env: { PORT: 'x', TZ_DEFAULT: 'Mars', READINGS_TOKEN: 'two words' } })
    const ran = await okr('status')
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err.split('\n').map((line) => line.split(' ')[0])).toEqual(['PORT', 'TZ_DEFAULT', 'READINGS_TOKEN', ''])
  })

  test('the .env of the folder is the environment’s', async () => {
    const { okr, write } = okrFolder()
    write('.env', 'LOG_LEVEL=loud\n')
    expect(await okr('status')).toMatchObject({ code: 2, err: expect.stringContaining('LOG_LEVEL') })
  })

  test('what cannot be done although all was right is exit 1', async () => {
    const { okr } = okrFolder()
    const ran = await okr('status')
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^There is no database at .*\n$/) })
  })
})
