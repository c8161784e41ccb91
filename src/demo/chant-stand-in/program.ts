/**
 * Stands in for the chant program where that is not installed, in the demo and in tests: `approve`, `reject` and
 * `--version`, as chant 0.23.2 is documented and was seen to behave, its faults included. Never used outside them.
 *
 * A program of its own: `node program.ts approve ID --by=NAME`. `CHANT_STAND_IN_NOW`, an ISO instant, is its time (the
 * demo's days go by faster); without it the machine's.
 */
import { approve, type Output, reject } from './commands.ts'
import { StandInError } from './specs.ts'

const output: Output = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
}

process.exitCode = run(process.argv.slice(2))

function run(args: readonly string[]): number {
  const words = args.filter((word) => word !== '-q' && word !== '--quiet')
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    output.out('chant 0.23.2 (stand-in)')
    return 0
  }
  const asked = parseArguments(words)
  if (typeof asked === 'string') {
    output.err(`error: ${asked}\n\nFor more information, try '--help'.`)
    return 2
  }
  try {
    const { command, id, by, reason } = asked
    if (command === 'approve') approve({ id, by }, now(), output)
    else reject({ id, by, reason: reason ?? '' }, now(), output)
    return 0
  } catch (error) {
    output.err(`Error: ${error instanceof StandInError ? error.message : String(error)}`)
    return 1
  }
}

/** What is wrong with them, when something is. A value that begins with `-` is taken only behind `=`. */
function parseArguments(
  words: readonly string[],
): { command: string; id: string; by: string; reason?: string } | string {
  const [command = '', ...rest] = words
  if (command !== 'approve' && command !== 'reject') return `unrecognized subcommand '${command}'`
  const named = new Map<string, string>()
  const ids: string[] = []
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] as string
    const [, name, value] = /^--(by|reason)(?:=([\s\S]*))?$/.exec(word) ?? []
    if (name === undefined) {
      if (word.startsWith('-')) return `unexpected argument '${word}' found`
      ids.push(word)
      continue
    }
    if (named.has(name)) return `the argument '--${name} <${name.toUpperCase()}>' cannot be used multiple times`
    const next = value ?? rest[++at]
    if (next === undefined || (value === undefined && next.startsWith('-')))
      return `a value is required for '--${name}'`
    named.set(name, next)
  }
  const [id] = ids
  const by = named.get('by')
  const reason = named.get('reason')
  if (ids.length > 1) return `unexpected argument '${ids[1]}' found`
  if (id === undefined || by === undefined) return 'the following required arguments were not provided'
  if (command === 'approve') return reason === undefined ? { command, id, by } : `unexpected argument '--reason' found`
  return reason === undefined ? 'the following required arguments were not provided' : { command, id, by, reason }
}

function now(): Date {
  const told = process.env['CHANT_STAND_IN_NOW']
  return told ? new Date(told) : new Date()
}
