import { setTimeout } from 'node:timers/promises'
import { approvalIn } from '../../src/chant/writing/spec-to-decide.ts'
import { orderFor, researchProject, writerFor } from './chant-decisions.ts'

export interface AtOnceFigures {
  decisions: number
  commits: number
  /** Commits that hold anything but their own spec. */
  mixed: number
  /** Decisions that a later commit took back. */
  reverted: number
  /** How often the file that somebody staged went along. */
  sweptIn: number
  /** Decisions that were answered "later" because of that file. */
  waited: number
}

/** As many decisions as specs, all at once through two writers that know nothing of each other, beside somebody's git. */
export async function decideAtOnce(many: number): Promise<AtOnceFigures> {
  const ids = Array.from({ length: many }, (_, at) => `2026-01-13-${String(at).padStart(3, '0')}-par`)
  const project = researchProject({ ids })
  const start = project.git('rev-parse', 'HEAD')
  const writers = [writerFor(project.path), writerFor(project.path)]
  const orders = await Promise.all(
    ids.map((specId, at) => orderFor(project.path, { specId, verdict: at % 2 ? 'approved' : 'rejected' })),
  )
  let waited = 0
  let isDone = false
  const somebody = stageNowAndThen()
  await Promise.all(
    orders.map(async (order, at) => {
      for (;;) {
        const answer = await writers[at % 2]?.decide(order)
        if (answer?.kind === 'written') return
        if (answer?.kind !== 'later') throw new Error(JSON.stringify(answer))
        waited++
        await setTimeout(20)
      }
    }),
  )
  isDone = true
  await somebody

  const commits = project.git('log', '--format=%H %s', `${start}..HEAD`).split('\n')
  const own = commits.map((line) => {
    const [commit = '', subject = ''] = line.split(/ (.*)/)
    const files = project.git('diff-tree', '--no-commit-id', '--name-only', '-r', commit).split('\n')
    return { id: /^chant\((.*)\)/.exec(subject)?.[1] ?? '', files }
  })
  const isDecided = (id: string, at: number) =>
    approvalIn(id, project.git('show', `HEAD:.chant/specs/${id}.md`))?.status === (at % 2 ? 'approved' : 'rejected')
  return {
    decisions: ids.filter(isDecided).length,
    commits: commits.length,
    mixed: own.filter(({ id, files }) => files.join() !== `.chant/specs/${id}.md`).length,
    reverted: ids.filter((id, at) => !isDecided(id, at)).length,
    sweptIn: own.filter(({ files }) => files.includes('staged.txt')).length,
    waited,
  }

  /** Between two decisions, as somebody would who sees that nothing is being written. */
  async function stageNowAndThen(): Promise<void> {
    project.write('staged.txt', 'theirs')
    for (let turn = 0; !isDone && turn < 3; turn++) {
      await patiently('add', 'staged.txt')
      await setTimeout(150)
      await patiently('rm', '-q', '--cached', 'staged.txt')
      await setTimeout(300)
    }
  }

  /** As people do when git says that another git is at work. */
  async function patiently(...args: string[]): Promise<void> {
    for (;;) {
      try {
        project.git(...args)
        return
      } catch (error) {
        if (!String(error).includes('index.lock')) throw error
        await setTimeout(10)
      }
    }
  }
}
