/** Spec files as chant writes them, and the changes chant makes to them. */
import { parse } from 'yaml'

export interface SpecHead {
  type: string
  labels?: readonly string[]
  dependsOn?: readonly string[]
  informedBy?: readonly string[]
  targetFiles?: readonly string[]
  members?: readonly string[]
  schedule?: string
}

export function specFile(
  { type, labels, dependsOn, informedBy, targetFiles, members, schedule }: SpecHead,
  body: string,
): string {
  return [
    '---',
    `type: ${type}`,
    'status: pending',
    ...list('depends_on', dependsOn),
    ...list('labels', labels),
    ...list('target_files', targetFiles),
    ...list('informed_by', informedBy),
    ...list('members', members),
    ...(schedule ? [`schedule: ${schedule}`] : []),
    '---',
    body.trim(),
  ].join('\n')
}

export function statusOf(text: string): string {
  return /^status: (\S+)$/m.exec(text)?.[1] ?? 'pending'
}

/** What the frontmatter says; a file that cannot be read says nothing. */
export function headOfSpec(text: string): Required<Pick<SpecHead, 'type' | 'labels' | 'dependsOn' | 'informedBy'>> & {
  targetFiles: readonly string[]
} {
  const end = text.indexOf('\n---\n', 4)
  let said: Record<string, unknown> = {}
  try {
    said = (parse(text.slice(4, end)) ?? {}) as typeof said
  } catch {
    // somebody is in the middle of writing it
  }
  const lines = (name: string) => (Array.isArray(said[name]) ? said[name].map(String) : [])
  return {
    type: String(said['type'] ?? 'code'),
    labels: lines('labels'),
    dependsOn: lines('depends_on'),
    informedBy: lines('informed_by'),
    targetFiles: lines('target_files'),
  }
}

export function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1]?.trim() ?? ''
}

/** How a spec was decided on; null while nobody has. */
export function decisionIn(text: string): 'approved' | 'rejected' | null {
  const block = /^approval:\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? ''
  const status = /^ {2}status: (approved|rejected)$/m.exec(block)?.[1]
  return status === 'approved' || status === 'rejected' ? status : null
}

export function withStatus(text: string, status: string): string {
  return text.replace(/^status: .*$/m, `status: ${status}`)
}

/** As chant finishes a spec: every box ticked, when and with which model, what the agent said last. */
export function completed(text: string, at: string, said: string): string {
  const done = withField(withStatus(text, 'completed'), 'completed_at', at).replaceAll('- [ ]', '- [x]')
  return `${withField(done, 'model', 'haiku')}\n\n## Agent Output\n\n${at}\n\n\`\`\`\n${said}\n\`\`\``
}

/** As `chant approve` and `chant reject` write it; chant runs on a machine whose clock shows UTC. */
export function decided(
  text: string,
  verdict: 'approved' | 'rejected',
  { by, at, reason }: { by: string; at: string; reason?: string },
): string {
  const block = `approval:\n  required: ${/^ {2}required: true$/m.test(text)}\n  status: ${verdict}\n  by: ${by}\n  at: ${at}\n`
  const bare = text.replace(/^approval:\n(?: {2}.*\n)+/m, '')
  const end = bare.indexOf('\n---\n', 4) + 1
  const entry = `**${by}** - ${at.slice(0, 16).replace('T', ' ')} - ${verdict.toUpperCase()}${reason ? `\n${reason}` : ''}`
  return withEntry(`${bare.slice(0, end)}${block}${bare.slice(end)}`, entry)
}

/** At the end of the discussion, wherever that stands, else under a new heading at the end of the file. */
function withEntry(text: string, entry: string): string {
  const heading = '\n## Approval Discussion\n'
  const begins = text.indexOf(heading)
  if (begins < 0) return `${text}\n${heading}\n${entry}`
  const next = text.indexOf('\n## ', begins + heading.length)
  const [before, behind] = next < 0 ? [text, ''] : [text.slice(0, next), text.slice(next)]
  return `${before.trimEnd()}\n\n${entry}${behind === '' ? '' : `\n${behind}`}`
}

export function withField(text: string, name: string, value: string): string {
  const line = `${name}: ${value}`
  const present = new RegExp(`^${name}: .*$`, 'm')
  if (present.test(text)) return text.replace(present, line)
  const end = text.indexOf('\n---\n', 4) + 1
  return `${text.slice(0, end)}${line}\n${text.slice(end)}`
}

/** One more item at the end of a list of the frontmatter, unless it is there. */
export function withItem(text: string, name: string, item: string): string {
  const list = new RegExp(`^${name}:\\n(?:- .*\\n)+`, 'm').exec(text)?.[0]
  if (list?.includes(`- ${item}\n`)) return text
  if (list) return text.replace(list, () => `${list}- ${item}\n`)
  const end = text.indexOf('\n---\n', 4) + 1
  return `${text.slice(0, end)}${name}:\n- ${item}\n${text.slice(end)}`
}

function list(name: string, items: readonly string[] = []): string[] {
  return items.length === 0 ? [] : [`${name}:`, ...items.map((item) => `- ${item}`)]
}
