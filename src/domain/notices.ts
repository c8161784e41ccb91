import type { KeyResultId, KpiId, PersonId, TeamId } from './ids.ts'
import type { LocalDate } from './local-time.ts'

/**
 * A message we owe somebody, named by ids: it is rendered when it is sent, so a retried message is current.
 * What each one looks like is in `slack/views`.
 */
export type Notice =
  | { kind: 'check-in-request'; requestId: number }
  | { kind: 'check-in-added'; requestId: number; onBehalfOf: PersonId }
  | { kind: 'check-in-reminder'; requestId: number; number: 1 | 2 }
  | { kind: 'asked-again'; requestId: number }
  | { kind: 'weekly-summary'; summaryId: number }
  | { kind: 'question'; questionId: number }
  | { kind: 'question-answered'; questionId: number }
  | { kind: 'leaver'; personId: PersonId; teamId: TeamId; cycleId: number }
  | { kind: 'ask-preview'; teamId: TeamId; cycleId: number }
  | { kind: 'hand-over-offer'; handOverId: number }
  | { kind: 'hand-over-answer'; handOverId: number; personId: PersonId }
  | { kind: 'daily-report'; reportId: number; post: number }
  | { kind: 'not-saved'; keyResultId: KeyResultId; why: string }
  | { kind: 'not-taken'; what: string; why: string; words: string }
  | { kind: 'crossing'; crossingId: number }
  | { kind: 'readings-wanted'; personId: PersonId; kpis: readonly { kpiId: KpiId; due: LocalDate }[] }
  | { kind: 'approval'; approvalId: number }
  | { kind: 'approval-news'; newsId: number }
  | { kind: 'approval-reminder'; approvalId: number; number: 0 | 1 | 2; personId: PersonId }
  | { kind: 'results-wanted'; personId: PersonId; approvalIds: readonly number[] }
  | { kind: 'chant-files'; id: number }
  | { kind: 'chant-files-wait'; id: number }
  | { kind: 'admin-alert'; title: string; text: string }
