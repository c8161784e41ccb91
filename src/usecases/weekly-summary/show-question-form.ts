import type { Confidence } from '../../domain/check-ins.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { peopleById } from '../../storage/people.ts'
import { getSummary } from '../../storage/summaries.ts'
import { getTeam } from '../../storage/teams.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { whyNotLead } from '../may-lead.ts'
import { teamWeeks } from '../team-weeks/team-weeks.ts'

/** Which answers can be asked about, the worst first. */
export interface QuestionForm {
  summaryId: number
  answers: { checkInId: number; keyResultId: KeyResultId; confidence: Confidence; by: string; title: string }[]
}

export function showQuestionForm(
  db: Db,
  { summaryId, by }: { summaryId: number; by: PersonId },
  now: Date,
  defaultZone: Zone,
): { kind: 'form'; form: QuestionForm } | Refused {
  const summary = getSummary(db, summaryId)
  if (!summary) return refused('This summary is gone.')
  const why = whyNotLead(db, by, summary.teamId)
  if (why) return refused(why)
  const zone = getTeam(db, summary.teamId).zone ?? defaultZone
  const calendar = loadCheckInCalendar(db, defaultZone)
  const week = teamWeeks(db, calendar, summary.teamId, localDateAt(summary.plannedAt, zone)).of(summary.week, now)
  const answered = week.flatMap(({ keyResult, said }) => (said ? [{ keyResult, said }] : []))
  const people = peopleById(
    db,
    answered.map(({ said }) => said.by),
  )
  const answers = answered
    .map(({ keyResult, said }) => ({
      checkInId: said.checkInId,
      keyResultId: keyResult.id,
      confidence: said.answer.confidence,
      by: people.get(said.by)?.name ?? '',
      title: keyResult.title,
    }))
    .sort((a, b) => a.confidence - b.confidence)
  if (answers.length === 0) return refused('Nobody has answered yet. `status missing` shows who was asked.')
  return { kind: 'form', form: { summaryId, answers } }
}
