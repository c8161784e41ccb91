import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../chant/writing/lock.ts'
import { createProgramCheck } from '../chant/writing/program.ts'
import { type Application, createApplication } from '../compose.ts'
import { type Environment, loadConfig } from '../config/load.ts'
import type { Config, SlackConfig } from '../config/schema.ts'
import { type AcmeRepository, openAcmeRepository } from '../demo/acme/chant-repository.ts'
import { acme, installedApp, storyBegins } from '../demo/acme/workspace.ts'
import { chantStandIn } from '../demo/chant-stand-in/run-stand-in.ts'
import { endOfStep } from '../demo/clock-steps.ts'
import { createDemoClock, type DemoClock } from '../demo/demo-clock.ts'
import type { ClockStep } from '../demo/page-api.ts'
import { playTo } from '../demo/play-time.ts'
import { createSlackWorkspace, type SlackWorkspace } from '../demo/workspace/create-workspace.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import { openAsOwner } from '../storage/open-as-owner.ts'
import { importOkrFile } from '../usecases/import-okr-file.ts'
import { demoWorld } from './demo-world.ts'
import { listenProblem } from './listen-problem.ts'

const okrFile = new URL('../demo/acme/okrs.yaml', import.meta.url)

export interface DemoOptions {
  /** Where everything of it is kept; an earlier one there goes on. */
  folder: string
  /** The page that is served; without it there is the workspace alone. */
  pageFolder?: string
  port: number
  machine: Clock
  /** The process's: git and chant are found and run with it. */
  env: Environment
  log: Logger
  /** False: nothing happens but when time is moved. For tests. */
  worksByItself?: boolean
}

export interface Demo {
  workspace: SlackWorkspace
  app: Application
  repository: AcmeRepository
  clock: DemoClock
  db: Db
  /** Whether decisions are recorded by chant itself; otherwise a stand-in does. */
  hasChant: boolean
  /** Moves the clock, as the page's button does. */
  move(step: ClockStep): Promise<void>
  /** Plays everything until an instant. */
  playTo(end: Date): Promise<void>
  stop(): Promise<void>
}

/** The real app before a local workspace and a chant project in which Acme's story goes on. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { folder, pageFolder, port, machine, env, log } = options
  const isNew = !existsSync(join(folder, 'okr.sqlite'))
  const clock = createDemoClock(machine, join(folder, 'now.txt'), storyBegins)
  const database = openAsOwner(join(folder, 'okr.sqlite'), clock.now())
  const { db } = database

  const play = (end: Date) => playTo(clock, { settle: app.settle, nextDueAt: app.worker.nextDueAt }, end)
  const move = (step: ClockStep) => {
    const zones = workspace.people().map(({ zone }) => zone)
    return play(endOfStep(step, clock.now(), zones))
  }
  const workspace: SlackWorkspace = await createSlackWorkspace({
    ...acme,
    ...installedApp(),
    clock,
    port,
    storePath: join(folder, 'slack.sqlite'),
    ...(pageFolder === undefined ? {} : { pageFolder }),
    onClock: move,
  }).catch((error: unknown) => {
    database.close()
    throw listenProblem(error, { port, host: '127.0.0.1' }) ?? error
  })

  if (isNew) importAcme(db, clock.now())
  const project = join(folder, 'acme')
  const repository = await openAcmeRepository(project, {
    environment: env,
    alone: besideTheWriter(project),
    looksItself: committer,
  })
  await repository.playTo(clock.now())
  const chant = { command: env['CHANT_BIN'] || 'chant' }
  const hasChant = (await createProgramCheck(chant, env)()) === null
  const app = createApplication({
    config: demoConfig(workspace, repository.path),
    database,
    clock,
    log,
    environment: env,
    chantProgram: hasChant ? chant : chantStandIn,
    alsoRecurring: demoWorld({ db, repository, workspace, machine, lookAtChant: () => app.readChant() }),
    lookAgainMs: 0,
    ...(options.worksByItself === undefined ? {} : { worksByItself: options.worksByItself }),
  })
  await app.start()
  return {
    workspace,
    app,
    repository,
    clock,
    db,
    hasChant,
    move,
    playTo: play,
    async stop() {
      clock.save()
      await app.stop(5_000)
      await workspace.stop()
      database.close()
    },
  }
}

/** By whom the app's writer commits: it has the app look at that itself. */
const committer = 'okr-cadence@localhost'

/** Under the lock by which the app's writer keeps others out of a checkout: the story waits while it writes. */
function besideTheWriter(project: string): (work: () => Promise<void>) => Promise<void> {
  return async (work) => void (await withLock(join(project, '.git/okr-cadence.lock'), work))
}

function importAcme(db: Db, now: Date): void {
  const outcome = importOkrFile(db, readFileSync(okrFile, 'utf8'), { defaultZone: 'UTC' }, now)
  if (outcome.kind === 'problems')
    throw new Error(outcome.problems.map((problem) => JSON.stringify(problem)).join('\n'))
}

/** The environment of the demo is its own: what .env says about a real workspace has no place here. */
function demoConfig(
  { botToken, appToken, apiUrl }: SlackWorkspace,
  repository: string,
): Config & { slack: SlackConfig } {
  const slack = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl }
  // By the demo's clock there would be a look every 30 seconds of a played quarter: its world looks when there is cause.
  const chant = { CHANT_REPO: `acme=${repository}`, CHANT_POLL_SECONDS: '100000000' }
  const env = { ...slack, ...chant, PORT: '0' }
  const loaded = loadConfig(env, { dotEnvPath: null, starting: true })
  if (loaded.kind === 'problems' || loaded.config.slack === null) throw new Error('the demo is not configured')
  return { ...loaded.config, slack: loaded.config.slack }
}
