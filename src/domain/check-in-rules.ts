import type { Answer, NextAction } from './check-ins.ts'
import type { LocalDate } from './local-time.ts'

/** What of an answer a person can put right, named as the form names it. */
export type AnswerField = 'evidence' | 'risk' | 'next-action' | 'next-action-person' | 'next-action-due'

export type FieldProblems = Partial<Record<AnswerField, string>>

/**
 * What an answer lacks, by field, in a person's words; null when it is whole. On track needs nothing but what it rests
 * on. At risk and off track name the risk, and a next action with a person and a date that is not over; the date that
 * stood before (`before`) may stay, so that a note can still be added on Friday.
 */
export function answerProblems(answer: Answer, today: LocalDate, before: NextAction | null): FieldProblems | null {
  const problems: FieldProblems = {
    ...(answer.evidence.length === 0 && { evidence: 'One line is enough: what makes you say so?' }),
    ...(answer.confidence !== 2 && riskProblems(answer, today, before)),
  }
  return Object.keys(problems).length > 0 ? problems : null
}

function riskProblems({ risk, nextAction }: Answer, today: LocalDate, before: NextAction | null): FieldProblems {
  const due = nextAction?.due ?? null
  const isOver = due !== null && due < today && due !== before?.due
  return {
    ...(risk === null && { risk: 'Choose the closest one.' }),
    ...(nextAction === null && { 'next-action': 'Name one next step, however small.' }),
    ...(nextAction?.person === null && { 'next-action-person': 'Who does it? You, if nobody else.' }),
    ...(nextAction !== null && due === null && { 'next-action-due': 'Until when? Today or later.' }),
    ...(isOver && { 'next-action-due': 'That day is over. Choose today or a later day.' }),
  }
}
