import { join } from 'node:path'
import { loadConfig } from '../config/load.ts'
import type { Config, SlackConfig } from '../config/schema.ts'
import { type Io, UsageProblem } from './command.ts'

/** The configuration for a command that does not talk to Slack. A wrong one is a `UsageProblem` with all its problems. */
export function readConfig(io: Io): Config {
  const loaded = loadConfig(io.env, { dotEnvPath: join(io.folder, '.env'), starting: false })
  if (loaded.kind === 'problems') throw new UsageProblem(loaded.problems)
  return loaded.config
}

/** The configuration for the running app, which needs Slack. */
export function readStartConfig(io: Io): Config & { slack: SlackConfig } {
  const loaded = loadConfig(io.env, { dotEnvPath: join(io.folder, '.env'), starting: true })
  if (loaded.kind === 'problems') throw new UsageProblem(loaded.problems)
  const { slack } = loaded.config
  if (slack === null) throw new Error('a starting configuration has Slack in it')
  return { ...loaded.config, slack }
}
