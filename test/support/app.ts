import { onTestFinished } from 'vitest'
import { type Application, type ApplicationOptions, createApplication } from '../../src/compose.ts'
import { loadConfig } from '../../src/config/load.ts'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import type { WorkspaceOptions } from '../../src/demo/workspace/options.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../../src/storage/open.ts'
import { importAcme } from './acme.ts'
import { eventually } from './eventually.ts'
import { createAcme, fixedClock } from './slack-workspace.ts'

export interface RunningAcme {
  workspace: SlackWorkspace
  app: Application
  database: OpenDatabase
  clock: ReturnType<typeof fixedClock>
  /** Waits until everything received has been handled and nothing is due at the clock's now. */
  settle(): Promise<void>
  /** Plays time: everything due until then happens in its order, each at its own instant. */
  playTo(iso: string): Promise<void>
  /**
   * Ends this process's part and starts another on the same database. `whileAway`: Slack cannot be reached, so it is
   * not waited for. `betweenLives`: what somebody does to the database's file meanwhile.
   */
  restart(options?: { whileAway?: boolean; betweenLives?: () => void }): Promise<void>
}

export interface AcmeOptions {
  now?: string
  mode?: 'socket' | 'http'
  file?: string
  okrs?: string
  workspace?: Partial<WorkspaceOptions>
  pace?: { channelMs: number; workspaceMs: number }
  env?: Record<string, string>
  /** What decisions are written with; default the stand-in. */
  chantProgram?: ApplicationOptions['chantProgram']
}

/** The real app, over a real socket or real HTTP, before Acme's workspace and with Acme's OKR file imported. */
export async function startAcme(options: AcmeOptions = {}): Promise<RunningAcme> {
  const clock = fixedClock(options.now ?? '2026-01-09T17:00:00Z')
  const overHttp = options.mode === 'http'
  const deliverTo = { kind: 'http' as const, url: '' }
  const workspace = await createAcme({ clock, ...(overHttp && { deliverTo }), ...options.workspace })
  onTestFinished(() => workspace.stop())

  let database = openDatabase(options.file ?? ':memory:')
  migrateDatabase(database)
  importAcme(database.db, clock.now(), options.okrs)

  async function start(whileAway = false): Promise<Application> {
    const loaded = loadConfig(
      {
        SLACK_BOT_TOKEN: workspace.botToken,
        ...(overHttp ? { SLACK_SIGNING_SECRET: workspace.signingSecret } : { SLACK_APP_TOKEN: workspace.appToken }),
        SLACK_API_URL: workspace.apiUrl,
        PORT: '0',
        ...options.env,
      },
      { dotEnvPath: null, starting: true },
    )
    if (loaded.kind === 'problems') throw new Error(loaded.problems.join('\n'))
    const { config } = loaded
    if (!config.slack) throw new Error('no Slack in the configuration')
    const app = createApplication({
      config: { ...config, slack: config.slack },
      database,
      clock,
      log: silentLogger,
      pace: options.pace ?? { channelMs: 0, workspaceMs: 0 },
      worksByItself: false,
      environment: process.env,
      chantProgram: options.chantProgram ?? chantStandIn,
    })
    const started = app.start()
    if (whileAway) {
      started.catch(() => {})
      await eventually(() => app.port()).not.toBe(0)
    } else await started
    deliverTo.url = `http://127.0.0.1:${app.port()}/slack/events`
    await app.settle()
    return app
  }

  let app = await start()
  onTestFinished(async () => {
    await app.stop(1000)
    database.close()
  })

  return {
    workspace,
    clock,
    get app() {
      return app
    },
    get database() {
      return database
    },
    settle: () => app.settle(),
    async playTo(iso) {
      const end = new Date(iso)
      for (;;) {
        await app.settle()
        const next = app.worker.nextDueAt()
        if (next === null || next > end) break
        clock.set(new Date(Math.max(next.getTime(), clock.now().getTime())).toISOString())
      }
      clock.set(end.toISOString())
      await app.settle()
    },
    async restart({ whileAway = false, betweenLives = () => {} } = {}) {
      await app.stop(1000)
      if (options.file) {
        database.close()
        betweenLives()
        database = openDatabase(options.file)
      }
      app = await start(whileAway)
    },
  }
}
