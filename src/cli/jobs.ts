import { dropJob, type Job, listJobs, retryJob } from '../durable/manage.ts'
import type { JobState } from '../durable/tables.ts'
import { command, type Io, UsageProblem } from './command.ts'
import { changingDatabase, readingDatabase } from './database.ts'
import { readConfig } from './settings.ts'
import { columns, oneLine } from './table.ts'

const states = ['waiting', 'running', 'unknown', 'dead'] as const satisfies readonly JobState[]

export default command({
  usage: '[--state waiting|running|unknown|dead] [--json], jobs retry ID, jobs drop ID',
  help: `
Shows the queue: what must happen outside the app, like sending a message, and has not happened yet.

  jobs             everything that is not done
  jobs retry ID    tries a job again now; what may have happened is looked up first
  jobs drop ID     gives a job up: what it was for does not happen

  --state STATE    waiting (for its time or a try), running, unknown (it may have happened) or dead (given up)
  --json           prints one JSON object for each job, a line each`,
  options: { state: { type: 'string' }, json: { type: 'boolean' } },
  words: { least: 0, most: 2 },
  async run({ words, values }, io) {
    const [verb, id] = words
    if (verb === undefined) return list(io, readState(values.state), values.json ?? false)
    if (verb !== 'retry' && verb !== 'drop') {
      throw new UsageProblem(`\`okr jobs\` can \`retry ID\` and \`drop ID\`, not \`${oneLine(verb)}\`.`)
    }
    return change(io, verb, readId(verb, id))
  },
})

function readState(said: string | undefined): JobState | undefined {
  if (said === undefined) return undefined
  const state = states.find((one) => one === said)
  if (state === undefined) throw new UsageProblem(`--state is ${states.join(', ')}, not ${oneLine(said)}.`)
  return state
}

function readId(verb: string, said: string | undefined): number {
  if (said === undefined) throw new UsageProblem(`Say which: \`okr jobs ${verb} ID\`. \`okr jobs\` lists them.`)
  if (!/^[1-9]\d{0,14}$/.test(said))
    throw new UsageProblem(`${oneLine(said)} is no job: its ID is a number, as \`okr jobs\` lists it.`)
  return Number(said)
}

async function list(io: Io, state: JobState | undefined, json: boolean): Promise<undefined> {
  const { databasePath } = readConfig(io)
  const jobs = await readingDatabase(io, databasePath, ({ db }) => listJobs(db, state === undefined ? {} : { state }))
  if (json) {
    for (const job of jobs) io.out(JSON.stringify(toJson(job)))
    return
  }
  if (jobs.length === 0) io.err(state === undefined ? 'Nothing waits.' : `Nothing is ${state}.`)
  const rows = jobs.map((job) => [
    String(job.id),
    job.state,
    job.kind,
    job.runAt.toISOString().slice(0, 16).replace('T', ' '),
    `${job.attempts} ${job.attempts === 1 ? 'try' : 'tries'}`,
    oneLine(job.problem ?? ''),
  ])
  for (const line of columns(rows, { right: [0], width: io.width })) io.out(line)
}

function toJson({ id, kind, key, state, runAt, attempts, createdAt, settledAt, problem, args }: Job) {
  return { id, kind, key, state, runAt, attempts, createdAt, settledAt, problem, args }
}

async function change(io: Io, verb: 'retry' | 'drop', id: number): Promise<undefined> {
  const { databasePath } = readConfig(io)
  const act = verb === 'retry' ? retryJob : dropJob
  const done = await changingDatabase(io, databasePath, ({ db }) => act(db, id, io.clock.now()))
  if (!done) throw new UsageProblem(`There is no job ${id} that waits or is dead. \`okr jobs\` lists them.`)
  io.out(verb === 'retry' ? `Job ${id} is tried again as soon as the app runs.` : `Job ${id} is given up.`)
}
