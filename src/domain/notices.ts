import type { KeyResultId, PersonId, TeamId } from './ids.ts'

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
  | { kind: 'hand-over-answer'; handOverId: number }
  | { kind: 'not-saved'; keyResultId: KeyResultId; why: string }
  | { kind: 'admin-alert'; title: string; text: string }
