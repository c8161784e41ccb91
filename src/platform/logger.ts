import pino from 'pino'

export type Logger = pino.Logger

// Slack SDKs log whole strings, so redaction by path would miss what stands inside them: scrub the text itself.
const secrets = /\b(xox[a-z]-[\w-]+|xapp-[\w-]+|Bearer\s+[\w.~+/-]+=*)|("(?:token|secret|password)"\s*:\s*")[^"]+/gi

/** Replaces every token-like part of a text. */
export function scrub(text: string): string {
  return text.replace(secrets, (_all, token, key) => (token ? '[secret]' : `${key}[secret]`))
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
