import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { scopesByMethod, wantedScopes } from '../src/slack/scopes.ts'

const root = resolve(import.meta.dirname, '..')
const manifest = parse(readFileSync(join(root, 'manifest.yml'), 'utf8')) as {
  oauth_config: { scopes: { bot: string[] } }
  settings: { event_subscriptions: { bot_events: string[] } }
  features: { shortcuts?: { callback_id: string }[]; slash_commands: { command: string }[] }
}

const slackCode = readdirSync(join(root, 'src/slack'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src/slack', name), 'utf8'))
  .join('\n')

describe('the manifest', () => {
  it('asks for exactly the scopes that the methods we call need', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...wantedScopes])
  })

  it('is right about the methods: each one listed is called, and each one called is listed', () => {
    const calls = [
      ...slackCode.matchAll(
        /\b(?:calls|posting|client)\.((?:chat|conversations|users|usergroups|views|files|auth|team|bots)(?:\.\w+)+)\(/g,
      ),
    ]
    const called = new Set(calls.map((match) => match[1] as string))
    expect([...called].sort()).toEqual(Object.keys(scopesByMethod).sort())
  })

  it('subscribes to exactly the events we listen to', () => {
    const listened = [...slackCode.matchAll(/\.event\('([\w.]+)'/g)].map((match) => match[1])
    expect([...new Set(listened)].sort()).toEqual([...manifest.settings.event_subscriptions.bot_events].sort())
  })

  it('offers exactly the shortcuts we listen to', () => {
    const listened = [...slackCode.matchAll(/\.shortcut\('([\w.:-]+)'/g)].map((match) => match[1])
    expect([...new Set(listened)].sort()).toEqual(
      (manifest.features.shortcuts ?? []).map((one) => one.callback_id).sort(),
    )
  })
})
