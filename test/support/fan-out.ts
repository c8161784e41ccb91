import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSlackWorkspace, type SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { generator } from '../../src/demo/workspace/faults.ts'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { importOwners } from './acme.ts'

export interface FanOutFigures {
  kills: number
  owners: number
  lost: number
  twice: number
  faults: number
  seconds: number
}

/** Monday 12 January 2026, a few seconds after nine in UTC: everybody is due at once. */
const dueAt = Date.parse('2026-01-12T09:00:05Z')

/**
 * Kills the app with SIGKILL at random points of a fan-out to `owners` people, each time some messages after it began
 * again, while Slack drops answers after committing, answers 429 and 5xx and shows history late. Then lets it finish,
 * and counts whom the request never reached and whom it reached twice. The same seed gives the same faults; when a
 * process dies within its work is up to the machine.
 */
export async function killDuringFanOut(options: {
  owners: number
  kills: number
  seed: number
}): Promise<FanOutFigures> {
  const { owners, kills, seed } = options
  const began = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'okr-fan-out-'))
  const offsetMs = dueAt - Date.now()
  const workspace = await createSlackWorkspace({
    clock: { now: () => new Date(Date.now() + offsetMs) },
    people: Array.from({ length: owners }, (_, n) => ({
      id: `U${String(n).padStart(9, '0')}`,
      handle: `owner${n}`,
      name: `Owner ${n}`,
      email: `owner${n}@acme.example`,
      zone: 'UTC',
    })),
    channels: [],
  })
  const file = join(folder, 'okr.sqlite')
  try {
    const database = openDatabase(file)
    migrateDatabase(database)
    importOwners(database.db, owners, new Date('2026-01-05T09:00:00Z'))
    database.close()
    const faults = workspace.faults.wild(seed, { share: 0.3, lateHistoryMs: 150 })
    const random = generator(seed)
    for (let kill = 0; kill < kills; kill++) {
      const app = startProcess(workspace, file, offsetMs)
      const after = workspace.calls('chat.postMessage').length + Math.floor(random() * Math.ceil((2 * owners) / kills))
      await until(() => workspace.calls('chat.postMessage').length >= after || app.exitCode !== null)
      await pause(random() * 12)
      app.kill('SIGKILL')
      await once(app, 'exit')
    }
    faults.remove()
    const last = startProcess(workspace, file, offsetMs)
    const check = openDatabase(file)
    const open = check.sqlite.prepare("select count(*) as n from deliveries where state not in ('sent')").pluck()
    const sent = check.sqlite.prepare("select count(*) as n from deliveries where state = 'sent'").pluck()
    await until(() => (open.get() as number) === 0 && (sent.get() as number) === owners)
    last.kill('SIGTERM')
    last.kill('SIGKILL')
    await once(last, 'exit')
    check.close()
    const reached = Array.from({ length: owners }, (_, n) => workspace.dm(`owner${n}`).length)
    return {
      kills,
      owners,
      lost: reached.filter((count) => count === 0).length,
      twice: reached.filter((count) => count > 1).length + workspace.duplicatesByMarker().size,
      faults: faults.hits(),
      seconds: Math.round((Date.now() - began) / 1000),
    }
  } finally {
    await workspace.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function startProcess(workspace: SlackWorkspace, file: string, offsetMs: number): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'app-process.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      CLOCK_OFFSET_MS: String(offsetMs),
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
      SLACK_API_URL: workspace.apiUrl,
      DATABASE_PATH: file,
      PORT: '0',
      SETTLE_SECONDS: '0.5',
      LOG_LEVEL: process.env['T_LOG'] ?? 'fatal',
    },
  })
}

/** Looks often; what it waits for is another process's doing. The test's own time limit ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
