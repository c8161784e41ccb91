import type { Json } from './state/model.ts'

/** What goes wrong with a call. `late-history` goes wrong quietly; the others take the place of the answer. */
export type FaultKind =
  | { kind: 'rate-limited'; retryAfter: number }
  /** Not done, and answered with this HTTP status. */
  | { kind: 'status'; status: number }
  /** Not done, and the connection is reset. */
  | { kind: 'reset' }
  /** Done, but the connection is cut instead of an answer. */
  | { kind: 'drop-answer' }
  /** Done, and answered with this HTTP status. */
  | { kind: 'status-after-commit'; status: number }
  /** `ok: false` with this error; `internal_error` and its like may come after the thing was done. */
  | { kind: 'error'; error: string; afterCommit?: boolean }
  | { kind: 'missing-scope'; scope: string }
  /** Done at once, answered after so many milliseconds of the machine's clock; or done only then. */
  | { kind: 'slow'; ms: number; commit?: 'before' | 'after' }
  /** Messages posted meanwhile stand in `conversations.history` only after so many milliseconds of the workspace's clock. */
  | { kind: 'late-history'; ms: number }

export type Fault = FaultKind & {
  /** `chat.postMessage`; default: every method. */
  method?: string
  /** Only calls with such arguments. */
  match?: (args: Json) => boolean
  /** How often; default once, or without end when a probability is given. */
  times?: number
  /** Of 1; drawn from the generator that `seed` starts. */
  probability?: number
  seed?: number
}

export interface Faults {
  add(fault: Fault): { hits(): number; remove(): void }
  /**
   * A wild mix for runs that kill the app: about `share` of all calls that post, change or delete a message meet with
   * one of the faults, drawn from the generator that `seed` starts.
   */
  wild(seed: number, options?: { share?: number; lateHistoryMs?: number }): { hits(): number; remove(): void }
  clear(): void
  /** The faults that this call meets: at most one that takes the answer's place, and any late history. */
  meeting(method: string, args: Json): FaultKind[]
}

export function createFaults(): Faults {
  const active = new Set<{ quiet: boolean; draw(method: string, args: Json): FaultKind | null }>()

  function activate(
    draw: (method: string, args: Json) => FaultKind | null,
    quiet: boolean,
  ): { hits(): number; remove(): void } {
    let hits = 0
    const entry = {
      quiet,
      draw(method: string, args: Json) {
        const met = draw(method, args)
        if (met) hits += 1
        return met
      },
    }
    active.add(entry)
    return { hits: () => hits, remove: () => void active.delete(entry) }
  }

  return {
    add(fault) {
      const random = generator(fault.seed ?? 1)
      let left = fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY)
      return activate((method, args) => {
        if (left <= 0 || (fault.method && fault.method !== method) || fault.match?.(args) === false) return null
        if (fault.probability !== undefined && random() >= fault.probability) return null
        left -= 1
        return fault
      }, fault.kind === 'late-history')
    },
    wild(seed, { share = 0.3, lateHistoryMs = 20_000 } = {}) {
      const random = generator(seed)
      const mix: FaultKind[] = [
        { kind: 'rate-limited', retryAfter: 1 },
        { kind: 'status', status: 503 },
        { kind: 'reset' },
        { kind: 'drop-answer' },
        { kind: 'drop-answer' },
        { kind: 'status-after-commit', status: 500 },
        { kind: 'error', error: 'internal_error', afterCommit: true },
        { kind: 'error', error: 'internal_error', afterCommit: false },
        { kind: 'late-history', ms: lateHistoryMs },
      ]
      return activate((method) => {
        if (!['chat.postMessage', 'chat.update', 'chat.delete'].includes(method) || random() >= share) return null
        return mix[Math.floor(random() * mix.length)] ?? null
      }, false)
    },
    clear: () => active.clear(),
    meeting(method, args) {
      const met: FaultKind[] = []
      for (const fault of active) {
        // Not even drawn when another has the answer already: a fault that is to happen once must not be spent unseen.
        if (!fault.quiet && met.some((other) => other.kind !== 'late-history')) continue
        const drawn = fault.draw(method, args)
        if (drawn) met.push(drawn)
      }
      return met
    },
  }
}

/** Mulberry32: a small generator whose whole sequence follows from its seed. Numbers from 0 up to 1. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
