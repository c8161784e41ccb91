const second = 1000
const longest = 60 * 60 * second

/** After so many failed tries a job is dead: about 29 hours of trying, so that it outlives a day without Slack. */
export const maxJobAttempts = 40
/** After so many failed tries something received is given up: about four hours. */
export const maxReceivedAttempts = 15

/**
 * How long to wait after the `attempts`-th failed try (1, 2, 3 …), in milliseconds: one second, doubled each time, at
 * most an hour, and up to a quarter more, so that what failed together does not come back together. `seed` (the job's
 * id) decides that quarter: the same job and attempt always give the same delay.
 */
export function retryDelay(attempts: number, seed: number | string): number {
  const doubled = second * 2 ** Math.min(Math.max(attempts, 1) - 1, 20)
  return Math.round(Math.min(doubled, longest) * (1 + fraction(`${seed}:${attempts}`) / 4))
}

// FNV-1a with Murmur's last step, 32 bits: neighbouring ids come out far apart, and the same everywhere.
function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
