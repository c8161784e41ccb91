import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Environment, loadConfig } from '../../src/config/load.ts'
import type { Config } from '../../src/config/schema.ts'

describe('configuration', () => {
  test('nothing set is enough for commands, with the documented defaults', () => {
    expect(config({})).toEqual({
      slack: null,
      http: { port: 3000, host: '127.0.0.1' },
      databasePath: 'data/okr.sqlite',
      chant: { repos: [], bin: 'chant', pollSeconds: 30, push: false },
      defaultZone: 'UTC',
      command: '/okr',
      readingsToken: null,
      settleSeconds: 60,
      logLevel: 'info',
    })
  })

  test('starting needs a bot token and a way to receive', () => {
    expect(problems({}, { starting: true })).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN is not set: .*xoxb-/),
      expect.stringMatching(/^Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set: /),
    ])
    expect(config({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, { starting: true }).slack?.apiUrl).toBe(
      'https://slack.com/api/',
    )
    expect(config({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }, { starting: true }).slack).not.toBeNull()
  })

  test('an empty variable is an absent one', () => {
    expect(config({ PORT: '', HOST: '  ', SLACK_BOT_TOKEN: '' })).toEqual(config({}))
    expect(problems({ SLACK_BOT_TOKEN: ' ', SLACK_APP_TOKEN: 'xapp-1' }, { starting: true })).toHaveLength(1)
  })

  test('every problem is named at once, and no secret is repeated', () => {
    const wrong = {
      SLACK_BOT_TOKEN: 'hunter2',
      SLACK_APP_TOKEN: 'xoxb-hunter2',
      SLACK_SIGNING_SECRET: 'hunter2 hunter2',
      SLACK_API_URL: 'hunter2',
      PORT: '70000',
      HOST: 'not a host',
      CHANT_REPO: 'acme=/srv/acme, acme=https://me:hunter2@git.example/acme, https://me:hunter2@git.example/…',
      CHANT_POLL_SECONDS: '0',
      CHANT_PUSH: 'yes',
      TZ_DEFAULT: 'Mars/Olympus',
      OKR_COMMAND: 'okr',
      READINGS_TOKEN: 'hunter2 hunter2',
      SETTLE_SECONDS: '-1',
      LOG_LEVEL: 'loud',
    }
    const found = problems(wrong, { starting: true })
    for (const name of Object.keys(wrong)) {
      expect(found.filter((problem) => problem.startsWith(`${name} `)).length, name).toBeGreaterThan(0)
    }
    expect(found.join('\n')).not.toContain('hunter2')
  })

  test('numbers, flags and addresses are what they say', () => {
    const said = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_API_URL: 'http://127.0.0.1:4000/api',
      PORT: '0',
      HOST: '::1',
      CHANT_PUSH: 'true',
      CHANT_POLL_SECONDS: '0.5',
      SETTLE_SECONDS: '0.25',
      TZ_DEFAULT: 'America/New_York',
    }
    expect(config(said)).toMatchObject({
      slack: { apiUrl: 'http://127.0.0.1:4000/api/' },
      http: { port: 0, host: '::1' },
      chant: { push: true, pollSeconds: 0.5 },
      settleSeconds: 0.25,
      defaultZone: 'America/New_York',
    })
  })

  test('chant projects are named by the last part of where they are, or by us', () => {
    const repos = (text: string) => config({ CHANT_REPO: text }).chant.repos
    expect(repos('/srv/acme/, growth=https://git.example/x?a=b , git@git.example:team/data.git,../okr')).toEqual([
      { name: 'acme', where: '/srv/acme/' },
      { name: 'growth', where: 'https://git.example/x?a=b' },
      { name: 'data', where: 'git@git.example:team/data.git' },
      { name: 'okr', where: '../okr' },
    ])
    expect(problems({ CHANT_REPO: 'acme=' })[0]).toMatch(/^CHANT_REPO names acme without/)
    expect(problems({ CHANT_REPO: '..' })[0]).toMatch(/^CHANT_REPO has a project whose name/)
  })

  test('a secret shows itself only when asked for by name', () => {
    const token = config({ READINGS_TOKEN: 'hunter2' }).readingsToken
    expect(token?.reveal()).toBe('hunter2')
    for (const text of [JSON.stringify({ token }), inspect({ token }, { depth: 9, showHidden: true }), `${token}`]) {
      expect(text).not.toContain('hunter2')
    }
  })

  test('.env speaks where the environment is silent', () => {
    const path = dotEnv('PORT=4000\nHOST=0.0.0.0\nLOG_LEVEL=\nREADINGS_TOKEN="quoted" # with a comment\n')
    const loaded = config({ PORT: '5000', HOST: '' }, { dotEnvPath: path })
    expect(loaded).toMatchObject({ http: { port: 5000, host: '0.0.0.0' }, logLevel: 'info' })
    expect(loaded.readingsToken?.reveal()).toBe('quoted')
    expect(config({}, { dotEnvPath: '/nowhere/.env' }).http.port).toBe(3000)
  })

  test('a .env that cannot be read is a problem with a sentence', () => {
    const path = join(dotEnv(''), '..')
    expect(problems({}, { dotEnvPath: path })).toEqual([expect.stringContaining('cannot be read')])
  })
})

interface Options {
  starting?: boolean
  dotEnvPath?: string
}

function load(env: Environment, { starting = false, dotEnvPath }: Options = {}) {
  return loadConfig(env, { starting, dotEnvPath: dotEnvPath ?? null })
}

function config(env: Environment, options?: Options): Config {
  const loaded = load(env, options)
  if (loaded.kind === 'problems') throw new Error(loaded.problems.join('\n'))
  return loaded.config
}

function problems(env: Environment, options?: Options): string[] {
  const loaded = load(env, options)
  return loaded.kind === 'problems' ? loaded.problems : []
}

function dotEnv(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'okr-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, '.env')
  writeFileSync(path, text)
  chmodSync(path, 0o600)
  return path
}
