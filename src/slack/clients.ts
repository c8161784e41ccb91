import { type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Logger } from '../platform/logger.ts'
import { isAboutTheToken, slackError } from './failures.ts'
import { sdkLogger } from './sdk-logger.ts'

export interface SlackClients {
  /** For `chat.postMessage` alone, used by `messenger.ts`: never posts a second time by itself. */
  posting: WebClient
  /** For calls that may be repeated (`views.*`, `chat.update`, reads): modest retries. */
  calls: WebClient
  /** What is wrong with the token, in a sentence, as long as Slack refuses it; else null. */
  tokenProblem(): string | null
}

/**
 * Two clients, because the SDK repeats a post whose answer was lost, and a 429 pauses everything its client does:
 * a rate-limited fan-out must not hold up somebody's form.
 */
export function createClients(token: string, slackApiUrl: string | undefined, log: Logger): SlackClients {
  const common = {
    timeout: 10_000,
    logger: sdkLogger(log),
    rejectRateLimitedCalls: true,
    ...(slackApiUrl && { slackApiUrl }),
  }
  let refusal: string | null = null
  const heard = (error: string | null) => {
    if (error && !refusal) log.error({ error }, 'Slack does not accept SLACK_BOT_TOKEN any more: everything waits')
    refusal = error
  }
  const retryConfig = { retries: 2, minTimeout: 200, maxTimeout: 1000 }
  return {
    posting: new AttentiveClient(token, { ...common, retryConfig: { retries: 0 } }, heard),
    calls: new AttentiveClient(token, { ...common, retryConfig }, heard),
    tokenProblem: () => refusal && tokenSentence(refusal),
  }
}

function tokenSentence(error: string): string {
  return `Slack does not accept SLACK_BOT_TOKEN any more (${error}): reinstall the app, copy the token from "OAuth & Permissions" and start again`
}

/** Tells after each call whether Slack refused the token. The SDK has no hook for that. */
class AttentiveClient extends WebClient {
  readonly #heard: (error: string | null) => void

  constructor(token: string, options: WebClientOptions, heard: (error: string | null) => void) {
    super(token, options)
    this.#heard = heard
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    try {
      const result = await super.apiCall(method, options)
      this.#heard(null)
      return result
    } catch (error) {
      const name = slackError(error)
      // Any other answer, even a refusal, was given to a token that counts; no answer says nothing.
      if (name !== null) this.#heard(isAboutTheToken(name) ? name : null)
      throw error
    }
  }
}
