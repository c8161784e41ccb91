import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each folder may import of ours. `compose.ts` may import everything but cli and main; main.ts imports cli. */
const mayImport: Record<string, readonly string[]> = {
  platform: [],
  domain: [],
  config: [],
  durable: ['platform'],
  storage: ['domain', 'platform'],
  charts: ['domain', 'platform'],
  chant: ['domain', 'platform'],
  usecases: ['domain', 'storage', 'durable', 'platform'],
  jobs: ['usecases', 'durable', 'domain', 'platform'],
  slack: ['usecases', 'durable', 'domain', 'charts', 'platform'],
  http: ['usecases', 'domain', 'platform'],
  demo: ['domain', 'slack', 'config', 'platform'],
  cli: ['compose', 'usecases', 'storage', 'durable', 'chant', 'slack', 'demo', 'config', 'domain', 'platform'],
  compose: [
    'config',
    'platform',
    'domain',
    'usecases',
    'storage',
    'durable',
    'jobs',
    'slack',
    'chant',
    'charts',
    'http',
  ],
  main: ['cli', 'platform'],
}

const root = resolve(import.meta.dirname, '..')

interface Source {
  path: string // src/slack/app.ts
  folder: string // slack
  text: string
  imports: string[]
}

/** The page runs in a browser and has a clock, a compiler and rules of its own. */
const isOurs = (path: string) => !path.startsWith('src/demo/page/') && /\.tsx?$/.test(path)

/** A program of its own, in the place of chant: its door is its main file. */
const standIn = 'src/demo/chant-stand-in/program.ts'

const sources = files(join(root, 'src')).map(read)

describe('the shape of the code', () => {
  it('lets every folder import only what the table allows', () => {
    const strangers = sources.flatMap(({ path, folder, imports }) =>
      imports
        .map((target) => ({ path, target, to: folderOf(target) }))
        .filter(({ to }) => to !== folder && !mayImport[folder]?.includes(to))
        .map(({ target }) => `${path} imports ${target}`),
    )
    expect(strangers).toEqual([])
  })

  it('has no import cycle, not even of types', () => {
    expect(cycleIn(new Map(sources.map(({ path, imports }) => [path, imports])))).toEqual([])
  })

  it('knows the folders of the table and no others', () => {
    expect([...new Set(sources.map(({ folder }) => folder))].filter((folder) => !(folder in mayImport))).toEqual([])
  })

  it('reaches from Slack’s edge to the inbox only, never to the queue', () => {
    const reaching = sources
      .filter(({ folder }) => folder === 'slack')
      .flatMap(({ path, imports }) => imports.map((target) => ({ path, target })))
      .filter(({ target }) => folderOf(target) === 'durable' && target !== 'src/durable/inbox.ts')
    expect(reaching).toEqual([])
  })

  it('reads the time only at its door', () => {
    const doors = ['src/platform/clock.ts', 'src/platform/slices.ts', standIn]
    expect(saying(/\bDate\.now\(|new Date\(\)|performance\.now\(|Temporal\.Now\b/, doors)).toEqual([])
  })

  it('reads the environment only at its door', () => {
    const doors = ['src/main.ts', standIn]
    expect(saying(/\bprocess\.env\b(?!\.NODE_ENV')/, doors)).toEqual([])
  })

  it('ends the process in main.ts alone', () => {
    expect(saying(/\bprocess\.exit\(/, ['src/main.ts'])).toEqual([])
  })

  it('posts messages in messenger.ts alone, so that no message escapes the promise of exactly once', () => {
    expect(saying(/chat\.postMessage\(|chat\.scheduleMessage\(|\bsay\(/, ['src/slack/messenger.ts'])).toEqual([])
  })

  it('gives no async callback to a transaction, which would write outside its rollback', () => {
    expect(saying(/transact\([^,]+,\s*async\b|\.transaction\(\s*async\b/, [])).toEqual([])
  })

  it('keeps the domain pure: no database, no Slack, no validation library, no files', () => {
    const impure = sources
      .filter(({ folder }) => folder === 'domain')
      // A hash is as pure as a sum; the rest of its module is not.
      .map(({ path, text }) => ({ path, text: text.replace("import { createHash } from 'node:crypto'", '') }))
      .filter(({ text }) => /from '(drizzle-orm|better-sqlite3|zod|@slack|node:(?!util')|pino)/.test(text))
    expect(impure.map(({ path }) => path)).toEqual([])
  })
})

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => relative(root, join(folder, name)))
    .filter(isOurs)
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = importsOf(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(root, resolve(root, dirname(path), name)))
  return { path, folder: folderOf(path), text, imports: [...new Set(imports)].filter(isOurs) }
}

/** Every specifier as written, those of types too: what the compiler drops is an arrow all the same. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string)
}

function folderOf(path: string): string {
  const [, first = ''] = path.split('/')
  return first.replace(/\.ts$/, '')
}

/** Files outside the doors whose code, comments left out, says such a thing. */
function saying(pattern: RegExp, doors: readonly string[]): string[] {
  return sources
    .filter(({ path }) => !doors.includes(path))
    .filter(({ text }) => pattern.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
    .map(({ path }) => path)
}

function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const path: string[] = []
  function visit(file: string): string[] | null {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    path.push(file)
    for (const target of graph.get(file) ?? []) {
      const found = visit(target)
      if (found) return found
    }
    path.pop()
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const found = visit(file)
    if (found) return found
  }
  return []
}
