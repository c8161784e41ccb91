import type { ParseArgsConfig, parseArgs } from 'node:util'
import type { Environment } from '../config/load.ts'
import type { Clock } from '../platform/clock.ts'

/** What a command has of the world. */
export interface Io {
  /** Data, to stdout. Ends with a newline. */
  out(text: string): void
  /** Everything else, to stderr. Ends with a newline. */
  err(text: string): void
  env: Environment
  /** The folder the command was called in. */
  folder: string
  clock: Clock
  /** Whether stdout takes colours: a terminal, and nobody said NO_COLOR. */
  hasColour: boolean
  /** The width of the terminal, or null when stdout is none. */
  width: number | null
}

type Options = NonNullable<ParseArgsConfig['options']>
type Values<Said extends Options> = ReturnType<typeof parseArgs<{ options: Said }>>['values']

/** One command of `okr`. */
export interface Command<Said extends Options = Options> {
  /** What follows the name: `FILE.yaml [--dry-run]`. */
  usage: string
  /** The help below the usage: what it does, and each option on a line of its own. */
  help: string
  options: Said
  /** How many words it takes beside its options. */
  words: { least: number; most: number }
  /** Resolves with the exit code; nothing means 0. Throws a `UsageProblem` (2) or a `Problem` (1) with sentences. */
  run(line: { words: string[]; values: Values<Said> }, io: Io): Promise<number | undefined> | number | undefined
}

/** A command whose options are known by name where it runs. */
export function command<const Said extends Options>(said: Command<Said>): Command {
  // Only `run` knows its options more closely than all commands have in common.
  return said as unknown as Command
}

/** The command line, the environment or a given file is wrong: exit 2, and each sentence on a line of its own. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem'
  readonly sentences: readonly string[]

  constructor(sentences: string | readonly string[]) {
    const list = typeof sentences === 'string' ? [sentences] : sentences
    super(list.join('\n'))
    this.sentences = list
  }
}
