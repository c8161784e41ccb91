import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createApplication } from '../compose.ts'
import { loadConfig } from '../config/load.ts'
import type { Config, SlackConfig } from '../config/schema.ts'
import { openAcmeRepository } from '../demo/acme/chant-repository.ts'
import { acme, storyBegins } from '../demo/acme/workspace.ts'
import { buildPage } from '../demo/build-page.ts'
import { endOfStep } from '../demo/clock-steps.ts'
import { createDemoClock } from '../demo/demo-clock.ts'
import { playTo } from '../demo/play-time.ts'
import { createSlackWorkspace, type SlackWorkspace } from '../demo/workspace/create-workspace.ts'
import type { Db } from '../platform/db.ts'
import { createLogger } from '../platform/logger.ts'
import { stopRequested } from '../platform/shutdown.ts'
import { openAsOwner } from '../storage/open-as-owner.ts'
import { importOkrFile } from '../usecases/import-okr-file.ts'
import { command, UsageProblem } from './command.ts'
import { demoWorld } from './demo-world.ts'
import { listenProblem } from './listen-problem.ts'

const okrFile = new URL('../demo/acme/okrs.yaml', import.meta.url)

export default command({
  usage: '[--port 4000] [--reset]',
  help: `
Runs the real app before a local Slack workspace in the browser, with the story of Acme loaded: no account, no tokens.
The clock stands on Friday 9 January 2026 and can be moved. Everything is kept in data/demo/.

  --port N   the port of the page (default 4000)
  --reset    start the story over`,
  options: { port: { type: 'string', default: '4000' }, reset: { type: 'boolean', default: false } },
  words: { least: 0, most: 0 },
  async run({ values }, io) {
    const stop = stopRequested()
    const port = readPort(values.port)
    const folder = resolve(io.folder, 'data/demo')
    if (values.reset) rmSync(folder, { recursive: true, force: true })
    const isNew = !existsSync(join(folder, 'okr.sqlite'))
    const clock = createDemoClock(io.clock, join(folder, 'now.txt'), storyBegins)
    const database = openAsOwner(join(folder, 'okr.sqlite'), clock.now())
    await buildPage(join(folder, 'page'))

    const workspace: SlackWorkspace = await createSlackWorkspace({
      ...acme,
      clock,
      port,
      storePath: join(folder, 'slack.sqlite'),
      pageFolder: join(folder, 'page'),
      onClock: async (step) => {
        const zones = workspace.people().map(({ zone }) => zone)
        await playTo(
          clock,
          { settle: app.settle, nextDueAt: app.worker.nextDueAt },
          endOfStep(step, clock.now(), zones),
        )
      },
    }).catch((error: unknown) => {
      database.close()
      throw listenProblem(error, { port, host: '127.0.0.1' }) ?? error
    })

    const log = createLogger(io.env['LOG_LEVEL'] || 'warn')
    if (isNew) importAcme(database.db, clock.now())
    const repository = await openAcmeRepository(join(folder, 'acme'), io.env)
    await repository.playTo(clock.now())
    const lookAtChant = () => app.readChant()
    const app = createApplication({
      config: demoConfig(workspace, repository.path),
      database,
      clock,
      log,
      environment: io.env,
      alsoRecurring: demoWorld({ db: database.db, repository, machine: io.clock, lookAtChant }),
      lookAgainMs: 0,
    })
    await app.start()
    io.err(welcome(workspace.url))
    io.out(`ready ${workspace.url}`)
    await stop
    clock.save()
    await app.stop(5_000)
    await workspace.stop()
    database.close()
    return 0
  },
})

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new UsageProblem(
      `\`--port ${text}\` is no port number: choose one from 1024 to 65535, or 0 for any that is free.`,
    )
  }
  return port
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

function welcome(url: string): string {
  return `
  Acme's Slack is at ${url}

  You are Sarah, VP Product. It is Friday, 9 January 2026, noon in New York.
  Move the clock to "Next Monday 09:00" and look at your messages; or be somebody else.
  Ctrl-C stops it, \`npm run demo\` goes on where you were, \`npm run demo -- --reset\` starts over.
`
}
