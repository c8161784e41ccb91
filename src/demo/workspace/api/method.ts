import type { Json } from '../state/model.ts'
import type { World } from '../world.ts'
import type { Args } from './args.ts'

/** What a method's code is given. */
export interface Call {
  world: World
  args: Args
  /** Milliseconds by which history is to be late, from the faults this call meets. */
  historyDelay: number
  /** Throws `missing_scope` unless the token has one of these. */
  needs(...anyOf: string[]): void
}

export interface Method {
  token: 'bot' | 'app' | 'none'
  /** Returns what stands beside `ok: true`; throws SlackError or RateLimited. */
  run(call: Call): Json
}
