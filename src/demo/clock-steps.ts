import { addDays, instantAt, localDateAt, weekdayOf, type Zone } from '../domain/local-time.ts'
import { homeZone, quarterEnds } from './acme/workspace.ts'
import type { ClockStep } from './page-api.ts'

/** Where a step of the demo's clock leads. `zones` are everybody's: a Monday's nine is over when the last one's is. */
export function endOfStep(step: ClockStep, now: Date, zones: readonly Zone[]): Date {
  switch (step) {
    case '+1h':
      return new Date(now.getTime() + 3_600_000)
    case 'next-morning':
      return nextMorning(now)
    case 'next-monday':
      return nextMonday(now, zones)
    case 'end-of-quarter':
      return latest(instantAt(quarterEnds, '18:00', homeZone), now)
  }
}

function nextMorning(now: Date): Date {
  const today = localDateAt(now, homeZone)
  const morning = instantAt(today, '08:30', homeZone)
  return morning > now ? morning : instantAt(addDays(today, 1), '08:30', homeZone)
}

function nextMonday(now: Date, zones: readonly Zone[]): Date {
  let date = localDateAt(now, homeZone)
  for (;;) {
    if (weekdayOf(date) === 'monday') {
      const nines = [homeZone, ...zones].map((zone) => instantAt(date, '09:00', zone))
      const last = nines.reduce(latest)
      if (last > now) return last
    }
    date = addDays(date, 1)
  }
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b
}
