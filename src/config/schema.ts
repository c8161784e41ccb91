import { z } from 'zod'
import { type ChantRepo, parseChantRepos } from './chant-repos.ts'
import { type Secret, secret } from './secret.ts'

/** Everything the environment can say, checked. Seconds are seconds, as in the names of the variables. */
export interface Config {
  /** Null: `SLACK_BOT_TOKEN` is not set; enough for commands that do not talk to Slack. */
  slack: SlackConfig | null
  http: { port: number; host: string }
  databasePath: string
  chant: { repos: ChantRepo[]; bin: string; pollSeconds: number; push: boolean }
  /** For people and channels without a zone. */
  defaultZone: string
  /** The slash command, `/okr`. */
  command: string
  /** Bearer token of `POST /v1/readings`. Null: that endpoint is off. */
  readingsToken: Secret | null
  /** How long an unclear delivery may stay invisible before it is repeated. */
  settleSeconds: number
  logLevel: string
}

export interface SlackConfig {
  botToken: Secret
  /** Set: Socket Mode. */
  appToken: Secret | null
  signingSecret: Secret | null
  /** Base of the Web API, with a slash at the end. */
  apiUrl: string
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const trueOrFalse = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true')

/** One rule for each variable that is set; a message completes the sentence that begins with the variable's name. */
export const environmentSchema = z
  .object({
    SLACK_BOT_TOKEN: z
      .string()
      .regex(/^(xoxe\.)?xoxb-\S+$/, {
        error: 'is no bot token, which begins with xoxb-: copy it from "OAuth & Permissions" of your Slack app',
      })
      .transform(secret),
    SLACK_APP_TOKEN: z
      .string()
      .regex(/^xapp-\S+$/, {
        error:
          'is no app-level token, which begins with xapp-: make one with the scope connections:write under "Basic Information" of your Slack app',
      })
      .transform(secret),
    SLACK_SIGNING_SECRET: z
      .string()
      .regex(/^\S+$/, { error: 'must be one word: copy it from "Basic Information" of your Slack app' })
      .transform(secret),
    SLACK_API_URL: z
      .url({ protocol: /^https?$/, error: 'must be a URL like https://slack.com/api/' })
      .transform((url) => (url.endsWith('/') ? url : `${url}/`)),
    PORT: whole(0, 65_535, 'must be a port number, 0 to 65535'),
    HOST: z.string().regex(/^[\w.:-]+$/, { error: 'must be an address to listen on, like 127.0.0.1 or 0.0.0.0' }),
    DATABASE_PATH: z.string(),
    CHANT_REPO: z.string().transform(parseChantRepos),
    CHANT_BIN: z.string(),
    CHANT_POLL_SECONDS: seconds((value) => value > 0, 'must be a number of seconds above 0, like 30'),
    CHANT_PUSH: trueOrFalse,
    TZ_DEFAULT: z.string().refine(isZone, { error: 'must be a time zone like Europe/Berlin or UTC' }),
    OKR_COMMAND: z.string().regex(/^\/[a-z0-9_-]{1,31}$/, {
      error: 'must be a slash command in lower case, like /okr, as your Slack app has it under "Slash Commands"',
    }),
    READINGS_TOKEN: z
      .string()
      .regex(/^[\x21-\x7e]+$/, { error: 'must be one word of plain characters: make one with `openssl rand -hex 32`' })
      .transform(secret),
    SETTLE_SECONDS: seconds((value) => value >= 0, 'must be a number of seconds, like 60'),
    LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }),
  })
  .partial()

function whole(least: number, most: number, error: string) {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, { error })
    .transform(Number)
}

function seconds(holds: (value: number) => boolean, error: string) {
  return z
    .string()
    .refine((text) => /^\d{1,9}(\.\d{1,6})?$/.test(text) && holds(Number(text)), { error })
    .transform(Number)
}

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return /^[A-Za-z]/.test(text)
  } catch {
    return false
  }
}
