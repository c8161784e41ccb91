import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'

/** What a day of the generated history holds: 20 specs written, 17 worked on, one rejected, one approved, 20 archived. */
const specsPerDay = 20
/** Days until a spec is archived. */
const usuallyArchivedAfter = 5
const firstDay = Date.UTC(2024, 0, 1, 8)

export interface Generated {
  days: number
  commits: number
  archived: number
  active: number
}

/**
 * Writes a repository as chant leaves one behind, with `git fast-import`: 40 commits a day, every spec written, most
 * worked on, some decided upon, one a day on a branch of its own, and archived after five days or as many as asked for.
 * 505 days are 20,200 commits and 10,000 archived specs.
 */
export async function generateChantRepository(
  directory: string,
  days: number,
  archivedAfter = usuallyArchivedAfter,
): Promise<Generated> {
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', directory])
  const importer = spawn('git', ['-C', directory, 'fast-import', '--quiet'], { stdio: ['pipe', 'inherit', 'inherit'] })
  let commits = 0
  for (let day = 0; day < days; day++) {
    const text = dayOf(day, archivedAfter)
    commits += text.match(/^commit /gm)?.length ?? 0
    if (!importer.stdin.write(text)) await once(importer.stdin, 'drain')
  }
  importer.stdin.end('done\n')
  const [code] = await once(importer, 'close')
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`)
  execFileSync('git', ['-C', directory, 'repack', '-adq'])
  const archived = Math.max(0, days - archivedAfter) * specsPerDay
  return { days, commits, archived, active: days * specsPerDay - archived }
}

/** Ten more commits, as an ordinary day brings them. */
export function appendCommits(directory: string, day: number, count: number): void {
  const text = dayOf(day)
    .split(/(?=^commit )/m)
    .slice(0, count)
    .join('')
  const [first = '', ...rest] = text.split(/(?=^commit )/m)
  const parent = execFileSync('git', ['-C', directory, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()
  const input = [first.replace(/^(data \d+\n.*\n)/m, `$1from ${parent}\n`), ...rest].join('')
  execFileSync('git', ['-C', directory, 'fast-import', '--quiet', '--force'], { input })
}

function dayOf(day: number, archivedAfter = usuallyArchivedAfter): string {
  const ids = Array.from({ length: specsPerDay }, (_, number) => specId(day, number))
  const at = (minute: number) => Math.floor(firstDay / 1000) + day * 86_400 + minute * 60
  const text: string[] = []
  ids.forEach((id, number) => {
    text.push(commit('main', at(number), 'mike', `chant: Add spec ${id}`, [write(id, number, 'pending')]))
  })
  ids.slice(0, 15).forEach((id, number) => {
    const files = [write(id, number, 'completed'), source(number, day)]
    text.push(commit('main', at(60 + 5 * number), 'agent', `chant(${id}): implement part ${number}`, files))
  })
  const [onBranch, reviewed] = [ids[15] as string, ids[16] as string]
  const branch = commit(`chant/${onBranch}`, at(180), 'agent', `chant(${onBranch}): try it`, [
    write(onBranch, 15, 'completed'),
  ])
  text.push(branch.replace(/\n(?=M )/, '\nfrom refs/heads/main\n'))
  text.push(commit('main', at(190), 'agent', `chant(${reviewed}): research`, [write(reviewed, 16, 'completed')]))
  const merge = commit('main', at(200), 'mike', `Merge chant/${onBranch}`, [write(onBranch, 15, 'completed')])
  text.push(merge.replace(/\n(?=M )/, `\nmerge refs/heads/chant/${onBranch}\n`))
  text.push(
    commit('main', at(300), 'sarah', `chant(${reviewed}): reject spec`, [write(reviewed, 16, 'completed', 'rejected')]),
  )
  text.push(
    commit('main', at(400), 'sarah', `chant(${reviewed}): approve spec`, [
      write(reviewed, 16, 'completed', 'approved'),
    ]),
  )
  if (day >= archivedAfter)
    text.push(commit('main', at(500), 'mike', 'chant: Archive 20 specs', archive(day - archivedAfter)))
  text.push(`reset refs/heads/chant/${onBranch}\nfrom ${'0'.repeat(40)}\n\n`)
  return text.join('')
}

function specId(day: number, number: number): string {
  const date = new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10)
  const letters = Array.from({ length: 3 }, (_, at) => ((day * 31 + number * 17 + at * 7) % 36).toString(36)).join('')
  return `${date}-${number.toString(36).padStart(3, '0')}-${letters}`
}

function commit(branch: string, at: number, author: string, subject: string, changes: readonly string[]): string {
  const person = `${author} <${author}@acme.example> ${at} +0000`
  const head = `commit refs/heads/${branch}\nauthor ${person}\ncommitter ${person}\ndata ${Buffer.byteLength(subject)}\n${subject}\n`
  return `${head}${changes.join('')}\n`
}

function archive(day: number): string[] {
  return Array.from({ length: specsPerDay }, (_, number) => {
    const id = specId(day, number)
    return `R .chant/specs/${id}.md .chant/archive/${id.slice(0, 10)}/${id}.md\n`
  })
}

function source(number: number, day: number): string {
  return file(`src/part-${number}.ts`, `export const changedOn = ${day}\n`)
}

/** About as long as chant's own specs: 1.2 KB when written, 2.6 KB with what the agent said. */
function write(id: string, number: number, status: string, decision: string | null = null): string {
  const approval = number === 16 ? `approval:\n  required: true\n  status: ${decision ?? 'pending'}\n` : ''
  const who = decision ? '  by: sarah\n  at: 2026-01-16T19:15:00Z\n' : ''
  const box = status === 'completed' ? 'x' : ' '
  const criteria = Array.from({ length: 6 }, (_, at) => `- [${box}] Part ${at} of ${id} does what it should\n`).join('')
  const said = Array.from(
    { length: 20 },
    (_, at) => `Step ${at} for ${id}: looked, changed, tried, and it holds.\n`,
  ).join('')
  const output = status === 'completed' ? `\n## Agent Output\n\n\`\`\`\n${said}\`\`\`\n` : ''
  const discussion = decision
    ? `\n## Approval Discussion\n\n**sarah** - 2026-01-16 14:15 - ${decision.toUpperCase()}\n${decision === 'rejected' ? 'The figure needs the beta data.\n' : ''}`
    : ''
  const text = `---
type: ${number === 16 ? 'research' : 'code'}
status: ${status}
labels:
- kpi-churn
- team-${number % 4}
target_files:
- src/part-${number}.ts
${status === 'completed' ? 'commits:\n- 0123456\ncompleted_at: 2026-01-14T16:45:00Z\nmodel: haiku\n' : ''}${approval}${who}---
# Part ${number} of ${id}, größer und schneller

${'What has to be done is written here in a few plain sentences. '.repeat(10)}

## Acceptance Criteria

${criteria}${output}${discussion}`
  return file(`.chant/specs/${id}.md`, text)
}

function file(path: string, text: string): string {
  return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`
}
