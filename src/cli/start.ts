import { resolve } from 'node:path'
import { createApplication } from '../compose.ts'
import { SettingProblem } from '../domain/problem.ts'
import { createLogger } from '../platform/logger.ts'
import { stopRequested } from '../platform/shutdown.ts'
import { openAsOwner } from '../storage/open-as-owner.ts'
import { command, UsageProblem } from './command.ts'
import { listenProblem } from './listen-problem.ts'
import { readStartConfig } from './settings.ts'

/** What has been begun has this long to be finished, in milliseconds. */
const graceMs = 10_000

export default command({
  usage: '',
  help: `
Runs the app until SIGTERM or SIGINT (Ctrl-C), then finishes what it has begun, at most 10 s.
Prints one line, \`ready mode=… team=… bot=…\`, when it can receive. What it needs to know stands in the environment
or in .env: see .env.example.`,
  options: {},
  words: { least: 0, most: 0 },
  async run(_line, io) {
    const stop = stopRequested()
    const config = readStartConfig(io)
    const log = createLogger(config.logLevel)
    const database = openAsOwner(resolve(io.folder, config.databasePath), io.clock.now())
    try {
      const { applied, backup } = database.migration
      if (applied.length > 0) log.info({ applied, backup }, 'brought the database up to date')
      if (config.chant.repos.length === 0) log.info('CHANT_REPO is not set: nothing of chant is shown')
      const app = createApplication({ config, database, clock: io.clock, log, environment: io.env })
      const ended = await Promise.race([app.start().then(() => null), stop]).catch(async (error: unknown) => {
        await app.stop(graceMs)
        throw explained(error, config.http)
      })
      if (ended === null) {
        const { mode, team, bot } = app.identity()
        io.out(`ready mode=${mode} team=${team} bot=${bot}`)
        await stop
      }
      log.info('stopping')
      await app.stop(graceMs)
      return 0
    } finally {
      database.close()
    }
  },
})

function explained(error: unknown, http: { port: number; host: string }): unknown {
  if (error instanceof SettingProblem) return new UsageProblem(error.message)
  return listenProblem(error, http) ?? error
}
