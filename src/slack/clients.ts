import { WebClient } from '@slack/web-api'
import type { Logger } from '../platform/logger.ts'
import { sdkLogger } from './sdk-logger.ts'

export interface SlackClients {
  /** For `chat.postMessage` alone, used by `messenger.ts`: never posts a second time by itself. */
  posting: WebClient
  /** For calls that may be repeated (`views.*`, `chat.update`, reads): modest retries. */
  calls: WebClient
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
  return {
    posting: new WebClient(token, { ...common, retryConfig: { retries: 0 } }),
    calls: new WebClient(token, { ...common, retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1000 } }),
  }
}
