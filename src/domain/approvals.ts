import type { Verdict } from './chant-writing.ts'
import type { PersonId } from './ids.ts'
import type { ApprovalStatus, SpecApproval, SpecId } from './specs.ts'

export type ApprovalId = number

/** A finding of completed research, or other work that chant does not touch before somebody approves it. */
export const approvalKinds = ['finding', 'release'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

/** How an approval ended. `gone`: there was nothing to decide on any more. */
export const approvalOutcomes = ['approved', 'rejected', 'expired', 'gone'] as const
export type ApprovalOutcome = (typeof approvalOutcomes)[number]

/** One request to decide on the content of one spec. Changed content after it ended is another round. */
export interface Approval {
  id: ApprovalId
  repository: string
  specId: SpecId
  round: number
  /** The approval of the round before, of the same spec or of one whose discussion this one is informed by. */
  follows: ApprovalId | null
  kind: ApprovalKind
  title: string
  /** Counts what its content has been since it was opened. */
  version: number
  fingerprint: string
  /** The version that was decided on, or found to be still fine; null while nothing was decided. */
  settledVersion: number | null
  /** The spec's approval as far as we have taken account of it. */
  seen: SpecApproval | null
  openedAt: Date
  expiresAt: Date | null
  closedAt: Date | null
  outcome: ApprovalOutcome | null
  /** Why it is gone. */
  closedBecause: string | null
  /** Where the card is posted, as the rule or the team names it; null: to `askedId`, by direct message. */
  channel: string | null
  askedId: PersonId | null
}

/** How far a decision is: on its way to chant, verified in HEAD, waiting for a person, or without effect. */
export const decisionStates = ['telling', 'written', 'stuck', 'void'] as const
export type DecisionState = (typeof decisionStates)[number]

/** What somebody decided, with everything chant is told about it. The newest that is not void counts. */
export interface Decision {
  id: number
  approvalId: ApprovalId
  /** The first is the decision; later ones take it back, or come after the content changed. */
  number: number
  version: number
  verdict: Verdict
  reason: string | null
  /** Null: made outside, by somebody we do not know. */
  personId: PersonId | null
  /** As chant has it: `--by`. */
  byName: string
  isOutside: boolean
  kind: 'decision' | 'withdrawal' | 'second-thought'
  decidedAt: Date
  state: DecisionState
  /** What stands in the way, in a sentence; null when nothing does. */
  problem: string | null
  commit: string | null
  writtenAt: Date | null
}

/** What an approval is at, for whoever looks at its card. */
export type Standing = 'open' | 'deciding' | 'stuck' | ApprovalOutcome

export function standingOf({ outcome }: Pick<Approval, 'outcome'>, latest: Pick<Decision, 'state'> | null): Standing {
  if (latest?.state === 'telling') return 'deciding'
  if (latest?.state === 'stuck') return 'stuck'
  return outcome ?? 'open'
}

/** True when the content has changed after it was approved, and nobody has said since what that means. */
export function hasChangedSince({
  outcome,
  version,
  settledVersion,
}: Pick<Approval, 'outcome' | 'version' | 'settledVersion'>): boolean {
  return outcome === 'approved' && settledVersion !== null && version > settledVersion
}

/** Whether two readings of a spec's approval are the same one. */
export function isSameApproval(one: SpecApproval | null, other: SpecApproval | null): boolean {
  return key(one) === key(other)
}

function key(approval: SpecApproval | null): string {
  const status: ApprovalStatus = approval?.status ?? 'pending'
  // What nobody has decided on is the same however its block is written.
  if (status === 'pending' || approval === null) return 'pending'
  return `${status} ${approval.by ?? ''} ${approval.at?.getTime() ?? ''}`
}

/** When approvers are reminded: hours after it was opened. */
export const reminderHours = { 1: 24, 2: 72 } as const
export type ReminderNumber = keyof typeof reminderHours

/** Somebody who would decide, as they are now. */
export interface Decider {
  id: PersonId
  name: string
  isGuest: boolean
  isExternal: boolean
  isDeactivated: boolean
}

/** Who may decide on something now. */
export interface Deciders {
  /** Those the rule names, or the lead when it names nobody who is here. */
  approvers: readonly PersonId[]
  /** May decide while every approver is away. */
  fallback: readonly PersonId[]
  isFallbackNeeded: boolean
  /** Null: anybody may who is an approver; else whoever asked for it, who may not. */
  mayNot: PersonId | null
}

/**
 * Why somebody may not decide, in a sentence for them alone; null when they may. Being in the channel, and being an
 * admin, grant nothing. `who`: the names of those who may, for the sentence.
 */
export function whyNotDecide(decider: Decider, deciders: Deciders, who: string): string | null {
  if (decider.isDeactivated) return 'Your account is deactivated, so nothing was changed.'
  if (decider.isExternal) return 'People of other workspaces cannot decide on findings. Nothing was changed.'
  if (decider.isGuest) return 'Guests cannot decide on findings. Nothing was changed.'
  if (deciders.mayNot === decider.id) {
    return `You asked for this research, and whoever asks does not decide here. ${who} can. Nothing was changed.`
  }
  const isApprover = deciders.approvers.includes(decider.id)
  const isFallback = deciders.fallback.includes(decider.id)
  if (!isApprover && !isFallback) return `${who} can decide on this. Nothing was changed.`
  if (!isApprover && !deciders.isFallbackNeeded) {
    return `${who} can decide on this; you stand in only while they are away. Nothing was changed.`
  }
  return null
}

/** Longest reason and question: what Slack's fields take and people read. */
export const longestReason = 2000
