import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readContents } from '../../src/chant/content.ts'
import { readRepository } from '../../src/chant/reading.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { addApproval } from '../../src/storage/approvals/approvals.ts'
import { decisionsSoFar } from '../../src/storage/approvals/decisions.ts'
import { listSpecs } from '../../src/storage/chant-specs.ts'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { watchFindings } from '../../src/usecases/approvals/watch-findings.ts'
import { readChant } from '../../src/usecases/read-chant.ts'
import { importAcme } from '../support/acme.ts'
import { churnRule } from '../support/watched-specs.ts'
import { appendCommits, generateChantRepository } from './chant-repository.ts'

const days = 525
const folder = mkdtempSync(join(tmpdir(), 'okr-bench-'))
const path = join(folder, 'acme.git')
afterAll(() => rmSync(folder, { recursive: true }))

const say = (text: string) => process.stdout.write(`${text}\n`)
const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN
const now = () => new Date('2026-01-16T12:00:00Z')

test('what is to be decided on is found quickly after one new commit, whatever was decided in two years', async () => {
  const { archived, active } = await generateChantRepository(path, days, 25)
  const database = openDatabase(join(folder, 'okr.sqlite'))
  migrateDatabase(database)
  const { db } = database
  importAcme(db, now())
  transact(db, (tx) => saveApprovalRules(tx, [churnRule]))
  const open = () => openRepository(path, { name: 'acme', environment: process.env })
  const read = async () => {
    const repository = await open()
    await readChant(db, 'acme', (cursor, take) => readRepository(repository, cursor, take), now())
  }
  let gitTook = 0
  const look = () =>
    watchFindings(
      db,
      {
        repository: 'acme',
        decidedBefore: decisionsSoFar(db),
        async readContents(ids) {
          const began = performance.now()
          const found = await readContents(await open(), ids)
          gitTook = performance.now() - began
          return new Map([...found].map(([id, one]) => [id, { ...one, rejection: null }]))
        },
      },
      now,
      'UTC',
    )
  await read()
  await look()
  // As if everything that ever was had been decided here.
  const research = listSpecs(db, 'acme').filter((spec) => spec.archived && spec.type === 'research')
  transact(db, (tx) => {
    for (const { id: specId } of research) {
      const nothing = { follows: null, expiresAt: null, closedBecause: null, seen: null, askedId: null }
      const whole = { title: specId, version: 1, fingerprint: specId, settledVersion: 1, channel: 'C1' }
      const ended = { openedAt: now(), closedAt: now(), outcome: 'approved' as const }
      addApproval(tx, { repository: 'acme', specId, round: 1, kind: 'finding', ...whole, ...ended, ...nothing })
    }
  })
  const took: { whole: number; git: number }[] = []
  for (let round = 1; round <= 9; round++) {
    appendCommits(path, days + round, 1)
    await read()
    const began = performance.now()
    await look()
    took.push({ whole: performance.now() - began, git: gitTook })
  }
  database.close()
  const whole = median(took.map((one) => one.whole))
  const git = median(took.map((one) => one.git))
  say(`${active} active and ${archived} archived specs, ${research.length} of them decided on: a look takes
${whole.toFixed(0)} ms after one new commit, ${git.toFixed(0)} ms of them in git, beside everything else`)
  // What other work waits for is our own part; git runs beside it.
  expect(whole - git).toBeLessThan(100)
}, 300_000)
