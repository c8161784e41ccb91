import type { ActivityKind } from './activity.ts'
import type { SpecId } from './specs.ts'

/** What can be told in an approval's thread. */
export type ApprovalNews =
  /** One part of the findings' text, which is too long for the card. */
  | { kind: 'findings'; version: number; part: number; parts: number }
  /** *Needs work*: somebody asks before deciding. */
  | { kind: 'question'; text: string }
  /** The content changed before anybody decided: the buttons are for the new one. */
  | { kind: 'changed'; from: number; to: number }
  /** A new round: what is different since the one before. */
  | { kind: 'revised'; before: number; version: number }
  /** The content changed after it was approved. */
  | { kind: 'changed-since'; from: number; to: number }
  | { kind: 'still-fine'; version: number; note: string | null }
  | { kind: 'decided'; decisionId: number }
  /** A decision that chant does not have after all: somebody was first, or the content had changed. */
  | { kind: 'void'; decisionId: number; why: string }
  | { kind: 'vote'; version: number }
  | { kind: 'expired' }
  | { kind: 'gone'; why: string }
  /** Where it goes on: the approval of the next round. */
  | { kind: 'next-round'; approvalId: number }
  | { kind: 'driver'; specId: SpecId }
  /** Work on what was approved. */
  | {
      kind: 'work'
      events: readonly { specId: SpecId; event: ActivityKind; title: string | null; note: string | null }[]
    }
