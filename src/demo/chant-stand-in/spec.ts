import { Document, parse } from 'yaml'

/** A spec as the stand-in keeps it between loading and saving. */
export interface StandInSpec {
  id: string
  /** In the order in which they are saved; unknown ones are gone. */
  fields: Record<string, unknown>
  body: string
}

/** Fields in the order in which chant saves them; whatever else a file says is dropped. */
const order = [
  'type',
  'status',
  'depends_on',
  'labels',
  'target_files',
  'context',
  'prompt',
  'branch',
  'commits',
  'completed_at',
  'model',
  'tracks',
  'informed_by',
  'origin',
  'schedule',
  'source_branch',
  'target_branch',
  'conflicting_files',
  'blocked_specs',
  'original_spec',
  'last_verified',
  'verification_status',
  'verification_failures',
  'replayed_at',
  'replay_count',
  'original_completed_at',
  'approval',
  'members',
  'output_schema',
  'public',
  'derived_fields',
  'retry_state',
]
const lists = new Set(
  'labels target_files context commits members tracks informed_by origin conflicting_files blocked_specs verification_failures derived_fields'.split(
    ' ',
  ),
)
const types = ['code', 'task', 'driver', 'documentation', 'research', 'group']
const statuses = 'pending in_progress paused completed failed needs_attention ready blocked cancelled'.split(' ')
const approvals = ['pending', 'approved', 'rejected']

/**
 * Reads a spec as chant does: the whole text trimmed, frontmatter up to the next `---` wherever that stands, defaults
 * where there is none (a byte order mark hides it). Throws when a value is not one chant knows.
 */
export function readSpec(id: string, text: string): StandInSpec {
  // A byte order mark is no blank here, as it is none to chant.
  const whole = trim(text)
  const end = whole.startsWith('---') ? whole.indexOf('---', 3) : -1
  if (end < 0) return { id, fields: { type: 'code', status: 'pending' }, body: whole }
  const said: unknown = parse(whole.slice(3, end), { schema: 'core', logLevel: 'silent' }) ?? {}
  if (typeof said !== 'object' || said === null || Array.isArray(said)) throw new Error('not a map')
  return { id, fields: knownFields(said as Record<string, unknown>), body: trim(whole.slice(end + 3), 'start') }
}

/** The file chant saves: keys in its own order, lists not indented, no blank line behind the frontmatter. */
export function specFile({ fields, body }: StandInSpec): string {
  const sorted = order.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]] as const]))
  const yaml = new Document(Object.fromEntries(sorted), { version: '1.2' }).toString({
    singleQuote: true,
    lineWidth: 0,
    indentSeq: false,
    flowCollectionPadding: false,
  })
  return `---\n${yaml}---\n${body}`
}

/** A decision in a spec: the approval's fields, and an entry in its discussion, whatever the reason contains. */
export function decided(
  spec: StandInSpec,
  { verdict, by, reason, now }: { verdict: 'approved' | 'rejected'; by: string; reason?: string; now: Date },
): StandInSpec {
  const { required = false } = approvalOf(spec)
  const at = `${now.toISOString().slice(0, 19)}Z`
  const entry = `**${by}** - ${localMinute(now)} - ${verdict.toUpperCase()}${reason === undefined ? '' : `\n${reason}`}`
  return {
    ...spec,
    fields: { ...spec.fields, approval: { required, status: verdict, by, at } },
    body: withEntry(spec.body, entry),
  }
}

export function approvalOf({ fields }: StandInSpec): { required?: boolean; status?: string; by?: string } {
  return (fields['approval'] ?? {}) as { required?: boolean; status?: string; by?: string }
}

export function dependsOn({ fields }: StandInSpec): string[] {
  return (fields['depends_on'] ?? []) as string[]
}

/** The boxes of the acceptance criteria that are not part of another one. */
export function topCriteria(body: string): string[] {
  const [, section = ''] = /^## Acceptance Criteria.*\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(body) ?? []
  return [...section.matchAll(/^- \[[ xX]\] (.*)$/gm)].map(([, text = '']) => text.trim())
}

/** At the end of the section that these words seem to begin, or under a new heading at the end. */
function withEntry(body: string, entry: string): string {
  const heading = '## Approval Discussion'
  const start = body.indexOf(heading)
  if (start < 0) return `${body}\n\n${heading}\n\n${entry}`
  const next = body.indexOf('\n## ', start + heading.length)
  const [before, behind] = next < 0 ? [body, ''] : [body.slice(0, next), body.slice(next)]
  return `${trim(before, 'end')}\n\n${entry}${behind}`
}

function knownFields(said: Record<string, unknown>): Record<string, unknown> {
  const { type = 'code', status = 'pending', ...rest } = said
  if (!types.includes(String(type)) || !statuses.includes(String(status))) throw new Error('unknown word')
  const fields: Record<string, unknown> = { type, status }
  for (const [key, value] of Object.entries(rest)) {
    if (value === null || !order.includes(key)) continue
    if (key === 'depends_on') fields[key] = typeof value === 'string' ? [value] : texts(value)
    else if (lists.has(key)) fields[key] = texts(value)
    else if (key === 'approval') fields[key] = approval(value)
    else if (key === 'public' || key === 'replay_count' || key === 'retry_state') fields[key] = value
    else if (key === 'model') fields[key] = shortModel(text(value))
    else fields[key] = text(value)
  }
  return fields
}

function approval(value: unknown): unknown {
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error('approval is no map')
  const { required = false, status = 'pending', by, at } = value as Record<string, unknown>
  if (typeof required !== 'boolean' || !approvals.includes(String(status))) throw new Error('unknown approval')
  return { required, status, ...(by == null ? {} : { by: text(by) }), ...(at == null ? {} : { at: text(at) }) }
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Error('not a list')
  return value.map(text)
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('not a text')
  return value
}

function shortModel(model: string): string {
  return ['opus', 'sonnet', 'haiku'].find((word) => model.includes(word)) ?? model
}

/** As people read it where the machine stands (`TZ`), to the minute. */
function localMinute(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${date} ${two(now.getHours())}:${two(now.getMinutes())}`
}

/** Blanks at the ends go; a byte order mark, which JavaScript takes for one, stays. */
function trim(text: string, where: 'start' | 'end' | 'both' = 'both'): string {
  const start = where === 'end' ? text : text.replace(/^(?!\ufeff)\s(?:(?!\ufeff)\s)*/, '')
  return where === 'start' ? start : start.replace(/(?:(?!\ufeff)\s)+$/, '')
}
