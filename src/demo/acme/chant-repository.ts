import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { acmeStory, type StoryStep } from './chant-story.ts'

/** Acme's chant project: a real checkout, in which the story goes on as the demo's clock does. */
export interface AcmeRepository {
  path: string
  /** When the next commit is due; null when the story is over. */
  nextAt(): Date | null
  /** Makes the commits that are due, each with its own date. */
  playTo(now: Date): Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

const people = {
  mike: { name: 'mike', email: 'mike@acme.example' },
  sarah: { name: 'sarah', email: 'sarah@acme.example' },
} as const

/**
 * Opens the repository in this folder, or begins it. Which steps are done is told by the commits themselves (author's
 * date and subject), so a crash between two is taken up where it was. Commits are made beside the checkout: what somebody
 * has staged or changed there stays as it is.
 */
export async function openAcmeRepository(path: string, environment: Environment): Promise<AcmeRepository> {
  const run = gitIn(path, environment)
  if (!existsSync(join(path, '.git'))) {
    mkdirSync(path, { recursive: true })
    await run(['init', '-q', '-b', 'main'])
  }
  const done = await doneSteps(run)
  const left = acmeStory().filter((step) => !done.has(nameOf(step)))
  let playing: Promise<void> = Promise.resolve()

  async function play(now: Date): Promise<void> {
    if (left[0] === undefined || left[0].at > now) return
    const before = await headOf(run)
    let isEmpty = before === null
    for (let step = left[0]; step && step.at <= now; step = left[0]) {
      if (await makeCommit(run, step, isEmpty)) isEmpty = false
      left.shift()
    }
    const after = await headOf(run)
    if (after !== null && after !== before) await followInFolder(run, before, after)
  }

  return {
    path,
    nextAt: () => left[0]?.at ?? null,
    playTo(now) {
      playing = playing.catch(() => {}).then(() => play(now))
      return playing
    },
  }
}

type Git = (args: readonly string[], input?: string) => Promise<string>

async function doneSteps(run: Git): Promise<Set<string>> {
  const log = await run(['log', '--format=%at %s', 'main', '--']).catch(() => '')
  return new Set(log.split('\n').filter(Boolean))
}

function nameOf({ at, subject }: StoryStep): string {
  return `${at.getTime() / 1000} ${subject}`
}

function headOf(run: Git): Promise<string | null> {
  return run(['rev-parse', '-q', '--verify', 'refs/heads/main']).catch(() => null)
}

/** False when the step fell away. */
async function makeCommit(run: Git, { at, by, subject, change }: StoryStep, isFirst: boolean): Promise<boolean> {
  const files = await change((file) => run(['show', `refs/heads/main:${file}`]).catch(() => null))
  if (files === null) return false
  const { name, email } = people[by]
  const person = `${name} <${email}> ${at.getTime() / 1000} +0000`
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const changes = Object.entries(files).map(([file, content]) => `M 100644 inline ${file}\n${data(content)}`)
  const from = isFirst ? '' : 'from refs/heads/main^0\n'
  const commit = `commit refs/heads/main\nauthor ${person}\ncommitter ${person}\n${data(subject)}${from}${changes.join('')}`
  await run(['fast-import', '--quiet'], commit)
  return true
}

/** The checkout shows the new commit, unless somebody is on another branch or has changed the same files. */
async function followInFolder(run: Git, from: string | null, to: string): Promise<void> {
  if ((await run(['symbolic-ref', '-q', 'HEAD']).catch(() => '')) !== 'refs/heads/main') return
  await run(['read-tree', '-m', '-u', ...(from === null ? [] : [from]), to]).catch(() => '')
}

/** git without the person's own configuration: no hooks, no signing, no template. */
function gitIn(path: string, environment: Environment): Git {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_'))
  const env = { ...Object.fromEntries(own), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      const child = execFile('git', ['-C', path, ...args], { env }, (error, stdout) => {
        if (error) reject(error)
        else resolve(args[0] === 'show' ? stdout : stdout.trimEnd())
      })
      // A git command that reads nothing may be gone before this is written.
      child.stdin?.on('error', () => {})
      child.stdin?.end(input)
    })
}
