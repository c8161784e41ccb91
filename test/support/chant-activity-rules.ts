import { runGit } from './chant-project.ts'

/** A row of `chant activity`. */
export interface ChantRow {
  minute: string
  author: string
  type: 'CREATED' | 'APPROVED' | 'REJECTED' | 'WORKED' | 'COMPLETED'
  id: string
  description: string
}

/**
 * The rows `chant activity` 0.23 shows for a repository, newest first and with whole ids, by the rules found out from
 * its outputs: which commits it looks at, what it makes of subject and files, and that of each spec and type only the
 * newest row is kept.
 */
export function chantRows(path: string): ChantRow[] {
  const log = runGit(path, ['log', '--all', '--format=%H%x00%an%x00%at%x00%s', '--', '.chant/specs/'])
  const kept = new Map<string, ChantRow & { at: number }>()
  for (const line of log.split('\n').filter(Boolean)) {
    const [sha = '', author = '', seconds = '', subject = ''] = line.split('\0')
    for (const row of rowsOf(path, sha, subject)) {
      const key = `${row.type} ${row.id}`
      const at = Number(seconds)
      if (!kept.has(key)) kept.set(key, { minute: minuteOf(at), author, at, ...row })
    }
  }
  return [...kept.values()].sort((a, b) => b.at - a.at).map(({ at: _at, ...row }) => row)
}

type Row = Pick<ChantRow, 'type' | 'id' | 'description'>

function rowsOf(path: string, sha: string, subject: string): Row[] {
  const rows: Row[] = []
  const work = /chant\((.*?)\):(.*)$/.exec(subject)
  if (work) {
    const [, id = '', text = ''] = work
    if (text.trim().startsWith('finalize')) return [{ type: 'COMPLETED', id, description: text.trim() }]
    rows.push({ type: 'WORKED', id, description: text.trim() })
  }
  const changed = runGit(path, ['diff-tree', '--no-commit-id', '--name-status', '-r', sha])
  const files = changed.split('\n').map((line) => line.split('\t') as [string, string])
  const added = /^chant: Add spec (.*)$/.exec(subject)
  if (added) {
    const [, first] = files.find(([status, file]) => status === 'A' && file.includes('.chant/specs/')) ?? []
    const description = first ? titleIn(show(path, `${sha}:${first}`)) : ''
    return [...rows, { type: 'CREATED', id: added[1] ?? '', description }]
  }
  for (const [status, file = ''] of files) {
    const id = /^\.chant\/specs\/(?:.*\/)?([^/]+)\.md$/.exec(file)?.[1]
    if (!id) continue
    const now = show(path, `${sha}:${file}`)
    const description = titleIn(now)
    if (status === 'A') rows.push({ type: 'CREATED', id, description })
    if (status !== 'M') continue
    const before = show(path, `${sha}^:${file}`)
    for (const verdict of ['approved', 'rejected'] as const) {
      if (approvalIn(now) === verdict && approvalIn(before) !== verdict) {
        rows.push({ type: verdict === 'approved' ? 'APPROVED' : 'REJECTED', id, description })
      }
    }
    if (isCompleted(now) && !isCompleted(before)) rows.push({ type: 'COMPLETED', id, description })
  }
  return rows
}

function show(path: string, object: string): string {
  try {
    return runGit(path, ['show', object])
  } catch {
    return ''
  }
}

function frontmatterOf(text: string): string {
  const end = text.startsWith('---') ? text.indexOf('---', 3) : -1
  return end < 0 ? '' : text.slice(3, end)
}

function approvalIn(text: string): string | undefined {
  return /^approval:.*\n(?:[ \t].*\n)*?[ \t]+status:(.*)$/m.exec(frontmatterOf(text))?.[1]?.trim()
}

function isCompleted(text: string): boolean {
  return /^[ \t]*status: completed[ \t\r]*$/m.test(frontmatterOf(text))
}

function titleIn(text: string): string {
  return /^\s*# (.*)$/m.exec(text.slice(frontmatterOf(text).length))?.[1]?.trim() ?? ''
}

function minuteOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16)
}
