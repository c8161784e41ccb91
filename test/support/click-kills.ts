import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { importOwners } from './acme.ts'
import { bundleApp } from './app-bundle.ts'
import { eventuallyTrue, pause } from './patience.ts'
import { seededRandom } from './seeded-random.ts'
import { startVictim } from './victim.ts'

export interface ClickKillOptions {
  kills: number
  seed: number
  mode: 'socket' | 'http'
  /** No further kill after so many seconds. */
  atMostSeconds?: number
}

export interface ClickKillFigures {
  seed: number
  mode: string
  kills: number
  acknowledged: number
  /** Clicks that the process did not live to acknowledge: they may or may not have had an effect. */
  unacknowledged: number
  lost: number
  twice: number
  seconds: number
}

/** Monday 12 January 2026, a few seconds after nine in UTC: everybody is asked at once. */
const dueAt = Date.parse('2026-01-12T09:00:05Z')
const clicksPerLife = 4

/**
 * Lets people answer their weekly message and kills the app with SIGKILL at a random moment round the acknowledgement.
 * In the end every click that was acknowledged must have been saved, once.
 */
export async function killAfterClicks(options: ClickKillOptions): Promise<ClickKillFigures> {
  const { kills: wanted, seed, mode, atMostSeconds = Number.POSITIVE_INFINITY } = options
  const began = Date.now()
  const owners = wanted * clicksPerLife
  const random = seededRandom(seed)
  const offsetMs = dueAt - Date.now()
  const deliverTo = { kind: 'http' as const, url: 'http://127.0.0.1:9/' }
  const folder = mkdtempSync(join(tmpdir(), 'okr-clicks-'))
  const file = join(folder, 'okr.sqlite')
  const workspace = await createSlackWorkspace({
    clock: { now: () => new Date(Date.now() + offsetMs) },
    people: Array.from({ length: owners }, (_, n) => person(n)),
    channels: [],
    ...(mode === 'http' && { deliverTo }),
  })
  const bundle = await bundleApp()
  const database = openDatabase(file)
  const start = async () => {
    const victim = startVictim({ bundle, workspace, file, offsetMs, overHttp: mode === 'http' })
    deliverTo.url = `http://127.0.0.1:${await victim.ready}/slack/events`
    return victim
  }
  try {
    migrateDatabase(database)
    importOwners(database.db, owners, new Date('2026-01-05T09:00:00Z'))
    const count = (sql: string) => database.sqlite.prepare(sql).pluck().get() as number
    const asking = await start()
    await eventuallyTrue('everybody was asked', () => {
      return count("select count(*) from deliveries where state = 'sent' and key like 'check-in-request:%'") === owners
    })
    await asking.kill()

    const acknowledged: number[] = []
    let kills = 0
    for (; kills < wanted && Date.now() - began < atMostSeconds * 1000; kills++) {
      const victim = await start()
      const clicks = Array.from({ length: clicksPerLife }, async (_, index) => {
        const n = kills * clicksPerLife + index
        const message = workspace.lastMessage(`owner${n}`)
        const { ok } = await workspace.as(`owner${n}`).press(message, '🟢 On track')
        if (ok) acknowledged.push(n)
      })
      // Now and then before the first acknowledgement; else just after one of them, the last perhaps.
      const after = acknowledged.length + (random() < 0.2 ? 0 : 1 + Math.floor(random() * clicksPerLife))
      await eventuallyTrue('a click was acknowledged', () => acknowledged.length >= after)
      await pause(random() * 12)
      await victim.kill()
      await Promise.all(clicks)
    }

    const last = await start()
    await eventuallyTrue('everything received was handled', () => {
      return count('select count(*) from inbox where done_at is null') === 0
    })
    await last.kill()
    const versions = database.sqlite
      .prepare(
        `select c.key_result_id as id, count(*) as n from check_in_versions v join check_ins c on c.id = v.check_in_id group by c.key_result_id`,
      )
      .all() as { id: string; n: number }[]
    const saved = new Map(versions.map(({ id, n }) => [id, n]))
    return {
      seed,
      mode,
      kills,
      acknowledged: acknowledged.length,
      unacknowledged: kills * clicksPerLife - acknowledged.length,
      lost: acknowledged.filter((n) => !saved.has(`O${n + 1}-KR1`)).length,
      twice: versions.filter(({ n }) => n > 1).length,
      seconds: Math.round((Date.now() - began) / 1000),
    }
  } finally {
    bundle.remove()
    database.close()
    await workspace.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function person(n: number) {
  const handle = `owner${n}`
  return {
    id: `U${String(n).padStart(9, '0')}`,
    handle,
    name: `Owner ${n}`,
    email: `${handle}@acme.example`,
    zone: 'UTC',
  }
}
