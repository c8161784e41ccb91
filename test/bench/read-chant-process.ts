/** Reads a repository in a process of its own, so that time, memory and the event loop are those of reading alone. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readRepository } from '../../src/chant/reading.ts'
import { openRepository } from '../../src/chant/repository.ts'
import type { Reading } from '../../src/domain/chant-reading.ts'

export interface Figures {
  milliseconds: number
  events: number
  specs: number
  /** Longest time in which nothing else had its turn: by the clock, and as time this program itself took. */
  blocked: number
  busy: number
  /** Most memory the process had, in MB, and what it had before it began. */
  memory: number
  before: number
}

const [path = '', keepIn = ''] = process.argv.slice(2)
const repository = await openRepository(path, { environment: process.env })
const keeper = keepIn === '' || keepIn === '--busy' ? null : await openKeeper(keepIn)

const before = process.memoryUsage().rss / 1e6
const delay = monitorEventLoopDelay({ resolution: 1 })
await new Promise((resolve) => setTimeout(resolve, 20))
delay.enable()
const busy = keepIn === '--busy' ? watchTurns() : () => 0
const began = performance.now()
const count = { events: 0, specs: 0 }
const read = (
  cursor: Parameters<typeof readRepository>[1],
  take: Parameters<typeof readRepository>[2],
): Promise<Reading> =>
  readRepository(repository, cursor, (part) => {
    count.events += part.events.length
    count.specs += part.specs.length
    return take(part)
  })
await (keeper ? keeper.keep(read) : read(null, () => {}))
const milliseconds = performance.now() - began
await new Promise((resolve) => setTimeout(resolve, 5))
delay.disable()
keeper?.close()
const memory = process.resourceUsage().maxRSS / 1e3
const figures: Figures = { milliseconds, ...count, blocked: delay.max / 1e6, busy: busy(), memory, before }
process.stdout.write(`${JSON.stringify(figures)}\n`)

/** Loaded only when asked for: the database takes memory of its own. */
async function openKeeper(file: string) {
  const { migrateDatabase, openDatabase } = await import('../../src/storage/open.ts')
  const { readChant } = await import('../../src/usecases/read-chant.ts')
  const database = openDatabase(file)
  migrateDatabase(database)
  return {
    keep: (how: Parameters<typeof readChant>[2]) => readChant(database.db, 'acme', how, new Date()),
    close: () => database.close(),
  }
}

/**
 * The longest turn of the event loop in processor time: what others on the machine take does not count. Watching never
 * lets the loop rest, so the other figures are taken without it.
 */
function watchTurns(): () => number {
  let longest = 0
  let before = process.threadCpuUsage()
  let isOver = false
  const turn = () => {
    const { user, system } = process.threadCpuUsage(before)
    before = process.threadCpuUsage()
    longest = Math.max(longest, (user + system) / 1e3)
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  return () => {
    isOver = true
    return longest
  }
}
