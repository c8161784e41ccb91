import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckInVersion, Confidence } from '../../../src/domain/check-ins.ts'
import type { OpenItem } from '../../../src/domain/open-items.ts'
import { type Db, transact } from '../../../src/platform/db.ts'
import { findCheckIn, listAnswers, standingAnswer } from '../../../src/storage/check-ins.ts'
import { listItemsEverOpened } from '../../../src/storage/open-items.ts'
import { addRequest, addRequestItem } from '../../../src/storage/requests.ts'
import { findSkip } from '../../../src/storage/skips.ts'
import { closeOpenItem } from '../../../src/usecases/check-ins/close-open-item.ts'
import { sameAsLastTime } from '../../../src/usecases/check-ins/same-as-last-time.ts'
import { answerAfterAll, skipCheckIn } from '../../../src/usecases/check-ins/skip-check-in.ts'
import { submitCheckIn } from '../../../src/usecases/check-ins/submit-check-in.ts'
import { undoCheckIn } from '../../../src/usecases/check-ins/undo-check-in.ts'
import { importAcme } from '../../support/acme.ts'
import { personId } from '../../support/check-ins.ts'
import { freshDatabase } from '../../support/database.ts'

const zone = 'UTC'
const kr = 'O1-KR1'
const weeks = ['2026-W03', '2026-W04']

type Step =
  | { kind: 'answer'; confidence: Confidence; risk: string; action: string }
  | { kind: 'undo' | 'same' | 'skip' | 'after-all' | 'close' }

const step = fc.record({
  week: fc.nat(1),
  minutes: fc.integer({ min: 0, max: 3000 }),
  step: fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({
      kind: fc.constant('answer' as const),
      confidence: fc.constantFrom<Confidence>(0, 1, 2),
      risk: fc.constantFrom('the exporter', 'the vendor'),
      action: fc.constantFrom('call them', 'ask around'),
    }),
    fc.record({
      kind: fc.constantFrom('undo' as const, 'same' as const, 'skip' as const, 'after-all' as const, 'close' as const),
    }),
  ),
})

describe('any sequence of answers, changes, undos, skips and closings', () => {
  it('keeps every version, the newest counts, and what is open follows the answers that stand', () => {
    let steps = 0
    const { db } = freshDatabase()
    const start = new Date('2026-01-12T17:00:00Z')
    importAcme(db, start)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (sequence) => {
        andForget(db, (tx) => {
          let now = start
          const requests = askMike(tx, now)
          for (const { week, minutes, step: what } of sequence) {
            now = new Date(now.getTime() + minutes * 60_000)
            const before = seen(tx)
            take(tx, requests[week] as number, what, now)
            check(tx, before, seen(tx))
            steps++
          }
        })
      }),
      { numRuns: 60, seed: 20260112 },
    )
    expect(steps).toBeGreaterThan(250)
  })
})

/** Runs `work` on the database and takes back all it wrote: a new database for each run would take minutes. */
function andForget(db: Db, work: (tx: Db) => void): void {
  const done = new Error('done')
  try {
    transact(db, (tx) => {
      work(tx)
      throw done
    })
  } catch (error) {
    if (error !== done) throw error
  }
}

function askMike(db: Db, now: Date): number[] {
  const mike = personId(db, 'mike')
  return weeks.map((week) => {
    const row = { personId: mike, week, outcome: 'asked', askOn: '2026-01-12', plannedAt: now, decidedAt: now } as const
    const requestId = addRequest(db, { ...row, reason: null }) as number
    addRequestItem(db, { requestId, keyResultId: kr })
    return requestId
  })
}

function take(db: Db, requestId: number, what: Step, now: Date): void {
  const by = personId(db, 'mike')
  const asked = { requestId, keyResultId: kr, by }
  switch (what.kind) {
    case 'answer': {
      const { confidence, risk, action } = what
      const isOnTrack = confidence === 2
      const answer = {
        confidence,
        evidence: null,
        note: null,
        risk: isOnTrack ? null : { kind: 'external' as const, text: risk },
        nextAction: isOnTrack ? null : { text: action, person: by, due: '2027-01-01' },
        test: { next: null, result: null, verdict: null },
      }
      expect(submitCheckIn(db, { ...asked, via: 'form', answer }, now, zone).kind).toBe('saved')
      break
    }
    case 'undo':
      undoCheckIn(db, asked, now, zone)
      break
    case 'same':
      sameAsLastTime(db, asked, now, zone)
      break
    case 'skip':
      skipCheckIn(db, { ...asked, reason: 'Nothing new' }, now)
      break
    case 'after-all':
      answerAfterAll(db, asked, now)
      break
    case 'close': {
      const open = listItemsEverOpened(db, kr).find(({ closed }) => closed === null)
      if (open) expect(closeOpenItem(db, { itemId: open.id, by, result: 'Done' }, now).kind).toBe('closed')
    }
  }
}

interface Seen {
  versions: CheckInVersion[][]
  items: OpenItem[]
}

function seen(db: Db): Seen {
  return {
    versions: weeks.map((week) => [...(findCheckIn(db, kr, week)?.versions ?? [])]),
    items: listItemsEverOpened(db, kr),
  }
}

function check(db: Db, before: Seen, after: Seen): void {
  for (const [index, versions] of after.versions.entries()) {
    const old = before.versions[index] ?? []
    expect(versions.slice(0, old.length)).toEqual(old)
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, n) => n + 1))
    const standing = standingAnswer(findCheckIn(db, kr, weeks[index] as string))
    expect(standing?.answer ?? null).toEqual(versions.at(-1)?.answer ?? null)
    if (standing) expect(findSkip(db, kr, weeks[index] as string)).toBeNull()
  }
  const open = after.items.filter(({ closed }) => closed === null)
  for (const kind of ['investigation', 'adjustment-plan']) {
    expect(open.filter((item) => item.kind === kind).length).toBeLessThanOrEqual(1)
  }
  const answers = listAnswers(db, [kr]).get(kr) ?? []
  for (const item of open) {
    expect(
      answers.some(({ answer }) => names(answer.confidence, answer.risk?.text, answer.nextAction?.text, item)),
    ).toBe(true)
  }
  // What was closed stays exactly as it was closed.
  const closedBefore = before.items.filter(({ closed }) => closed !== null)
  for (const item of closedBefore) expect(after.items.find(({ id }) => id === item.id)).toEqual(item)
}

function names(
  confidence: Confidence,
  risk: string | null | undefined,
  action: string | undefined,
  item: OpenItem,
): boolean {
  switch (item.kind) {
    case 'investigation':
      return confidence === 0
    case 'adjustment-plan':
      return confidence === 1
    case 'risk':
      return item.text === `${risk} (from outside)`
    case 'next-action':
      return item.text === action
  }
}
