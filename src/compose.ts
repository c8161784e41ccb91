import { dirname, join } from 'node:path'
import type { HTTPReceiver } from '@slack/bolt'
import { sql } from 'drizzle-orm'
import { chantProject } from './chant/project.ts'
import { type ChantWriterOptions, createChantWriter } from './chant/writer.ts'
import type { Config, SlackConfig } from './config/schema.ts'
import { Problem, SettingProblem } from './domain/problem.ts'
import { createFinisher, nextUnfinishedAt } from './durable/inbox.ts'
import { countQueue } from './durable/manage.ts'
import { doubtOpenJobs, rescueReceived } from './durable/rescue.ts'
import { createWorker, type Timetable, type Worker } from './durable/worker.ts'
import { healthRoutes } from './http/health.ts'
import { metricsRoutes } from './http/metrics.ts'
import { readingRoutes } from './http/readings.ts'
import { type HttpServer, serve } from './http/server.ts'
import { slackEventRoutes } from './http/slack-events.ts'
import { cadence } from './jobs/cadence.ts'
import { createHandlers } from './jobs/handlers.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { type Db, transact } from './platform/db.ts'
import type { Logger } from './platform/logger.ts'
import { newSpecSuffix } from './platform/new-id.ts'
import { stopInOrder } from './platform/shutdown.ts'
import { createSlackApp } from './slack/app.ts'
import { createClients } from './slack/clients.ts'
import type { Connection } from './slack/connect.ts'
import { createDirectory } from './slack/directory.ts'
import { createHomes } from './slack/homes.ts'
import { createSlackLine, type SlackLine } from './slack/line.ts'
import { registerListeners } from './slack/listeners/index.ts'
import { createMessenger } from './slack/messenger.ts'
import { type Receiving, receiveDurably } from './slack/receiving.ts'
import { renderNotice } from './slack/render-notice.ts'
import { createThreads } from './slack/threads.ts'
import type { OpenDatabase } from './storage/open.ts'
import { noticeRestore } from './storage/restored.ts'
import { getWorkspace, saveWorkspace } from './storage/workspace.ts'
import { alertAboutDeadJob, alertAboutGivenUp } from './usecases/alert-admins.ts'
import type { ChantProjects } from './usecases/chant-files/projects.ts'
import { createChantReader } from './usecases/chant-reader.ts'
import { chartsAllowed, rememberChartsRefused } from './usecases/charts-allowed.ts'
import { rememberTablesRefused, tablesAllowed } from './usecases/home/tables-allowed.ts'
import { knowWorkspace } from './usecases/know-workspace.ts'
import { showHome } from './usecases/show-home.ts'

export interface ApplicationOptions {
  config: Config & { slack: SlackConfig }
  /** Open, migrated and owned by this process; closed by whoever opened it. */
  database: OpenDatabase
  clock: Clock
  log: Logger
  /** Slack's pace; see product limits. Tests go faster. */
  pace?: { channelMs: number; workspaceMs: number }
  /** False: nothing happens by itself, `settle` makes it happen. For tests and simulated time. */
  worksByItself?: boolean
  /** What git is found and run with: the process's environment. Without it nothing of chant is read. */
  environment?: Readonly<Record<string, string | undefined>>
  /** What decisions are written with; default `CHANT_BIN`. The demo has a stand-in where chant is not installed. */
  chantProgram?: ChantWriterOptions['bin']
  /** What happens by itself beside the app's own cadence: the demo's world. */
  alsoRecurring?: readonly Timetable[]
  /** How old what the timetable computed from the database may be, in milliseconds. */
  lookAgainMs?: number
}

export interface Application {
  worker: Worker
  line: SlackLine
  /** Who it is, once started. */
  identity(): { mode: 'socket' | 'http'; team: string; bot: string }
  /** The HTTP port, once started. */
  port(): number
  /** Resolves when it can receive. Rejects with a `Problem` when it never will. */
  start(): Promise<void>
  /** Takes nothing new, finishes what it has begun, at most `graceMs`. */
  stop(graceMs: number): Promise<void>
  /** Looks at the chant repositories now instead of at the next turn. */
  readChant(): Promise<void>
  /** Resolves when everything received has been handled and nothing is due any more at the clock's now. */
  settle(): Promise<void>
}

