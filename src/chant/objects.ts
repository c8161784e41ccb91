import { Problem } from '../domain/problem.ts'
import { slices } from '../platform/slices.ts'
import type { GitPlace } from './git.ts'
import { GitFailed, startGit } from './git.ts'
import type { ChantRepository } from './repository.ts'
import { maxSpecFile } from './spec-file.ts'

/** What was asked for, or why it cannot be given. `bytes` are the caller's only during the call: they are not copied. */
export type GitObject = { sha: string; kind: string; bytes: Buffer } | { problem: 'missing' | 'too large' }

/** One `git cat-file --batch` for a whole reading: answers questions in the order in which they are put. */
export interface Objects {
  /** Hands each object to `use` as it arrives. Names are what git understands: a sha, `HEAD:path`, `main^{commit}`. */
  readAll(names: readonly string[], use: (name: string, object: GitObject) => void): Promise<void>
  close(): void
}

/** Objects larger than a spec file may be are passed over without being kept. */
export function openObjects(place: GitPlace, limit = maxSpecFile): Objects {
  const { stdin, output } = startGit(place, ['cat-file', '--batch'])
  const questions: { name: string; use: (name: string, object: GitObject) => void; done: (() => void) | null }[] = []
  const waiting = new Set<(error: Error) => void>()
  let next = 0
  let failure: Error | null = null

  const answer = (object: GitObject) => {
    const { name, use, done } = questions[next++] as (typeof questions)[number]
    if (next === questions.length) next = questions.length = 0
    use(name, object)
    done?.()
  }
  const fail = (error: Error) => {
    failure = error
    for (const reject of waiting) reject(error)
  }
  pump(output, answer, limit).then(() => fail(new GitFailed(['cat-file'], 0, 'git ended early')), fail)

  return {
    readAll(names, use) {
      if (names.length === 0) return Promise.resolve()
      if (failure) return Promise.reject(failure)
      return new Promise((resolve, reject) => {
        waiting.add(reject)
        const done = () => {
          waiting.delete(reject)
          resolve()
        }
        for (const [at, name] of names.entries())
          questions.push({ name, use, done: at === names.length - 1 ? done : null })
        stdin.write(`${names.join('\n')}\n`)
      })
    },
    close: () => stdin.end(),
  }
}

/** One reading with its objects; what git refuses becomes a Problem, in a sentence for the operator. */
export async function withObjects<T>(repository: ChantRepository, read: (objects: Objects) => Promise<T>): Promise<T> {
  const objects = openObjects(repository)
  try {
    return await read(objects)
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error
    throw new Problem(`${repository.name} could not be read: git says "${error.message}".`)
  } finally {
    objects.close()
  }
}

async function pump(output: AsyncIterable<Buffer>, answer: (object: GitObject) => void, limit: number): Promise<void> {
  const parse = answerParser(answer, limit)
  const pause = slices()
  for await (const piece of output) {
    parse(piece)
    await pause()
  }
}

/** An answer is a line `<sha> <kind> <size>`, the content and a line end; or a line that ends in `missing`. */
function answerParser(answer: (object: GitObject) => void, limit: number): (piece: Buffer) => void {
  let header = ''
  let body: { sha: string; kind: string; size: number; got: number; pieces: Buffer[] } | null = null

  return (piece) => {
    let at = 0
    while (at < piece.length) {
      if (body) {
        // The line end behind the content is counted with it.
        const part = piece.subarray(at, at + body.size + 1 - body.got)
        at += part.length
        body.got += part.length
        if (body.size <= limit) body.pieces.push(part)
        if (body.got <= body.size) return
        const { sha, kind, size, pieces } = body
        body = null
        const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
        answer(size > limit ? { problem: 'too large' } : { sha, kind, bytes: bytes.subarray(0, size) })
        continue
      }
      const end = piece.indexOf(10, at)
      header += piece.toString('latin1', at, end < 0 ? piece.length : end)
      if (end < 0) return
      at = end + 1
      const [, sha = '', kind = '', size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? []
      header = ''
      if (size === undefined) answer({ problem: 'missing' })
      else body = { sha, kind, size: Number(size), got: 0, pieces: [] }
    }
  }
}
