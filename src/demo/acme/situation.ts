import type { Git } from './git.ts'
import { parts } from './git.ts'

/** One commit on the main branch. */
export interface Commit {
  hash: string
  /** On the demo's clock. */
  at: Date
  subject: string
  /** Of whoever committed it. */
  committer: string
}

/** How things stand on the main branch: all that the story goes by. */
export interface Situation {
  /** Oldest first. */
  commits: readonly Commit[]
  /** What lies below `.chant`, by path from the repository's top. */
  texts: ReadonlyMap<string, string>
}

/** When something was committed by the machine's clock, which is ahead of the demo's, is when we first saw it. */
export type FirstSeen = Map<string, Date>

/** Reads how things stand on the main branch; nothing is there before the first commit. */
export async function readSituation(run: Git, seen: FirstSeen, now: Date): Promise<Situation> {
  const log = await run(['log', '--reverse', '--format=%H%x00%at%x00%ce%x00%s', 'refs/heads/main', '--']).catch(
    () => null,
  )
  if (log === null) return { commits: [], texts: new Map() }
  let latest = new Date(0)
  const commits = parts(log).map((line): Commit => {
    const [hash = '', seconds, committer = '', subject = ''] = line.split('\0')
    const said = new Date(Number(seconds) * 1000)
    if (said > now && !seen.has(hash)) seen.set(hash, now)
    const at = said > now ? (seen.get(hash) ?? now) : said
    // Whatever somebody's clock showed, it came after the one before it.
    latest = at > latest ? at : latest
    return { hash, at: latest, committer, subject }
  })
  const paths = parts(await run(['ls-tree', '-r', '-z', '--name-only', 'refs/heads/main', '--', '.chant']), '\0')
  const asked = paths.map((path) => `refs/heads/main:${path}\n`).join('')
  return { commits, texts: textsOf(await run(['cat-file', '--batch'], asked), paths) }
}

/** The situation after one more commit. */
export function withCommit(before: Situation, commit: Commit, files: Readonly<Record<string, string>>): Situation {
  const kept = Object.entries(files).filter(([path]) => path.startsWith('.chant/'))
  return { commits: [...before.commits, commit], texts: new Map([...before.texts, ...kept]) }
}

/** The newest commit with this subject. */
export function lastCommit({ commits }: Situation, subject: string): Commit | null {
  return commits.findLast((commit) => commit.subject === subject) ?? null
}

/** What `cat-file --batch` answers: for each object a line with its size in bytes, the object, a line feed. */
function textsOf(answer: Buffer, paths: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  let at = 0
  for (const path of paths) {
    const end = answer.indexOf('\n', at)
    const size = /^\S+ blob (\d+)$/.exec(answer.toString('utf8', at, end))?.[1]
    at = end + 1
    if (size === undefined) continue
    texts.set(path, answer.toString('utf8', at, at + Number(size)))
    at += Number(size) + 1
  }
  return texts
}
