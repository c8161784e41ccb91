/** Spec files as chant writes them, and the changes chant makes to them. */

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
  const heading = text.includes('## Approval Discussion') ? '' : '\n\n## Approval Discussion'
  return `${bare.slice(0, end)}${block}${bare.slice(end)}${heading}\n\n${entry}`
}

export function withField(text: string, name: string, value: string): string {
  const line = `${name}: ${value}`
  const present = new RegExp(`^${name}: .*$`, 'm')
  if (present.test(text)) return text.replace(present, line)
  const end = text.indexOf('\n---\n', 4) + 1
  return `${text.slice(0, end)}${line}\n${text.slice(end)}`
}

/** One more item at the end of a list of the frontmatter. */
export function withItem(text: string, name: string, item: string): string {
  return text.replace(new RegExp(`^(${name}:\\n(?:- .*\\n)+)`, 'm'), `$1- ${item}\n`)
}

function list(name: string, items: readonly string[] = []): string[] {
  return items.length === 0 ? [] : [`${name}:`, ...items.map((item) => `- ${item}`)]
}