/**
 * One message a second in a channel, as Slack documents; in the workspace 285 a minute of the 300 it surely tolerates:
 * what overtakes a fan-out comes on top, and must not bring a 429 on everybody.
 */
export const slackPace = { channelMs: 1000, workspaceMs: 210 }

/** Puts the application together: configuration and database in, edges and worker out. The only place that knows all. */
export function createApplication(options: ApplicationOptions): Application {
  const { config, clock, log, worksByItself = true } = options
  const { db } = options.database
  const { slack } = config
  takeUpWork(db, clock.now(), log)
  const workspace = getWorkspace(db)
  const clients = createClients(slack.botToken.reveal(), slack.apiUrl, log)
  const directory = createDirectory(clients.calls, () => getWorkspace(db).teamId)
  const messenger = createMessenger({
    clients,
    secret: workspace.deliverySecret,
    botUserId: () => getWorkspace(db).botUserId,
    render: (notice, now, charts) => renderNotice(db, notice, now, config.defaultZone, charts),
    charts: { allowed: (now) => chartsAllowed(db, now), refused: (now) => rememberChartsRefused(db, now) },
  })
  const homes = createHomes({
    client: clients.calls,
    log,
    command: config.command,
    show: (personId, now) => showHome(db, personId, now, config.defaultZone),
    tables: { allowed: (now) => tablesAllowed(db, now), refused: (now) => rememberTablesRefused(db, now) },
  })
  const { app, receiver } = createSlackApp({
    botToken: slack.botToken.reveal(),
    appToken: slack.appToken?.reveal(),
    signingSecret: slack.signingSecret?.reveal(),
    slackApiUrl: slack.apiUrl,
    identity: () => getWorkspace(db),
    log,
  })
  const finisher = createFinisher(db, { now: () => clock.now() })
  const receiving = receiveDurably(app, { db, clock, finisher, clients, log, onGivenUp: alertAboutGivenUp })
  const { environment } = options
  const clones = repositoriesFolder(options.database)
  const projects =
    environment === undefined
      ? []
      : config.chant.repos.map(({ name, where }) => chantProject({ name, where, clones, environment }))
  registerListeners({
    app,
    db,
    clock,
    clients,
    directory,
    projects: asWritten(projects),
    teamId: () => getWorkspace(db).teamId,
    command: config.command,
    defaultZone: config.defaultZone,
    log,
  })

  const line = createSlackLine({
    log,
    client: clients.calls,
    receiver,
    usesSocket: slack.appToken !== null,
    isKnown: () => getWorkspace(db).teamId !== null,
    remember: (connection) => remember(db, connection, clock.now()),
  })
  const chant = createChantReader({
    db,
    clock,
    log,
    repositories: projects,
    defaultZone: config.defaultZone,
    askSlack: () => knowWorkspace(db, directory, () => clock.now()),
  })
  const writer = createChantWriter({
    repositories: config.chant.repos,
    clones,
    bin: options.chantProgram ?? config.chant.bin,
    push: config.chant.push,
    environment: options.environment ?? {},
    now: () => clock.now(),
  })
  const worker = createWorker({
    db,
    clock,
    log,
    handlers: createHandlers({
      db,
      clock,
      messenger,
      homes,
      reader: chant,
      writer,
      readAgain: (name) => chant.readAgain(name),
      threads: createThreads(clients.calls),
      directory,
      defaultZone: config.defaultZone,
      settleMs: config.settleSeconds * 1000,
      pace: options.pace ?? slackPace,
    }),
    timetable: [
      ...cadence({
        db,
        directory,
        isConnected: () => line.problem() === null,
        defaultZone: config.defaultZone,
        chant: { reader: chant, writer, isUsed: projects.length > 0, pollMs: config.chant.pollSeconds * 1000 },
        log,
        lookAgainMs: options.lookAgainMs ?? (worksByItself ? 5_000 : 0),
      }),
      redriving(receiving, db),
      ...(options.alsoRecurring ?? []),
    ],
    onDead: (job, problem, now) => alertAboutDeadJob(db, { kind: job.kind, id: job.id, problem }, now),
  })

  let server: HttpServer | undefined
  return {
    worker,
    line,
    identity() {
      const { teamName, botUserName } = getWorkspace(db)
      return { mode: slack.appToken ? 'socket' : 'http', team: teamName ?? '?', bot: botUserName ?? '?' }
    },
    port: () => server?.port ?? 0,
    async start() {
      server = await serve(
        {
          ...healthRoutes({
            database: () => databaseProblem(db),
            slack: () => line.problem() ?? clients.tokenProblem(),
            queue: () => queueProblem(worker, clock),
          }),
          ...(config.readingsToken
            ? readingRoutes({ db, token: config.readingsToken.reveal(), now: () => clock.now() })
            : {}),
          ...metricsRoutes({
            queue: () => countQueue(db),
            isConnected: () => line.problem() === null,
            now: () => clock.now(),
          }),
          ...(slack.appToken
            ? {}
            : slackEventRoutes((receiver as HTTPReceiver).requestListener, () => systemClock.now())),
        },
        config.http,
      )
      if (worksByItself) worker.start()
      await line.open()
    },
    async stop(graceMs) {
      const steps = [
        { name: 'the line to Slack', stop: () => line.close() },
        { name: 'the HTTP server', stop: () => server?.close() },
        { name: 'what was received', stop: () => receiving.idle() },
        { name: 'the worker', stop: () => worker.stop(graceMs) },
        { name: 'marks of what is done', stop: () => finisher.stop() },
      ]
      await stopInOrder(steps, graceMs, log)
    },
    readChant: () => chant.readAll(),
    async settle() {
      await receiving.idle()
      await worker.drain()
      finisher.flush()
    },
  }
}

