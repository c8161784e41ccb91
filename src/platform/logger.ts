import pino from 'pino'

export type Logger = pino.Logger

// Slack SDKs log whole strings, so redaction by path would miss what stands inside them: scrub the text itself.
const tokens = /\b((?:xoxe\.)?xox[a-z]-[\w-]+|xapp-[\w-]+|Bearer\s+[\w.~+/-]+=*)/gi
const named = /("(?:token|secret|password)"\s*:\s*")[^"]+/gi
// Good for one socket, or for five answers in the app's name.
const addresses = /(\bticket=|\/(?:actions|commands)\/T[A-Z0-9]+\/)[\w/-]+/g

/** Replaces every token-like part of a text. */
export function scrub(text: string): string {
  return text.replace(tokens, '[secret]').replace(named, '$1[secret]').replace(addresses, '$1[secret]')
}

/** A logger that writes JSON lines to stderr (stdout is for data), never a secret. `level` is a pino level. */
export function createLogger(level: string): Logger {
  const stderr = pino.destination({ dest: 2, sync: true })
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => stderr.write(scrub(line)) },
  )
}

/** Swallows everything: for tests and for commands whose output is their result. */
export const silentLogger: Logger = pino({ level: 'silent' })
