/** Where the present comes from. Everything below the composition root gets `now` as an argument instead. */
export interface Clock {
  now(): Date
}

/** The machine's own clock. Read anew at every call, so a suspend or a jump is seen at once. */
export const systemClock: Clock = { now: () => new Date() }
