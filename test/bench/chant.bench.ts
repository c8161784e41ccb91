import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readActivity } from '../../src/chant/activity.ts'
import { readRepository } from '../../src/chant/reading.ts'
import { openRepository } from '../../src/chant/repository.ts'
import type { ReadingCursor } from '../../src/domain/chant-reading.ts'
import { appendCommits, type Generated, generateChantRepository } from './chant-repository.ts'
import type { Figures } from './read-chant-process.ts'

const days = 505
const folder = mkdtempSync(join(tmpdir(), 'okr-bench-'))
const path = join(folder, 'acme.git')
let generated: Generated

beforeAll(async () => {
  generated = await generateChantRepository(path, days)
  say(
    `a repository of ${generated.commits} commits, ${generated.archived} archived and ${generated.active} active specs`,
  )
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

const say = (text: string) => process.stdout.write(`${text}\n`)
const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN

function milliseconds(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

/** One `git log --raw` over the whole history. */
function gitLog(): number {
  return milliseconds(() => void execFileSync('git', ['-C', path, 'log', '--all', '--raw'], { stdio: 'ignore' }))
}

function readInProcess(...keepIn: string[]): Figures {
  const script = new URL('./read-chant-process.ts', import.meta.url).pathname
  return JSON.parse(execFileSync(process.execPath, [script, path, ...keepIn], { encoding: 'utf8' })) as Figures
}

test('first read: at most 4 × one git log --raw, at most 250 MB, nothing else waits longer than 50 ms', () => {
  const rounds = Array.from({ length: 5 }, (_, round) => ({
    git: gitLog(),
    read: readInProcess(),
    busy: readInProcess('--busy'),
    kept: readInProcess(join(folder, `${round}.sqlite`)),
  }))
  const git = median(rounds.map((round) => round.git))
  const read = median(rounds.map((round) => round.read.milliseconds))
  const kept = median(rounds.map((round) => round.kept.milliseconds))
  const ratio = median(rounds.map((round) => round.read.milliseconds / round.git))
  const memory = median(rounds.map((round) => round.read.memory))
  const busy = median(rounds.map((round) => round.busy.busy))
  const blocked = median(rounds.map((round) => round.read.blocked))
  say(
    `first read: ${read.toFixed(0)} ms, git log --raw ${git.toFixed(0)} ms: ${ratio.toFixed(2)} x; with keeping it ${kept.toFixed(0)} ms`,
  )
  say(
    `  ${rounds[0]?.read.events} events; memory ${memory.toFixed(0)} MB (${rounds[0]?.read.before.toFixed(0)} before)`,
  )
  say(`  event loop: longest turn ${busy.toFixed(0)} ms of processor time, ${blocked.toFixed(0)} ms by the clock`)
  expect(ratio).toBeLessThanOrEqual(4)
  expect(memory).toBeLessThanOrEqual(250)
  expect(busy).toBeLessThanOrEqual(50)
}, 300_000)

test('later reads, 10 new commits each: at most 50 ms', async () => {
  const repository = await openRepository(path, { environment: process.env })
  let cursor: ReadingCursor | null = null
  const times: number[] = []
  for (let round = 0; round <= 11; round++) {
    const began = performance.now()
    let events = 0
    const reading = await readRepository(repository, cursor, (part) => {
      events += part.events.length
    })
    if (cursor) {
      times.push(performance.now() - began)
      expect([reading.whole, events]).toEqual([false, 10])
    }
    cursor = reading.cursor
    appendCommits(path, days + round, 10)
  }
  const unchanged: number[] = []
  cursor = (await readRepository(repository, cursor, () => {})).cursor
  for (let round = 0; round < 11; round++) {
    const began = performance.now()
    await readRepository(repository, cursor, () => {})
    unchanged.push(performance.now() - began)
  }
  say(`later reads: ${median(times).toFixed(1)} ms with 10 new commits, ${median(unchanged).toFixed(1)} ms with none`)
  expect(median(times)).toBeLessThanOrEqual(50)
}, 300_000)

test('P28 the last day, nothing kept: at least 50 × faster than chant activity (which took 122 s where git log took 0.78)', async () => {
  const repository = await openRepository(path, { environment: process.env })
  const since = new Date(Date.UTC(2024, 0, days - 1))
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const began = performance.now()
    expect((await readActivity(repository, { since, until: null })).events.length).toBeGreaterThan(20)
    times.push(performance.now() - began)
  }
  const git = median(Array.from({ length: 5 }, gitLog))
  const chant = (122_000 / 780) * git
  say(
    `P28: the last day in ${median(times).toFixed(0)} ms; ${(chant / median(times)).toFixed(0)} x faster than chant activity would be here`,
  )
  expect(chant / median(times)).toBeGreaterThanOrEqual(50)
}, 300_000)