/** The projects as people's words are written to them. */
function asWritten(projects: readonly ReturnType<typeof chantProject>[]): ChantProjects {
  const named = (name: string) => {
    const project = projects.find((one) => one.name === name)
    if (!project) throw new Problem(`${name} is not among the projects of CHANT_REPO any more.`)
    return project
  }
  return {
    names: projects.map(({ name }) => name),
    listContext: (name) => named(name).listContext(),
    standing: (name, paths) => named(name).standing(paths),
    newSpecSuffix,
  }
}

/** Where the clones are that the app keeps: beside the database. */
function repositoriesFolder({ path }: OpenDatabase): string {
  return join(dirname(path), 'repositories')
}

/** What a former process left: received and unfinished, or, after a restore, possibly done without this file knowing. */
function takeUpWork(db: Db, now: Date, log: Logger): void {
  transact(db, (tx) => {
    rescueReceived(tx, now)
    const takenAt = noticeRestore(tx, now)
    if (takenAt === null) return
    const jobs = doubtOpenJobs(tx)
    log.warn({ takenAt, jobs }, 'this database was put back from a copy: what it owes is looked up before it is sent')
  })
}

/** What was acknowledged and not finished, before a crash or because a listener failed, is driven again. */
function redriving(receiving: Receiving, db: Db): Timetable {
  return {
    name: 'drive what was received',
    dueAt: () => nextUnfinishedAt(db),
    run: async () => void (await receiving.redrive()),
  }
}

function remember(db: Db, { teamId, teamName, url, botUserId, botUserName, botId }: Connection, now: Date): void {
  const known = getWorkspace(db)
  if (known.teamId !== null && known.teamId !== teamId) {
    throw new SettingProblem(
      `This database belongs to the workspace ${known.teamName}, and SLACK_BOT_TOKEN to ${teamName}: set DATABASE_PATH to another file, or use the token of ${known.teamName}.`,
    )
  }
  saveWorkspace(db, { teamId, teamName, url, botUserId, botUserName, botId }, now)
}

function databaseProblem(db: Db): string | null {
  try {
    db.run(sql`begin immediate`)
    db.run(sql`rollback`)
    return null
  } catch (error) {
    return `the database cannot be written: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Nothing that is due should wait for minutes: then the worker is stuck. */
function queueProblem(worker: Worker, clock: Clock): string | null {
  const next = worker.nextDueAt()
  const lateMs = next === null ? 0 : clock.now().getTime() - next.getTime()
  return lateMs > 5 * 60_000 ? `work has been waiting for ${Math.round(lateMs / 60_000)} minutes` : null
}
