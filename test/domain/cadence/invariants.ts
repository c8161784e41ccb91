import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reminders } from '../../../src/domain/cadence/reminders.ts'
import { localDateAt } from '../../../src/domain/local-time.ts'
import { weekOf, weeksFrom } from '../../../src/domain/weeks.ts'
import { downtimes, expectsKindly, importedAt, moves, play, travelled, world, zoneOf } from './world.ts'

/** What holds in every world, however often it is tried. */
export function invariants(runs: number): void {
  it('at most one request, and exactly one unless not due, covered, paused, delegated or missed, each counted by name', () => {
    fc.assert(
      fc.property(world(), downtimes(), (calendar, downtime) => {
        const rows = play(() => calendar, downtime)
        for (const [personId, keyResults] of calendar.owned) {
          if (keyResults.length === 0) continue
          const weeks = rows.flatMap(({ plan }) => (plan.personId === personId ? [plan.week] : [])).sort()
          // Each week since the import that can be over has its one row.
          const expected = weeksFrom(
            weekOf(localDateAt(importedAt(calendar, keyResults), zoneOf(calendar, personId))),
            '2026-W12',
          )
          expect(weeks.filter((week) => week <= '2026-W12')).toEqual(expected)
          expect(new Set(weeks).size).toBe(weeks.length)
        }
      }),
      { numRuns: runs, seed: 2026 },
    )
  })

  it('a key result is put before one person at most, who is its owner or their delegate', () => {
    fc.assert(
      fc.property(world(), downtimes(), (calendar, downtime) => {
        const rows = play(() => calendar, downtime)
        const seen = new Set<string>()
        for (const { plan } of rows) {
          for (const { keyResultId, onBehalfOf } of plan.keyResults) {
            expect(seen.has(`${plan.week} ${keyResultId}`)).toBe(false)
            seen.add(`${plan.week} ${keyResultId}`)
            const owner = onBehalfOf ?? plan.personId
            expect(calendar.owned.get(owner)?.some((each) => each.keyResultId === keyResultId)).toBe(true)
            if (onBehalfOf !== null) expect(calendar.people.get(onBehalfOf)?.delegateId).toBe(plan.personId)
          }
          if (plan.outcome !== 'delegated') continue
          const theirs = rows.find((row) => row.plan.personId === plan.delegateId && row.plan.week === plan.week)
          expect(theirs?.plan.outcome).toBe('asked')
          expect(theirs?.plan.keyResults.some(({ onBehalfOf }) => onBehalfOf === plan.personId)).toBe(true)
        }
      }),
      { numRuns: runs, seed: 2027 },
    )
  })

  it('never on a day off, holiday, pause or day the team does not work; never after the summary; late only in working time', () => {
    fc.assert(
      fc.property(world(), downtimes(), moves(), (calendar, downtime, move) => {
        const at = (now: Date) => travelled(calendar, move, now)
        for (const { plan, now } of play(at, downtime, move)) {
          if (plan.outcome === 'asked') expectsKindly(at(now), plan, now, plan.because === 'late')
        }
      }),
      { numRuns: runs, seed: 2028 },
    )
  })

  it('reminders come on working days after the request, two at most, none after the summary', () => {
    fc.assert(
      fc.property(world(), downtimes(), (calendar, downtime) => {
        for (const { plan, now } of play(() => calendar, downtime)) {
          if (plan.outcome !== 'asked') continue
          const keyResults = plan.keyResults.flatMap(({ keyResultId }) =>
            [...calendar.owned.values()].flat().filter((each) => each.keyResultId === keyResultId),
          )
          const sent = reminders(
            calendar,
            { personId: plan.personId, week: plan.week, plannedAt: plan.plannedAt, askedAt: now, keyResults },
            now,
          )
          expect(sent.length).toBeLessThanOrEqual(2)
          for (const reminder of sent) {
            expect(reminder.at > now).toBe(true)
            expectsKindly(calendar, plan, reminder.at, false)
          }
        }
      }),
      { numRuns: runs, seed: 2029 },
    )
  })
}
