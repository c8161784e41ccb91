import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { seededRandom } from '../support/seeded-random.ts'

export interface KillReport {
  seed: number
  kills: number
  deliveries: number
  lost: number
  twice: number
  unsettled: number
  integrity: string
  /** How often it was killed before which kind of statement. */
  before: Record<string, number>
}

/** Lets a process receive and work, kills it `kills` times just before a random statement, and counts what came out. */
export function killRepeatedly({ seed, kills }: { seed: number; kills: number }): KillReport {
  const random = seededRandom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'okr-kills-'))
  const path = join(folder, 'okr.sqlite')
  const before: Record<string, number> = {}
  const acknowledged = new Set<number>()
  try {
    prepare(path)
    let next = 1
    for (let life = 0; life <= kills; life++) {
      const killAt = life < kills ? 1 + Math.floor(random() * 70) : 0
      const lines = live(path, life, next, next + 8, killAt)
      for (const line of lines) {
        const [, number] = /^acknowledged (\d+)$/.exec(line) ?? []
        if (number) acknowledged.add(Number(number))
        const [, statement] = /^killed before (.+)$/.exec(line) ?? []
        if (statement) before[statement] = (before[statement] ?? 0) + 1
      }
      // What was not acknowledged comes again.
      next = Math.max(0, ...acknowledged) + 1
    }
    return { seed, kills, before, ...examine(path, acknowledged) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function prepare(path: string): void {
  const { sqlite, ...database } = openDatabase(path)
  migrateDatabase({ sqlite, path })
  sqlite.exec('create table effects (number integer not null) strict')
  database.close()
}

function live(path: string, life: number, first: number, last: number, killAt: number): string[] {
  const victim = resolve(import.meta.dirname, 'durable-victim.ts')
  const args = [victim, path, life, first, last, killAt].map(String)
  const { stdout, stderr, signal, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(`the victim failed by itself: ${stderr}`)
  return stdout.split('\n')
}

function examine(path: string, acknowledged: Set<number>) {
  const { sqlite, close } = openDatabase(path)
  const effects = sqlite.prepare('select number, count(*) as times from effects group by number').all() as {
    number: number
    times: number
  }[]
  const had = new Set(effects.map(({ number }) => number))
  const open = `select (select count(*) from jobs where state <> 'done') + (select count(*) from inbox where done_at is null)`
  const report = {
    deliveries: acknowledged.size,
    lost: [...acknowledged].filter((number) => !had.has(number)).length,
    twice: effects.filter(({ times }) => times > 1).length,
    unsettled: sqlite.prepare(open).pluck().get() as number,
    integrity: sqlite.pragma('integrity_check', { simple: true }) as string,
  }
  close()
  return report
}
