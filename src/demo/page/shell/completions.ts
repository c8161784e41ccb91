import type { Snapshot } from '../../page-api.ts'

export interface Completion {
  /** What stands in the composer once it is taken. */
  text: string
  label: string
  detail: string
}

/** What can follow what is typed so far: `/o` → `/okr`, `/okr st` → `/okr status`; nothing when no command is begun. */
export function completionsFor(typed: string, commands: Snapshot['commands']): Completion[] {
  const [, name = '', rest] = /^(\/\S*)(?:\s+(\S*))?$/.exec(typed) ?? []
  if (!name) return []
  if (rest === undefined) return commands.filter(({ command }) => command.startsWith(name)).map(whole)
  const command = commands.find((one) => one.command === name)
  if (!command) return []
  return wordsOf(command.usageHint)
    .filter((word) => word.startsWith(rest) && word !== rest)
    .map((word) => ({ text: `${name} ${word}`, label: `${name} ${word}`, detail: '' }))
}

/** The line under a command that is being typed: its arguments and what it is for. */
export function hintFor(typed: string, commands: Snapshot['commands']): string | null {
  const command = commands.find((one) => typed === one.command || typed.startsWith(`${one.command} `))
  return command ? `${command.command} ${command.usageHint} — ${command.description}` : null
}

function whole({ command, usageHint, description }: Snapshot['commands'][number]): Completion {
  return { text: `${command} `, label: `${command} ${usageHint}`.trim(), detail: description }
}

/** `[help | status [me] | new]` names help, status and new. */
function wordsOf(usageHint: string): string[] {
  const parts = usageHint.replace(/^\s*\[|\]\s*$/g, '').split(/[|,]/)
  return parts.flatMap((part) => /^\s*([a-z][a-z-]*)/.exec(part)?.[1] ?? [])
}
