import type { DemoClock } from './demo-clock.ts'

/** What time is played for: the app's worker, seen from outside. */
export interface Played {
  /** Resolves when nothing is due any more at the clock's now. */
  settle(): Promise<void>
  nextDueAt(): Date | null
}

/** So often something may be due at one instant before it is clear that nobody does it: the app is being stopped. */
const mostTries = 50

/**
 * Moves the clock to `end`, stopping at every instant at which something is due on the way, so that everything happens
 * in its order and at its own time. Throws when time does not go on, because what is due is not done.
 */
export async function playTo(clock: DemoClock, { settle, nextDueAt }: Played, end: Date): Promise<void> {
  let tries = 0
  for (;;) {
    await settle()
    const next = nextDueAt()
    if (next === null || next > end) break
    tries = next > clock.now() ? 0 : tries + 1
    if (tries > mostTries) throw new Error('what is due is not done: the app was stopped')
    clock.moveTo(next)
  }
  clock.moveTo(end)
  await settle()
}
