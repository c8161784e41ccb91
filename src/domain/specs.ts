/** What chant calls a spec: a markdown file in `.chant/specs` or `.chant/archive`. Its id is the file's name without `.md`. */
export type SpecId = string

export const specTypes = ['code', 'task', 'driver', 'documentation', 'research', 'group'] as const

export const specStatuses = [
  'pending',
  'in_progress',
  'paused',
  'completed',
  'failed',
  'needs_attention',
  'ready',
  'blocked',
  'cancelled',
] as const
export type SpecStatus = (typeof specStatuses)[number]

export const approvalStatuses = ['pending', 'approved', 'rejected'] as const
export type ApprovalStatus = (typeof approvalStatuses)[number]

/** chant's `approval:` block. It stands beside the status, and a rejection lives only here. */
export interface SpecApproval {
  required: boolean
  status: ApprovalStatus
  by: string | null
  at: Date | null
}

export interface Spec {
  id: SpecId
  /** Null when no line of the body begins with `# `. */
  title: string | null
  /** One of `specTypes`, or a word that only older versions of chant know. */
  type: string
  status: SpecStatus
  labels: readonly string[]
  dependsOn: readonly SpecId[]
  /** As the driver's file lists them; chant itself goes by ids (see `driverOf`). */
  members: readonly SpecId[]
  informedBy: readonly string[]
  targetFiles: readonly string[]
  completedAt: Date | null
  approval: SpecApproval | null
  /** Boxes of the last "Acceptance Criteria" section. */
  criteria: { checked: number; total: number }
  archived: boolean
  /** Why chant will not treat this file as it reads, in a sentence; null when all is well. */
  warning: string | null
}

/** The driver a member belongs to: what stands before the first dot that a digit follows. Null for every other id. */
export function driverOf(id: SpecId): SpecId | null {
  const dot = id.indexOf('.')
  return dot > 0 && /^\d/.test(id.slice(dot + 1)) ? id.slice(0, dot) : null
}

/** Every member with its driver, by id as chant does it and by the `members:` that a driver's file lists. */
export function driversOf(specs: Iterable<Pick<Spec, 'id' | 'members'>>): Map<SpecId, SpecId> {
  const drivers = new Map<SpecId, SpecId>()
  for (const { id, members } of specs) {
    const driver = driverOf(id)
    if (driver !== null) drivers.set(id, driver)
    for (const member of members) if (member !== id && !drivers.has(member)) drivers.set(member, id)
  }
  return drivers
}

/** How far a driver is: members completed, of those that were not cancelled. */
export function driverProgress(driver: SpecId, specs: readonly Spec[]): { completed: number; total: number } {
  const drivers = driversOf(specs)
  const members = specs.filter(({ id, status }) => drivers.get(id) === driver && status !== 'cancelled')
  return { completed: members.filter(({ status }) => status === 'completed').length, total: members.length }
}
