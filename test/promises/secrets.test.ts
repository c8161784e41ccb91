import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { getWorkspace } from '../../src/storage/workspace.ts'
import { bundleApp } from '../support/app-bundle.ts'
import { eventually } from '../support/eventually.ts'
import { createAcme } from '../support/slack-workspace.ts'
import { startVictim } from '../support/victim.ts'

it.each([
  ['socket', 'trace'],
  ['http', 'trace'],
  ['socket', 'error'],
  ['http', 'error'],
] as const)(
  'S11: no secret stands in any line that is logged, over %s at the level %s, while much goes wrong',
  async (mode, level) => {
    const folder = mkdtempSync(join(tmpdir(), 'okr-secrets-'))
    const deliverTo = { kind: 'http' as const, url: '' }
    const workspace = await createAcme({
      botToken: 'xoxb-123456-654321-VerySecretBotToken',
      appToken: 'xapp-1-A0APP-123456-verysecretapptoken',
      signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
      ...(mode === 'http' && { deliverTo }),
    })
    const bundle = await bundleApp()
    const file = join(folder, 'okr.sqlite')
    const database = openDatabase(file)
    migrateDatabase(database)
    const lines: string[] = []
    const offsetMs = Date.parse('2026-01-09T17:00:00Z') - Date.now()
    const victim = startVictim({ bundle, workspace, file, offsetMs, overHttp: mode === 'http', log: { level, lines } })
    onTestFinished(async () => {
      await victim.kill()
      await workspace.stop()
      database.close()
      bundle.remove()
      rmSync(folder, { recursive: true })
    })
    deliverTo.url = `http://127.0.0.1:${await victim.ready}/slack/events`

    const mike = workspace.as('mike')
    await mike.command('general', '/okr help')
    await mike.openHome()
    database.sqlite.exec("create trigger full before insert on inbox begin select raise(abort, 'disk full'); end")
    await mike.command('general', '/okr status')
    database.sqlite.exec('drop trigger full')
    workspace.faults.add({ kind: 'error', error: 'invalid_auth', times: 3 })
    await mike.openHome()
    workspace.faults.add({ kind: 'status', status: 500, times: 5 })
    await mike.command('general', '/okr status')
    await eventually(() => lines.join('')).toContain('could not be written down')

    const said = lines.join('')
    const { deliverySecret } = getWorkspace(database.db)
    for (const secret of [workspace.botToken, workspace.appToken, workspace.signingSecret, deliverySecret]) {
      expect(said).not.toContain(secret)
    }
    // Whoever has one of these can speak in the app's name: a socket's ticket, an answering address.
    expect(said).not.toMatch(/ticket=[a-z0-9]{8}/)
    expect(said).not.toMatch(/\/(actions|commands)\/T[A-Z0-9]+\/[a-z0-9]{8}/)
    process.stdout.write(`S11: ${mode} ${level}: ${said.split('\n').length} lines, 0 secrets\n`)
  },
  60_000,
)
