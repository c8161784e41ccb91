import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nearest } from '../domain/nearest.ts'
import { Problem } from '../domain/problem.ts'
import { createLogger } from '../platform/logger.ts'
import { newId } from '../platform/new-id.ts'
import { type Command, type Io, UsageProblem } from './command.ts'
import { type CommandEntry, commands } from './commands.ts'

/**
 * Runs `okr` with these arguments and resolves with its exit code: 0, 1 when all was right but it could not be done,
 * 2 when the command line, the environment or a given file is wrong. Whoever is told so gets sentences, never a stack.
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await runCommand(args, io)
  } catch (error) {
    return explain(error, io)
  }
}

async function runCommand(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version' || name === '-V') {
    io.out(version())
    return 0
  }
  if (name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    io.out(overview())
    return 0
  }
  if (name === undefined) {
    io.err(overview())
    return 2
  }
  const entry = findCommand(name === 'help' ? (rest[0] ?? '') : name)
  const command = await entry.load()
  if (name === 'help' || asksForHelp(rest)) {
    io.out(helpOf(entry, command))
    return 0
  }
  return (await command.run(parse(entry, command, rest), io)) ?? 0
}

function findCommand(name: string): CommandEntry {
  const entry = commands.find((one) => one.name === name)
  if (entry) return entry
  const meant = nearest(
    name,
    commands.map((one) => one.name),
  )
  const help = meant === null ? '`okr --help` lists all there are.' : `Did you mean \`okr ${meant}\`?`
  throw new UsageProblem(`There is no command \`${printable(name)}\`. ${help}`)
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

function parse({ name }: CommandEntry, command: Command, args: readonly string[]) {
  const said = parseSaid(name, command, args)
  const { least, most } = command.words
  const usage = `Usage: okr ${name} ${command.usage}`.trim()
  if (said.words.length < least) throw new UsageProblem(`\`okr ${name}\` needs more than that. ${usage}`)
  if (said.words.length > most) {
    throw new UsageProblem(
      `\`okr ${name}\` does not know what to do with \`${printable(said.words[most] ?? '')}\`. ${usage}`,
    )
  }
  return said
}

function parseSaid(name: string, { options }: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { values, words: positionals }
  } catch (error) {
    const unknown = unknownOption(args, Object.keys(options))
    if (unknown !== null) throw new UsageProblem(`\`okr ${name}\` has no option ${unknown}`)
    // Node's own sentence: an option without its value, or a flag with one.
    const said = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    throw new UsageProblem(`${said.replaceAll("'", '`')}. \`okr ${name} --help\` says more.`)
  }
}

function unknownOption(args: readonly string[], known: readonly string[]): string | null {
  for (const arg of args) {
    if (arg === '--') return null
    const option = /^--?([^=]*)/.exec(arg)?.[1] ?? ''
    if (option === '' || known.includes(option)) continue
    const meant = nearest(option, known)
    return `\`${printable(arg)}\`${meant === null ? `; \`--help\` lists them.` : `. Did you mean \`--${meant}\`?`}`
  }
  return null
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const list = commands.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`)
  return `Usage: okr <command> [options]\n\n${list.join('\n')}\n\n\`okr <command> --help\` says more about one of them.`
}

function helpOf({ name }: CommandEntry, { usage, help }: Command): string {
  return `Usage: okr ${`${name} ${usage}`.trim()}\n\n${help.trim()}`
}

function explain(error: unknown, io: Io): number {
  const log = createLogger(io.env['LOG_LEVEL'] === 'debug' || io.env['LOG_LEVEL'] === 'trace' ? 'debug' : 'silent')
  log.debug({ err: error }, 'the command failed')
  if (error instanceof UsageProblem) {
    for (const sentence of error.sentences) io.err(sentence)
    return 2
  }
  if (error instanceof Problem) {
    io.err(error.message)
    return 1
  }
  const reference = newId()
  log.debug({ reference }, 'reference')
  io.err(`Something went wrong inside the program (reference ${reference}). LOG_LEVEL=debug shows what.`)
  return 1
}

/** What somebody typed, safe to show on a terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '').slice(0, 60)
}

function version(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return String((JSON.parse(file) as { version: unknown }).version)
}
