import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { z } from 'zod'
import { type Config, environmentSchema } from './schema.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type LoadedConfig = { kind: 'config'; config: Config } | { kind: 'problems'; problems: string[] }

/**
 * The configuration an environment describes, or every problem of it at once: one sentence each, with the variable's
 * name and what to do, never with a secret. What the environment does not say is looked up in the file at
 * `dotEnvPath`, when there is one. `starting`: what only the running app needs must be there too.
 */
export function loadConfig(env: Environment, options: { dotEnvPath: string | null; starting: boolean }): LoadedConfig {
  const file = readDotEnv(options.dotEnvPath)
  if (typeof file === 'string') return { kind: 'problems', problems: [file] }
  const said = withoutEmpty({ ...file, ...withoutEmpty(env) })
  const parsed = environmentSchema.safeParse(said)
  const problems = parsed.success ? [] : parsed.error.issues.map(toSentence)
  if (options.starting) problems.push(...missing(said))
  if (!parsed.success || problems.length > 0) return { kind: 'problems', problems }
  return { kind: 'config', config: toConfig(parsed.data) }
}

function readDotEnv(path: string | null): Environment | string {
  if (path === null) return {}
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    return `${path} cannot be read: check that it is a text file this user may read.`
  }
}

/** An empty variable means the same as none. */
function withoutEmpty(env: Environment): Record<string, string> {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ''])
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''))
}

function toSentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} ${issue.message}.`
}

function missing(said: Environment): string[] {
  const problems: string[] = []
  if (said['SLACK_BOT_TOKEN'] === undefined) {
    problems.push(
      'SLACK_BOT_TOKEN is not set: copy the token that begins with xoxb- from "OAuth & Permissions" of your Slack app.',
    )
  }
  if (said['SLACK_APP_TOKEN'] === undefined && said['SLACK_SIGNING_SECRET'] === undefined) {
    problems.push(
      'Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set: set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET to receive over HTTP.',
    )
  }
  return problems
}

function toConfig(said: z.output<typeof environmentSchema>): Config {
  return {
    slack:
      said.SLACK_BOT_TOKEN === undefined
        ? null
        : {
            botToken: said.SLACK_BOT_TOKEN,
            appToken: said.SLACK_APP_TOKEN ?? null,
            signingSecret: said.SLACK_SIGNING_SECRET ?? null,
            apiUrl: said.SLACK_API_URL ?? 'https://slack.com/api/',
          },
    http: { port: said.PORT ?? 3000, host: said.HOST ?? '127.0.0.1' },
    databasePath: said.DATABASE_PATH ?? 'data/okr.sqlite',
    chant: {
      repos: said.CHANT_REPO ?? [],
      bin: said.CHANT_BIN ?? 'chant',
      pollSeconds: said.CHANT_POLL_SECONDS ?? 30,
      push: said.CHANT_PUSH ?? false,
    },
    defaultZone: said.TZ_DEFAULT ?? 'UTC',
    command: said.OKR_COMMAND ?? '/okr',
    readingsToken: said.READINGS_TOKEN ?? null,
    settleSeconds: said.SETTLE_SECONDS ?? 60,
    logLevel: said.LOG_LEVEL ?? 'info',
  }
}
