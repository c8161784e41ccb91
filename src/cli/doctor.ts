import { join, resolve } from 'node:path'
import { loadConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import { type Command, command, type Io } from './command.ts'
import { checkChant } from './doctor/chant.ts'
import { checkDatabase, checkDisk } from './doctor/database.ts'
import type { Finding } from './doctor/finding.ts'
import { checkMachine } from './doctor/machine.ts'
import { checkSlack } from './doctor/slack.ts'

const doctor: Command = command({
  usage: '[--json] [--offline]',
  help: `
Checks the configuration, the database and its queue, Slack (token, scopes, socket), git and chant, the machine's clock,
zones and disk. Each line says ok, warn or fail, and what to do. Exits 1 when something fails.

  --json      one JSON document
  --offline   leaves Slack out`,
  options: { json: { type: 'boolean', default: false }, offline: { type: 'boolean', default: false } },
  words: { least: 0, most: 0 },
  async run({ values }, io) {
    const findings = await examine(io, values.offline === true)
    io.out(
      values.json ? JSON.stringify({ findings }, null, 2) : findings.map((finding) => toLine(finding, io)).join('\n'),
    )
    return findings.some(({ state }) => state === 'fail') ? 1 : 0
  },
})
export default doctor

async function examine(io: Io, isOffline: boolean): Promise<Finding[]> {
  const loaded = loadConfig(io.env, { dotEnvPath: join(io.folder, '.env'), starting: !isOffline })
  if (loaded.kind === 'problems') {
    return [
      ...loaded.problems.map((says): Finding => ({ about: 'configuration', state: 'fail', says })),
      ...checkMachine(),
    ]
  }
  const { config } = loaded
  const file = resolve(io.folder, config.databasePath)
  return [
    { about: 'configuration', state: 'ok', says: summary(config) },
    ...checkDatabase(file, io.clock.now()),
    ...checkDisk(file),
    ...(isOffline || !config.slack ? [] : await checkSlack(config.slack, io.clock)),
    ...(await checkChant(config.chant, io.env)),
    ...checkMachine(),
  ]
}

function summary({ slack, command: name, defaultZone }: Config): string {
  const mode = slack?.appToken ? 'Socket Mode' : slack?.signingSecret ? 'HTTP' : 'no Slack'
  return `${mode}, ${name}, ${defaultZone} where nobody said another zone`
}

const colours = { ok: 32, warn: 33, fail: 31 } as const

function toLine({ about, state, says }: Finding, { hasColour }: Io): string {
  const word = state.padEnd(4)
  return `${hasColour ? `\u001b[${colours[state]}m${word}\u001b[0m` : word}  ${about}: ${says}`
}
