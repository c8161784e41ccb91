import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'

export interface Ran {
  code: number
  out: string
  err: string
}

export interface OkrFolder {
  folder: string
  write(name: string, text: string | Uint8Array): void
  /** Runs `okr` there, in this process. */
  okr(...args: string[]): Promise<Ran>
  /** What it says when it ends with 0; throws otherwise. */
  ok(...args: string[]): Promise<string>
}

/** An empty folder to call `okr` in, with a clock that stands; gone when the test ends. */
export function okrFolder({
  now = '2026-01-09T17:00:00Z',
  env = {},
}: {
  now?: string
  env?: Io['env']
} = {}): OkrFolder {
  const folder = mkdtempSync(join(tmpdir(), 'okr-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const okr = async (...args: string[]): Promise<Ran> => {
    const said = { out: '', err: '' }
    const io: Io = {
      out(text) {
        said.out += text.endsWith('\n') ? text : `${text}\n`
      },
      err(text) {
        said.err += text.endsWith('\n') ? text : `${text}\n`
      },
      env,
      folder,
      clock: { now: () => new Date(now) },
      hasColour: false,
      width: null,
    }
    return { code: await run(args, io), ...said }
  }
  return {
    folder,
    write: (name, text) => writeFileSync(join(folder, name), text),
    okr,
    async ok(...args) {
      const ran = await okr(...args)
      if (ran.code !== 0) throw new Error(`okr ${args.join(' ')} → ${ran.code}\n${ran.err}`)
      return ran.out
    },
  }
}
