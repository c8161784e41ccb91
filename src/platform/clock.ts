/** Where the present comes from. Everything below the composition root gets `now` as an argument instead. */
export interface Clock {
  now(): Date
}

/** The machine's own clock. Read anew at every call, so a suspend or a jump is seen at once. */
export const systemClock: Clock = { now: () => new Date() }

/** Measures how long something takes, whatever the wall clock does meanwhile: `const tookMs = stopwatch(); …; tookMs()`. */
export function stopwatch(): () => number {
  const began = performance.now()
  return () => performance.now() - began
}
