import type { ActivityKind } from '../domain/activity.ts'
import type { SpecFacts } from './spec-facts.ts'

/** A spec's file at one time. `facts` null: it is there, but too large to be read. */
export interface SpecVersion {
  archived: boolean
  facts: SpecFacts | null
}

/** What becomes of a spec between two versions of its file, in the order of `activityKinds`. */
export function changesBetween(before: SpecVersion | null, after: SpecVersion): ActivityKind[] {
  // chant archives by moving; what turns up in the archive alone was written elsewhere and is only archived here.
  if (!before) return after.archived ? ['archived'] : ['created', ...stateChanges(null, after.facts)]
  const changes = before.facts ? stateChanges(before.facts, after.facts) : []
  if (after.archived && !before.archived) return [...changes, 'archived']
  if (before.archived && !after.archived && !changes.includes('reopened')) return ['reopened', ...changes]
  return changes
}

function stateChanges(before: SpecFacts | null, after: SpecFacts | null): ActivityKind[] {
  if (!after) return []
  return [...statusChanges(before?.status ?? 'pending', after.status), ...decisionChanges(before, after)]
}

const ended = ['completed', 'cancelled', 'failed', 'needs_attention']
const waiting = ['pending', 'ready', 'blocked']

/** What a change of status means; going back to waiting counts only from an end. */
export function statusChanges(before: string, after: string): ActivityKind[] {
  if (before === after) return []
  const reopened: ActivityKind[] = ended.includes(before) && waiting.includes(after) ? ['reopened'] : []
  if (after === 'in_progress') return ['started', ...(before === 'completed' ? (['reopened'] as const) : [])]
  if (after === 'paused' || after === 'failed' || after === 'needs_attention') return [after]
  if (after === 'completed' || after === 'cancelled') return [after]
  return reopened
}

/** A second rejection in a row is told too: chant writes a new time, and often another name. */
function decisionChanges(before: SpecFacts | null, after: SpecFacts): ActivityKind[] {
  const isSame = before?.approval === after.approval
  if (after.approval === 'approved') return isSame ? [] : ['approved']
  if (after.approval !== 'rejected') return []
  const isAgain = before?.decidedAt !== after.decidedAt || before?.decidedBy !== after.decidedBy
  return isSame && !isAgain ? [] : ['rejected']
}
