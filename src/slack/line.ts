import type { HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { Problem, SettingProblem } from '../domain/problem.ts'
import type { Logger } from '../platform/logger.ts'
import { type Connection, connect, missingScopes } from './connect.ts'
import { wantedScopes } from './scopes.ts'

export interface SlackLineOptions {
  log: Logger
  client: WebClient
  receiver: SocketModeReceiver | HTTPReceiver
  usesSocket: boolean
  /** Keeps who we are; throws a `Problem` when the database belongs to another workspace. */
  remember: (connection: Connection) => void
  /** True when an earlier start reached Slack: then waiting for it is better than giving up. */
  isKnown: () => boolean
}

export interface SlackLine {
  /** Resolves when we can receive; rejects with a `Problem` when that will not come by waiting. */
  open(): Promise<void>
  close(): Promise<void>
  /** Null when we are connected, else what is wrong, in a sentence. */
  problem(): string | null
}

const firstDeadlineMs = 30_000
const retryMs = 3_000
const longestRetryMs = 60_000

/** The part of the socket's client that begins again after a pause, be it everything or the asking for an address. */
interface Reconnecting {
  delayReconnectAttempt(attempt: (this: Reconnecting) => Promise<unknown>): Promise<unknown>
}

/**
 * The line to Slack: who we are, and in Socket Mode the socket. With Slack away it keeps trying, unless this is the
 * very first start: then a wrong address or a missing network is more likely, and a person is watching.
 */
export function createSlackLine(options: SlackLineOptions): SlackLine {
  const { log, client, receiver, usesSocket, remember, isKnown } = options
  let state: string | null = 'not connected to Slack yet'
  let closed = false
  let refusalLogged = false

  async function identify(): Promise<void> {
    for (let attempt = 0; !closed; attempt++) {
      const outcome = await connect(client)
      if (outcome.kind === 'refused') throw new SettingProblem(outcome.problem)
      if (outcome.kind === 'connected') {
        const missing = missingScopes(outcome.connection.scopes, wantedScopes)
        if (missing.length > 0) throw new SettingProblem(scopeSentence(missing))
        return remember(outcome.connection)
      }
      state = outcome.problem
      if (attempt === 0) log.warn(`${outcome.problem} Trying again until it works.`)
      if (!isKnown() && attempt * retryMs >= firstDeadlineMs) throw new Problem(outcome.problem)
      await pause(retryMs)
    }
  }

  async function openSocket(): Promise<void> {
    const socket = receiver as SocketModeReceiver
    socket.client.on('disconnected', () => {
      state = 'the socket to Slack is closed'
    })
    socket.client.on('reconnecting', () => {
      state = 'reconnecting to Slack'
    })
    socket.client.on('connected', () => {
      state = null
      refusalLogged = false
    })
    surviveReconnecting(socket.client as unknown as Reconnecting)
    try {
      await (isKnown() ? socket.start() : withDeadline(socket.start(), firstDeadlineMs))
    } catch (error) {
      throw socketProblem(error)
    }
  }

  /**
   * Whatever the SDK tries when it reconnects, it catches nothing of: a refusal (an app token that was revoked) would
   * end the process and with it everything that needs no socket. Here it is said, and tried again until it works.
   */
  function surviveReconnecting(socket: Reconnecting): void {
    const delayed = socket.delayReconnectAttempt
    socket.delayReconnectAttempt = (attempt) => delayed.call(socket, () => untilItWorks(() => attempt.call(socket)))
  }

  async function untilItWorks<T>(attempt: () => Promise<T>): Promise<T> {
    for (let pauseMs = retryMs; !closed; pauseMs = Math.min(pauseMs * 2, longestRetryMs)) {
      try {
        return await attempt()
      } catch (error) {
        if (closed) break
        state = socketProblem(error).message
        if (!refusalLogged) log.error(`${state} Trying again until it works.`)
        refusalLogged = true
        await pause(pauseMs)
      }
    }
    // Closed meanwhile: nobody waits for this any more, and beginning again would undo the closing.
    return new Promise(() => {})
  }

  return {
    async open() {
      await identify()
      if (usesSocket && !closed) await openSocket()
      state = null
    },
    async close() {
      closed = true
      state = 'stopping'
      if (usesSocket) await receiver.stop().catch(() => {})
    },
    problem: () => state,
  }
}

function scopeSentence(missing: readonly string[]): string {
  return `The Slack app lacks ${missing.length === 1 ? 'the scope' : 'the scopes'} ${missing.join(', ')}: add ${missing.length === 1 ? 'it' : 'them'} under "OAuth & Permissions" (manifest.yml has the whole list) and reinstall the app.`
}

function socketProblem(error: unknown): Problem {
  const text = error instanceof Error ? error.message : String(error)
  const name = /invalid_auth|not_authed|token_revoked|not_allowed_token_type|missing_scope|no_permission/.exec(
    text,
  )?.[0]
  return name
    ? new SettingProblem(
        `Slack does not accept SLACK_APP_TOKEN (${name}): make one with the scope connections:write under "Basic Information", and switch Socket Mode on.`,
      )
    : new Problem(`The socket to Slack does not open (${text}): check the network, and that Socket Mode is on.`)
}

async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
