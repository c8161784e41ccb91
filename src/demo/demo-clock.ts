import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from '../platform/clock.ts'

export interface DemoClock extends Clock {
  /** Moves to an instant; never back. */
  moveTo(instant: Date): void
  /** Keeps where it stands, for the next start. */
  save(): void
}

/** A clock that ticks like the machine's from where the story begins, can be moved on, and survives a restart. */
export function createDemoClock(machine: Clock, file: string, begins: Date): DemoClock {
  let set = { to: readFrom(file) ?? begins.getTime(), at: machine.now().getTime() }
  const now = () => new Date(set.to + Math.max(0, machine.now().getTime() - set.at))
  return {
    now,
    moveTo(instant) {
      set = { to: Math.max(instant.getTime(), now().getTime()), at: machine.now().getTime() }
      writeTo(file, now())
    },
    save: () => writeTo(file, now()),
  }
}

function readFrom(file: string): number | null {
  try {
    const instant = Date.parse(readFileSync(file, 'utf8').trim())
    return Number.isNaN(instant) ? null : instant
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a crash leaves the old one or the new one. */
function writeTo(file: string, instant: Date): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${instant.toISOString()}\n`)
  renameSync(`${file}.new`, file)
}
