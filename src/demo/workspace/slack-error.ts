import type { Json } from './state/model.ts'

/** An answer of Slack's with `ok: false`: the error's name, and what else stands beside it. */
export class SlackError extends Error {
  readonly code: string
  readonly extras: Json

  constructor(code: string, extras: Json = {}) {
    super(code)
    this.code = code
    this.extras = extras
  }
}

/** Thrown by a method that is called more often than Slack allows; seconds. */
export class RateLimited extends Error {
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super('ratelimited')
    this.retryAfter = retryAfter
  }
}
