import { dirname } from 'node:path'
import { Problem } from '../domain/problem.ts'

/** The database file cannot be used; the message says why and what to do, in a sentence for whoever runs the app. */
export class DatabaseProblem extends Problem {}

/** What SQLite or the file system said about the file at `path`, as a sentence. Anything else is thrown as it is. */
export function explained(error: unknown, path: string): unknown {
  const code = codeOf(error)
  const sentence = code ? sentences.find(([prefix]) => code.startsWith(prefix))?.[1](path) : undefined
  return sentence ? new DatabaseProblem(sentence, { cause: error }) : error
}

type Sentence = (path: string) => string

const notWritable: Sentence = (path) =>
  `The folder ${dirname(path)} cannot be written (missing permission or a read-only disk), so the database ${path} cannot be kept there: allow it, or set DATABASE_PATH to another place.`

const damaged: Sentence = (path) =>
  `The database ${path} is damaged: stop the app, keep the file, and put the last backup back with \`okr restore FILE\`.`

const sentences: [string, Sentence][] = [
  ['SQLITE_NOTADB', (path) => `The file ${path} is not a database of this program: set DATABASE_PATH to another one.`],
  ['SQLITE_CORRUPT', damaged],
  ['SQLITE_READONLY', notWritable],
  ['SQLITE_CANTOPEN_ISDIR', (path) => `${path} is a folder: set DATABASE_PATH to a file.`],
  ['SQLITE_CANTOPEN', notWritable],
  ['SQLITE_FULL', (path) => `The disk that holds ${path} is full: make room and start again.`],
  ['SQLITE_BUSY', (path) => `The database ${path} is locked by another program: wait for it to end and try again.`],
  ['SQLITE_IOERR', (path) => `The disk that holds ${path} fails to read or write: see the system's log.`],
  ['EISDIR', (path) => `${path} is a folder: set DATABASE_PATH to a file.`],
  ['EACCES', notWritable],
  ['EPERM', notWritable],
  ['EROFS', notWritable],
  ['ENOTDIR', notWritable],
  ['EEXIST', notWritable],
  ['ENOENT', notWritable],
  ['ENOSPC', (path) => `The disk that holds ${path} is full: make room and start again.`],
]

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** For a file that fails its own checks. */
export function damagedProblem(path: string): DatabaseProblem {
  return new DatabaseProblem(damaged(path))
}
