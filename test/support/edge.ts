import type { App, HTTPReceiver } from '@slack/bolt'
import { onTestFinished } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import type { WorkspaceOptions } from '../../src/demo/workspace/options.ts'
import { createFinisher, type Finisher } from '../../src/durable/inbox.ts'
import { rescueReceived } from '../../src/durable/rescue.ts'
import { serve } from '../../src/http/server.ts'
import { slackEventRoutes } from '../../src/http/slack-events.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { type Logger, silentLogger } from '../../src/platform/logger.ts'
import { type BotIdentity, createSlackApp } from '../../src/slack/app.ts'
import { createClients } from '../../src/slack/clients.ts'
import { createSlackLine } from '../../src/slack/line.ts'
import { type Receiving, type ReceivingOptions, receiveDurably } from '../../src/slack/receiving.ts'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../../src/storage/open.ts'
import { formCommand, registerForm } from './slack-things.ts'
import { createAcme, fixedClock } from './slack-workspace.ts'

export interface EdgeOptions {
  mode?: 'socket' | 'http'
  /** The listeners under test. */
  register: (app: App) => void
  file?: string
  now?: string
  workspace?: Partial<WorkspaceOptions>
  log?: Logger
  identity?: () => BotIdentity
  onGivenUp?: ReceivingOptions['onGivenUp']
}

export interface RunningEdge {
  workspace: SlackWorkspace
  database: OpenDatabase
  clock: ReturnType<typeof fixedClock>
  receiving: Receiving
  finisher: Finisher
  /** Where Slack's requests go over HTTP. */
  url: string
  /** Waits until everything that came in has been handled and marked. */
  settle(): Promise<void>
  /** Another process on the same database: nothing in memory is left. */
  restart(): Promise<void>
}

/** Slack's edge alone: real Bolt, wire and inbox, with whatever listeners a test is about, and no worker. */
export async function startEdge(options: EdgeOptions): Promise<RunningEdge> {
  const clock = fixedClock(options.now ?? '2026-01-12T09:00:00Z')
  const overHttp = options.mode === 'http'
  const deliverTo = { kind: 'http' as const, url: '' }
  const commands = [{ command: '/okr' }, { command: formCommand }]
  const workspace = await createAcme({ clock, commands, ...(overHttp && { deliverTo }), ...options.workspace })
  const database = openDatabase(options.file ?? ':memory:')
  migrateDatabase(database)
  const { db } = database
  const log = options.log ?? silentLogger

  async function start() {
    rescueReceived(db, clock.now())
    const { app, receiver } = createSlackApp({
      botToken: workspace.botToken,
      appToken: overHttp ? undefined : workspace.appToken,
      signingSecret: workspace.signingSecret,
      slackApiUrl: workspace.apiUrl,
      identity: options.identity ?? (() => ({ botId: 'B0BOT00000', botUserId: 'U0APPBOT00' })),
      log,
    })
    const clients = createClients(workspace.botToken, workspace.apiUrl, log)
    const finisher = createFinisher(db, { now: () => clock.now() })
    const receiving = receiveDurably(app, {
      db,
      clock,
      finisher,
      log,
      clients,
      ...(options.onGivenUp && { onGivenUp: options.onGivenUp }),
    })
    registerForm(app)
    options.register(app)
    const routes = overHttp ? slackEventRoutes((receiver as HTTPReceiver).requestListener, () => systemClock.now()) : {}
    const server = await serve(routes, { port: 0, host: '127.0.0.1' })
    deliverTo.url = `http://127.0.0.1:${server.port}/slack/events`
    const line = createSlackLine({
      log,
      client: clients.calls,
      receiver,
      usesSocket: !overHttp,
      isKnown: () => true,
      remember: () => {},
    })
    await line.open()
    return { receiving, finisher, server, line }
  }

  async function stop({ receiving, finisher, server, line }: Awaited<ReturnType<typeof start>>) {
    await line.close()
    await server.close()
    await receiving.idle()
    finisher.stop()
  }

  let running = await start()
  onTestFinished(async () => {
    await stop(running)
    await workspace.stop()
    database.close()
  })
  return {
    workspace,
    database,
    clock,
    get receiving() {
      return running.receiving
    },
    get finisher() {
      return running.finisher
    },
    get url() {
      return deliverTo.url
    },
    async settle() {
      await workspace.settled()
      await running.receiving.idle()
      running.finisher.flush()
    },
    async restart() {
      await stop(running)
      running = await start()
    },
  }
}
