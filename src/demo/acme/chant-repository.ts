import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { nextStep, type StoryStep } from './chant-story.ts'
import { following, headOf, markOf } from './follow.ts'
import { type Environment, gitIn } from './git.ts'
import { type Commit, type FirstSeen, readSituation, type Situation, withCommit } from './situation.ts'

/** Acme's chant project: a real checkout, in which the story goes on as the demo's clock does. */
export interface AcmeRepository {
  path: string
  /** When there is something to do: the next commit, or now, when somebody else has committed; null when it is over. */
  nextAt(now: Date): Date | null
  /** Makes the commits that are due, each with its own date. True when there is something new, of ours or of others. */
  playTo(now: Date): Promise<boolean>
}

export interface AcmeRepositoryOptions {
  /** The process's, for git. */
  environment: Environment
  /** Keeps out whoever else commits here while this works; by default there is nobody. */
  alone?: (work: () => Promise<void>) => Promise<void>
  /** The e-mail of a committer who looks at what it did by itself. */
  looksItself?: string
}

const people = {
  mike: { name: 'mike', email: 'mike@acme.example' },
  sarah: { name: 'sarah', email: 'sarah@acme.example' },
} as const

/**
 * Opens the repository in this folder, or begins it. How far the story is, is told by what is committed, so a crash
 * between two steps is taken up where it was, and it goes on from whatever people do there. Commits are made beside the
 * checkout: what somebody has staged or changed there stays as it is.
 */
export async function openAcmeRepository(
  path: string,
  { environment, alone = (work) => work(), looksItself = '' }: AcmeRepositoryOptions,
): Promise<AcmeRepository> {
  const run = gitIn(path, environment)
  if (!existsSync(join(path, '.git'))) {
    mkdirSync(path, { recursive: true })
    await run(['init', '-q', '-b', 'main'])
  }
  const folder = following(path, run)
  const seen: FirstSeen = new Map()
  let known: { mark: string; situation: Situation; next: StoryStep | null } | null = null
  let playing: Promise<unknown> = Promise.resolve()

  async function look(now: Date): Promise<Situation> {
    const mark = markOf(path)
    if (known?.mark === mark) return known.situation
    const situation = await readSituation(run, seen, now)
    known = { mark, situation, next: nextStep(situation) }
    return situation
  }

  async function play(now: Date): Promise<boolean> {
    const before = known?.situation.commits.at(-1)?.hash
    await look(now)
    if (known?.next && known.next.at <= now) await alone(() => makeSteps(now))
    const last = known?.situation.commits.at(-1)
    return last !== undefined && last.hash !== before && last.committer !== looksItself
  }

  async function makeSteps(now: Date): Promise<void> {
    await folder.takeUp()
    // Whoever was at work before us may have committed.
    let situation = await look(now)
    let step = known?.next ?? null
    if (step === null || step.at > now) return
    folder.begin(await headOf(path, run))
    while (step !== null && step.at <= now) {
      situation = withCommit(situation, await makeCommit(step, situation.commits.length === 0), step.files)
      step = nextStep(situation)
      known = { mark: markOf(path), situation, next: step }
    }
    await folder.end()
  }

  async function makeCommit(step: StoryStep, isFirst: boolean): Promise<Commit> {
    await run(['fast-import', '--quiet'], asFastImport(step, isFirst))
    const { at, by, subject } = step
    return { hash: (await headOf(path, run)) ?? '', at, subject, committer: people[by].email }
  }

  await alone(() => folder.takeUp())
  return {
    path,
    nextAt: (now) => (known?.mark === markOf(path) ? (known.next?.at ?? null) : now),
    playTo(now) {
      const played = playing.catch(() => {}).then(() => play(now))
      playing = played
      return played
    },
  }
}

/** For git fast-import: on top of what the main branch has, if it has anything. */
function asFastImport({ at, by, subject, files, offset = '+0000' }: StoryStep, isFirst: boolean): string {
  const { name, email } = people[by]
  const person = `${name} <${email}> ${at.getTime() / 1000} ${offset}`
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const changes = Object.entries(files).map(([file, content]) => `M 100644 inline ${file}\n${data(content)}`)
  const from = isFirst ? '' : 'from refs/heads/main^0\n'
  return `commit refs/heads/main\nauthor ${person}\ncommitter ${person}\n${data(subject)}${from}${changes.join('')}`
}
