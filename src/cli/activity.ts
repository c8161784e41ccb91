import { resolve } from 'node:path'
import { readActivity } from '../chant/activity.ts'
import { type ChantRepository, isUrl, nameOf, openRepository } from '../chant/repository.ts'
import { type Activity, activityOf, hasLabel } from '../domain/activity.ts'
import { Problem } from '../domain/problem.ts'
import { isWholeDay, parseInstant } from '../domain/time-spans.ts'
import { type Command, command, type Io, UsageProblem } from './command.ts'
import { readConfig } from './settings.ts'

const activity: Command = command({
  usage: '[--repo PATH] [--since 1d|2026-01-01] [--until T] [--label L] [--json]',
  help: `
Shows what happened in chant projects, oldest first, times in UTC: what \`chant activity\` shows, and every earlier
rejection and piece of work, starting, failing, merging and archiving. Reads git alone; changes nothing.

  --repo PATH   a checkout's folder or a bare repository; may be repeated. Default: CHANT_REPO, else the current folder
  --since T     2h, 1d, 1w, 1m (30 days), a date or an instant (2026-01-28T08:30Z)
  --until T     the same; a date counts to its end
  --label L     only specs with this label, their own or their driver's; may be repeated
  --json        one JSON object a line`,
  options: {
    repo: { type: 'string', multiple: true },
    since: { type: 'string' },
    until: { type: 'string' },
    label: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  },
  words: { least: 0, most: 0 },
  async run({ values }, io) {
    const now = io.clock.now()
    const since = values.since === undefined ? null : instant('--since', values.since, now)
    const until = values.until === undefined ? null : endOf(instant('--until', values.until, now), values.until)
    const projects = namedProjects(values.repo, io)
    const opened = await openAll(projects, io)
    // A path on the command line that is no project is a wrong command line; what is configured may be away for a while.
    if (values.repo && opened.problems.length > 0) throw new UsageProblem(opened.problems)
    for (const problem of opened.problems) io.err(problem)
    const found = await readAll(opened.repositories, { since, until }, io)
    const hasFailed = found.hasFailed || opened.problems.length > 0
    const labels = values.label
    const shown = found.rows
      .filter(({ activity }) => !labels || labels.some((label) => hasLabel(activity, label)))
      .sort((a, b) => a.activity.at.getTime() - b.activity.at.getTime())
    const isOne = projects.length === 1
    if (shown.length > 0) io.out(values.json ? toJsonLines(shown, isOne) : toTable(shown, isOne))
    else if (!values.json && !hasFailed) io.err('No activity found.')
    return hasFailed ? 1 : 0
  },
})
export default activity

interface Project {
  name: string
  where: string
}

interface Row {
  project: string
  activity: Activity
}

function instant(option: string, text: string, now: Date): Date {
  const parsed = parseInstant(text, now)
  if (parsed) return parsed
  const examples = '2h, 1d, 1w, 1m (30 days), 2026-01-28 or 2026-01-28T08:30Z'
  throw new UsageProblem(`${option} ${printable(text).slice(0, 60)} is no time: write ${examples}.`)
}

/** `--until 2026-01-28` includes that day. */
function endOf(until: Date, text: string): Date {
  return isWholeDay(text) ? new Date(until.getTime() + 86_400_000) : until
}

function namedProjects(paths: readonly string[] | undefined, io: Io): Project[] {
  if (paths) return paths.map((path) => ({ name: nameOf(resolve(io.folder, path)), where: path }))
  const configured = readConfig(io).chant.repos
  return configured.length > 0 ? configured : [{ name: nameOf(io.folder), where: io.folder }]
}

async function openAll(
  projects: readonly Project[],
  io: Io,
): Promise<{ repositories: ChantRepository[]; problems: string[] }> {
  const repositories: ChantRepository[] = []
  const problems: string[] = []
  for (const { name, where } of projects) {
    try {
      if (isUrl(where)) throw new Problem(`${name} is a URL: clone it and name the clone's folder with --repo.`)
      repositories.push(await openRepository(resolve(io.folder, where), { name, environment: io.env }))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problems.push(printable(error.message))
    }
  }
  return { repositories, problems }
}

/** Reads one project after the other; what cannot be read is said, and the others are shown all the same. */
async function readAll(
  repositories: readonly ChantRepository[],
  range: { since: Date | null; until: Date | null },
  io: Io,
): Promise<{ rows: Row[]; hasFailed: boolean }> {
  const rows: Row[] = []
  let hasFailed = false
  for (const repository of repositories) {
    try {
      const { events, specs, notes, problems } = await readActivity(repository, range)
      for (const { text } of notes) io.err(printable(text))
      for (const { path, problem } of problems) io.err(printable(`${repository.name}: ${path}: ${problem}.`))
      rows.push(...activityOf(events, specs).map((activity) => ({ project: repository.name, activity })))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      io.err(printable(error.message))
      hasFailed = true
    }
  }
  return { rows, hasFailed }
}

function toJsonLines(rows: readonly Row[], isOne: boolean): string {
  return rows.map((row) => escapeControls(JSON.stringify(toJson(row, isOne)))).join('\n')
}

function toJson({ project, activity }: Row, isOne: boolean): Record<string, unknown> {
  const { at, event, id, title, type, labels, by, reason, note, driver, commit } = activity
  const always = { at: `${at.toISOString().slice(0, 19)}Z`, event, id, title, type, labels }
  const sometimes = { by, reason, note, driver, commit, repository: isOne ? null : project }
  return { ...always, ...Object.fromEntries(Object.entries(sometimes).filter(([, value]) => value !== null)) }
}

function toTable(rows: readonly Row[], isOne: boolean): string {
  const widthOf = (text: (row: Row) => string) => Math.min(32, Math.max(...rows.map((row) => text(row).length)))
  const eventWidth = widthOf(({ activity }) => activity.event)
  const idWidth = widthOf(({ activity }) => activity.id)
  return rows
    .map(({ project, activity }) => {
      const { at, event, id, title, labels, by, reason, note } = activity
      const when = at.toISOString().slice(0, 16).replace('T', ' ')
      const why = reason ?? note
      const who = by === null ? '' : ` — ${by}${why ? `: ${why.replace(/\s+/g, ' ')}` : ''}`
      const tags = labels.length > 0 ? `  [${labels.join(', ')}]` : ''
      const where = isOne ? '' : `${project}  `
      const what = `${where}${event.padEnd(eventWidth)}  ${id.padEnd(idWidth)}  ${title ?? '(no title)'}${who}${tags}`
      return printable(`${when}  ${what}`)
    })
    .join('\n')
}

/** Titles and names come from a repository: what would move a terminal's cursor or turn its text around is left out. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
}

function escapeControls(json: string): string {
  return json.replace(/[\u007f-\u009f]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
