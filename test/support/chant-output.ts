import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../fixtures/chant/', import.meta.url)

/** A section of a recorded run of the real chant (test/fixtures/chant), byte for byte. */
export function chantOutput(name: string, section: string): string {
  const bytes = readFileSync(new URL(`${name}.txt`, folder))
  const mark = `=====[ ${section}`
  const start = bytes.indexOf(mark)
  if (start < 0) throw new Error(`${name} has no section ${section}`)
  const line = bytes.subarray(start, bytes.indexOf(10, start)).toString()
  const size = Number(/\| (\d+) bytes \]=====$/.exec(line)?.[1])
  const from = start + Buffer.byteLength(line) + 1
  return bytes.subarray(from, from + size).toString('utf8')
}

/** The names of all recorded cases. */
export function chantOutputs(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.replace('.txt', ''))
}

/** A recorded `approve` or `reject`: what it was told, what was there before, what it said and left. Null: not recorded. */
export interface ChantRun {
  args: string[]
  exit: number
  stdout: string
  stderr: string
  before: string | null
  after: string | null
  /** When it ran, as it wrote it. */
  at: string | null
  commits: string | null
  status: string | null
  /** The fix spec it made. */
  fixSpec: string
  /** Members it made, by file name. */
  members: (readonly [string, string])[]
}

export function chantRun(name: string): ChantRun {
  const text = readFileSync(new URL(`${name}.txt`, folder), 'utf8')
  const section = (title: string) => (text.includes(`=====[ ${title} |`) ? chantOutput(name, `${title} |`) : null)
  const [, argv = '[]'] = /^argv: (.*)$/m.exec(text) ?? []
  const isUnchanged = text.includes('=====[ spec file after | unchanged ]=====')
  const before = section('spec file before')
  const json = section('spec file after, as a JSON string')
  const after = isUnchanged ? before : json === null ? section('spec file after') : (JSON.parse(json) as string)
  const [, commits = null] = /=====\[ new commits \| [1-9]\d* \]=====\n([\s\S]*?)\n=====\[/.exec(text) ?? []
  const files = [...text.matchAll(/=====\[ (\S+\.md) \| \d+ bytes \]=====/g)].map(([, file = '']) => file)
  return {
    args: (JSON.parse(argv) as string[]).slice(1),
    exit: Number(/^exit: (\d+)$/m.exec(text)?.[1]),
    stdout: section('stdout') ?? '',
    stderr: section('stderr') ?? '',
    before:
      before ??
      (name === 'approve-crlf' ? chantOutput('approve-completed', 'spec file before').replaceAll('\n', '\r\n') : null),
    after,
    at: /^ {2}at: (2026-11-\S+)$/m.exec(after ?? '')?.[1] ?? null,
    commits: commits?.replaceAll(/, parents \w+$/gm, '') ?? null,
    status: section('git status --porcelain afterwards'),
    fixSpec: section(files.find((file) => file.startsWith('2026-11-20')) ?? '') ?? '',
    members: files.filter((file) => /\.\d+\.md$/.test(file)).map((file) => [file, section(file) ?? ''] as const),
  }
}
