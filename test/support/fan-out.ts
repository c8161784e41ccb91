import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSlackWorkspace, type SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { importOwners } from './acme.ts'
import { type AppBundle, bundleApp } from './app-bundle.ts'
import { eventuallyTrue, pause } from './patience.ts'
import { seededRandom } from './seeded-random.ts'
import { startVictim, type Victim } from './victim.ts'

export interface FanOutOptions {
  owners: number
  /** How often the process is killed in all, over as many fan-outs as that takes. */
  kills: number
  seed: number
  /** How late Slack shows in its history what it took; more than the settle window (500 ms) is more than it promises. */
  lateHistoryMs?: number
  /** No further kill after so many seconds. */
  atMostSeconds?: number
}

export interface FanOutFigures {
  seed: number
  kills: number
  fanOuts: number
  messages: number
  faults: number
  lost: number
  /** Messages too many when everything was sent, and five minutes later, after the audit. */
  twice: number
  twiceAfterAudit: number
  seconds: number
}

/** Monday 12 January 2026, a few seconds after nine in UTC: everybody is due at once. */
const dueAt = Date.parse('2026-01-12T09:00:05Z')
const auditAfterMs = 6 * 60_000

/**
 * Kills the app with SIGKILL at random points of fan-outs to `owners` people: while it starts, while it decides whom to
 * ask, between and during its calls, while Slack drops answers after committing, answers 429 and 5xx and shows history
 * late. Then lets each fan-out finish, and counts whom the request never reached and how often it stands twice. The same
 * seed gives the same faults; where exactly a process dies is up to the machine.
 */
export async function killDuringFanOuts(options: FanOutOptions): Promise<FanOutFigures> {
  const { owners, kills, seed, atMostSeconds = Number.POSITIVE_INFINITY } = options
  const began = Date.now()
  const random = seededRandom(seed)
  const total = { kills: 0, fanOuts: 0, messages: 0, faults: 0, lost: 0, twice: 0, twiceAfterAudit: 0 }
  const bundle = await bundleApp()
  const isTimeUp = () => Date.now() - began > atMostSeconds * 1000
  try {
    while (total.kills < kills && !isTimeUp()) {
      const left = kills - total.kills
      const one = await fanOut({ ...options, bundle, random, left, faultSeed: seed + total.fanOuts, isTimeUp })
      for (const [name, value] of Object.entries(one)) total[name as keyof typeof one] += value
      total.fanOuts += 1
      total.messages += owners
    }
  } finally {
    bundle.remove()
  }
  return { seed, ...total, seconds: Math.round((Date.now() - began) / 1000) }
}

interface OneFanOut extends FanOutOptions {
  bundle: AppBundle
  random: () => number
  left: number
  faultSeed: number
  isTimeUp: () => boolean
}

async function fanOut(options: OneFanOut) {
  const { owners, bundle, random, left, faultSeed, lateHistoryMs = 150, isTimeUp } = options
  const folder = mkdtempSync(join(tmpdir(), 'okr-fan-out-'))
  let offsetMs = dueAt - Date.now()
  const workspace = await createSlackWorkspace({
    clock: { now: () => new Date(Date.now() + offsetMs) },
    people: Array.from({ length: owners }, (_, n) => person(n)),
    channels: [],
  })
  const file = join(folder, 'okr.sqlite')
  const start = () => startVictim({ bundle, workspace, file, offsetMs })
  const database = openDatabase(file)
  try {
    migrateDatabase(database)
    importOwners(database.db, owners, new Date('2026-01-05T09:00:00Z'))
    const count = (sql: string) => () => database.sqlite.prepare(sql).pluck().get() as number
    const sent = count("select count(*) from deliveries where state = 'sent'")
    const unaudited = count("select count(*) from jobs where kind = 'audit-delivery' and state <> 'done'")

    const faults = workspace.faults.wild(faultSeed, { share: 0.3, lateHistoryMs })
    let kills = 0
    while (kills < left && sent() < owners && !isTimeUp()) {
      const victim = start()
      await randomPoint(workspace, victim, random, () => sent() === owners)
      await victim.kill()
      kills += 1
    }
    faults.remove()

    const last = start()
    await eventuallyTrue('everybody was sent their request', () => sent() === owners || last.isOver())
    await last.kill()
    const reached = Array.from({ length: owners }, (_, n) => workspace.dm(handleOf(n)).length)
    const twice = tooMany(workspace)

    offsetMs += auditAfterMs
    const auditing = start()
    await eventuallyTrue('every delivery was audited', () => unaudited() === 0 || auditing.isOver())
    await auditing.kill()
    return {
      kills,
      faults: faults.hits(),
      lost: reached.filter((messages) => messages === 0).length,
      twice,
      twiceAfterAudit: tooMany(workspace),
    }
  } finally {
    database.close()
    await workspace.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Some messages after it began, and now and then before it got that far. */
async function randomPoint(
  workspace: SlackWorkspace,
  victim: Victim,
  random: () => number,
  isDone: () => boolean,
): Promise<void> {
  if (random() < 0.15) return pause(random() * 1000)
  const posts = () => workspace.calls('chat.postMessage').length
  const after = posts() + Math.floor(random() * 8)
  const began = Date.now()
  await eventuallyTrue('the next messages came', () => {
    // Nothing may be left to send: what is in doubt waits for its window, and the rest is done.
    const isIdle = isDone() || Date.now() - began > 5000
    return posts() >= after || victim.isOver() || isIdle
  })
  await pause(random() * 12)
}

/** Messages beyond the one each person is owed, counted by eye and by mark. */
function tooMany(workspace: SlackWorkspace): number {
  const inDms = workspace.people().filter(({ isBot }) => !isBot)
  const extra = inDms.reduce((sum, { handle }) => sum + Math.max(0, workspace.dm(handle).length - 1), 0)
  const byMark = [...workspace.duplicatesByMarker().values()].reduce((sum, more) => sum + more, 0)
  return Math.max(extra, byMark)
}

function person(n: number) {
  const handle = handleOf(n)
  return {
    id: `U${String(n).padStart(9, '0')}`,
    handle,
    name: `Owner ${n}`,
    email: `${handle}@acme.example`,
    zone: 'UTC',
  }
}

function handleOf(n: number): string {
  return `owner${n}`
}
