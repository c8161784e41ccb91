import type { ActivityKind } from '../../domain/activity.ts'
import type { ApprovalId, ApprovalKind, Standing } from '../../domain/approvals.ts'
import type { Verdict } from '../../domain/chant-writing.ts'
import type { Confidence } from '../../domain/check-ins.ts'
import type { FindingContent } from '../../domain/findings/content.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { SpecId } from '../../domain/specs.ts'

/** An approval as its card shows it. Texts of specs and findings are markdown as it was written, people's words are plain. */
export interface ApprovalShown {
  id: ApprovalId
  kind: ApprovalKind
  round: number
  /** What the buttons are bound to: a press that names another version is about content that is not there any more. */
  version: number
  repository: string
  /** False: there is one repository only, and its name says nothing. */
  isOneOfSeveral: boolean
  specId: SpecId
  title: string
  /** The spec's own body and the files it was to write, as they stand now. */
  content: FindingContent
  /** True: the whole text of the findings stands in the thread, because it is too long for the card. */
  isInThread: boolean
  criteria: { checked: number; total: number }
  informedBy: readonly string[]
  keyResults: readonly {
    id: KeyResultId
    title: string
    progress: string
    /** What its owner last said; null: nothing yet. */
    confidence: Confidence | null
  }[]
  who: WhoDecides
  openedAt: Date
  expiresAt: Date | null
  standing: Standing
  /** Why it ended without a decision. */
  closedBecause: string | null
  /** The decision that counts, made or on its way. */
  decision: DecisionShown | null
  /** Those who have said yes to this version so far, where more than one has to. */
  votes: readonly string[]
  /** How often the content changed before it was decided on: 0, never. */
  changes: number
  /** True: it was approved, has changed since, and nobody has said what that means. */
  hasChangedSince: boolean
  /** The rounds before, first to last. */
  earlier: readonly EarlierRound[]
  /** What is different since the round before, in a sentence; null in a first round. */
  difference: string | null
  /** The round after this one, when there is one. */
  next: { round: number; link: string | null } | null
  /** Why a decision could not be written for now (chant is not installed …); null when it can. */
  chantProblem: string | null
  /** Work on what was approved. */
  drivers: readonly DriverShown[]
  /** True: approved, a finding, and nobody has made a driver spec of it yet. */
  wantsDriver: boolean
  /** May be taken back: no work that depends on it has begun. */
  canBeWithdrawn: boolean
}

/** Who may decide, and why they. */
export interface WhoDecides {
  /** In the rule's order; `groupId` for a user group, whose members may. */
  approvers: readonly { name: string; slackId: string | null; groupId: string | null }[]
  fallback: readonly { name: string; slackId: string | null; groupId: string | null }[]
  /** Every approver is away: the fallback may decide too. */
  isFallbackNeeded: boolean
  quorum: number
  /** `the approvals rule for kpi-churn`, `nobody is named for it, and Sarah leads Retention`. */
  because: string
}

export interface DecisionShown {
  id: number
  verdict: Verdict
  kind: 'decision' | 'withdrawal' | 'second-thought'
  byName: string
  bySlackId: string | null
  at: Date
  reason: string | null
  isOutside: boolean
  /** What stands in the way of writing it; null when nothing does. */
  problem: string | null
  commit: string | null
}

export interface EarlierRound {
  round: number
  /** As it ended; `approved` may also have been taken back since. */
  outcome: string
  byName: string | null
  at: Date | null
  reason: string | null
  link: string | null
}

export interface DriverShown {
  specId: SpecId
  title: string | null
  status: string
  completed: number
  total: number
}

/** One thing told in an approval's thread. */
export type NewsShown =
  | { kind: 'findings'; title: string; markdown: string; part: number; parts: number }
  | {
      kind: 'question'
      byName: string
      bySlackId: string | null
      text: string
      asks: readonly { slackId: string | null; name: string }[]
    }
  | {
      kind: 'changed'
      /** When it changed: while it waited, after it was approved, or from the round before to this one. */
      when: 'waiting' | 'approved' | 'rejected'
      before: FindingContent
      after: FindingContent
      approvers: WhoDecides['approvers']
    }
  | { kind: 'still-fine'; byName: string; note: string | null }
  | { kind: 'decided'; decision: DecisionShown; title: string }
  | { kind: 'void'; decision: DecisionShown; why: string }
  | { kind: 'vote'; byName: string; votes: readonly string[]; quorum: number }
  | { kind: 'expired'; title: string }
  | { kind: 'gone'; why: string }
  | { kind: 'next-round'; round: number; link: string | null; verdict: Verdict | null }
  | { kind: 'driver'; driver: DriverShown }
  | {
      kind: 'work'
      events: readonly { specId: SpecId; event: ActivityKind; title: string | null; note: string | null }[]
      drivers: readonly DriverShown[]
    }

/** The direct message that tells somebody that a decision of theirs is waited for. */
export interface ApprovalReminderShown {
  approvalId: ApprovalId
  /** As on the card: what its button to read is bound to. */
  version: number
  /** 0: it has just been opened, and there is no channel that would say so. */
  number: 0 | 1 | 2
  title: string
  specId: SpecId
  kind: ApprovalKind
  /** `1 day`, `3 days`. */
  waits: string
  keyResults: readonly KeyResultId[]
  /** The card, where this person can see it. */
  link: string | null
  because: string
  expiresAt: Date | null
  votes: readonly string[]
  quorum: number
}

/** The findings of `/okr findings`. */
export interface FindingsShown {
  /** As it was asked: what waits, what was decided, or one key result's. */
  filter: { kind: 'pending' } | { kind: 'decided' } | { kind: 'all' } | { kind: 'key-result'; id: KeyResultId }
  findings: readonly FindingLine[]
  chantProblem: string | null
}

export interface FindingLine {
  approvalId: ApprovalId
  /** As on the card: what its button to read is bound to. */
  version: number
  kind: ApprovalKind
  title: string
  specId: SpecId
  repository: string
  round: number
  standing: Standing
  keyResults: readonly KeyResultId[]
  openedAt: Date
  /** Who decided, or who may. */
  who: readonly string[]
  decidedAt: Date | null
  reason: string | null
  link: string | null
  drivers: readonly DriverShown[]
  /** True: whoever asks may decide on it now. */
  isMine: boolean
}

/** One finding to read: everything, and what was said. */
export interface FindingToRead {
  approval: ApprovalShown
  /** What was said in the thread and with the decisions, in order. */
  discussion: readonly {
    byName: string
    at: Date
    text: string
    what: 'remark' | 'question' | 'approved' | 'rejected' | 'note' | 'result'
  }[]
}

/** Whoever decides, as forms name them. */
export interface DecisionForm {
  approvalId: ApprovalId
  version: number
  /** The decision that is taken back; null in every other form. */
  decisionId: number | null
  title: string
  specId: SpecId
  personId: PersonId
  /** What was typed before and could not be saved. */
  typed: string
  restoredFrom: Date | null
}
