import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Io, UsageProblem } from './command.ts'

/**
 * A file that a person named (`-` is what comes in on stdin), at most `most` bytes of it and one more, so that whoever
 * reads it can say that it is too large. Throws a `UsageProblem` when it cannot be read.
 */
export function readNamedFile(io: Io, name: string, most: number): Uint8Array {
  try {
    if (name === '-') return readFileSync(0)
    const handle = openSync(resolve(io.folder, name), 'r')
    try {
      if (!fstatSync(handle).isFile()) return readFileSync(handle)
      const bytes = Buffer.alloc(Math.min(most + 1, fstatSync(handle).size))
      return bytes.subarray(0, readSync(handle, bytes))
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw cannotRead(name, error)
  }
}

function cannotRead(name: string, error: unknown): UsageProblem {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return new UsageProblem(`There is no file ${name}.`)
  if (code === 'EISDIR') return new UsageProblem(`${name} is a folder; name a file in it.`)
  return new UsageProblem(`${name} cannot be read: check that this user may.`)
}
