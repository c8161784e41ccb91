import type { DemoClock } from './demo-clock.ts'

/** What time is played for: the app's worker, seen from outside. */
export interface Played {
  /** Resolves when nothing is due any more at the clock's now. */
  settle(): Promise<void>
  nextDueAt(): Date | null
}

/**
 * Moves the clock to `end`, stopping at every instant at which something is due on the way, so that everything happens
 * in its order and at its own time.
 */
export async function playTo(clock: DemoClock, { settle, nextDueAt }: Played, end: Date): Promise<void> {
  for (;;) {
    await settle()
    const next = nextDueAt()
    if (next === null || next > end) break
    clock.moveTo(next)
  }
  clock.moveTo(end)
  await settle()
}
