import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildPage } from '../demo/build-page.ts'
import { createLogger } from '../platform/logger.ts'
import { stopRequested } from '../platform/shutdown.ts'
import { command, UsageProblem } from './command.ts'
import { type Demo, startDemo } from './demo-app.ts'

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
    const pageFolder = join(folder, 'page')
    await buildPage(pageFolder)
    const log = createLogger(io.env['LOG_LEVEL'] || 'warn')
    const demo = await startDemo({ folder, pageFolder, port, machine: io.clock, env: io.env, log })
    io.err(welcome(demo, isNew))
    io.out(`ready ${demo.workspace.url}`)
    await stop
    await demo.stop()
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

function welcome({ workspace, repository, hasChant }: Demo, isNew: boolean): string {
  const who = hasChant ? 'chant records decisions' : 'chant is not installed: a stand-in records decisions'
  const where = isNew
    ? `You are Sarah, VP Product. It is Friday, 9 January 2026, noon in New York.
  Move the clock to "Next Monday 09:00" and look at your messages; or be somebody else.
  From 14 January on there is something for you to decide in #kpi-churn: go there morning by morning.`
    : 'It goes on where you were.'
  return `
  Acme's Slack is at ${workspace.url}

  ${where}
  Acme's chant project is ${repository.path} (${who}).
  Ctrl-C stops it, \`npm run demo\` goes on where you were, \`npm run demo -- --reset\` starts over.
`
}
