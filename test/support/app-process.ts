/**
 * The real app as a process of its own, to be killed by a test. Its clock is the machine's, moved by a fixed offset, so
 * that Monday nine o'clock is now and goes on while the process is dead.
 */
import { createApplication } from '../../src/compose.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { openDatabase } from '../../src/storage/open.ts'

// Ends with the test that started it, however that ends.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

const offsetMs = Number(process.env['CLOCK_OFFSET_MS'])
const loaded = loadConfig(process.env, { dotEnvPath: null, starting: true })
if (loaded.kind === 'problems' || !loaded.config.slack) throw new Error(JSON.stringify(loaded))
const app = createApplication({
  config: { ...loaded.config, slack: loaded.config.slack },
  database: openDatabase(loaded.config.databasePath),
  clock: { now: () => new Date(Date.now() + offsetMs) },
  log: createLogger(loaded.config.logLevel),
  pace: { channelMs: 0, workspaceMs: 0 },
  lookAgainMs: 20,
  environment: process.env,
})
await app.start()
process.send?.({ ready: true, port: app.port() })
