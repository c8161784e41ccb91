import type { Io } from './cli/command.ts'
import { run } from './cli/run.ts'
import { systemClock } from './platform/clock.ts'

/** The one place that knows it is a process: what it was called with, where its words go, and how it ends. */
const io: Io = {
  out: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  err: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  env: process.env,
  folder: process.cwd(),
  clock: systemClock,
  hasColour: process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
  width: process.stdout.isTTY === true ? process.stdout.columns : null,
}

// `okr status | head`: whoever reads has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const code = await run(process.argv.slice(2), io)
// What was written to a pipe is only on its way.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
