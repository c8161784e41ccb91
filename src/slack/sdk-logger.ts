import { LogLevel, type Logger as SlackLogger } from '@slack/logger'
import type { Logger } from '../platform/logger.ts'

/** The SDKs' log lines, lower than they claim: their "warn" is every try that failed, their "error" often a reconnect that succeeds. */
export function sdkLogger(log: Logger): SlackLogger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
  return {
    debug: (...parts) => log.trace(line(parts)),
    info: (...parts) => log.debug(line(parts)),
    warn: (...parts) => log.debug(line(parts)),
    error: (...parts) => log.warn(line(parts)),
    setLevel: () => {},
    getLevel: () => (log.isLevelEnabled('trace') ? LogLevel.DEBUG : LogLevel.INFO),
    setName: () => {},
  }
}
