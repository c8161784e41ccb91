import { z } from 'zod'
import { acknowledgeSummary } from '../../usecases/weekly-summary/acknowledge-summary.ts'
import { askAboutAnswer } from '../../usecases/weekly-summary/ask-about-answer.ts'
import { replyToQuestion } from '../../usecases/weekly-summary/reply-to-question.ts'
import { showReplyForm } from '../../usecases/weekly-summary/show-question.ts'
import { showQuestionForm } from '../../usecases/weekly-summary/show-question-form.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { questionForm, replyForm } from '../views/question.ts'

const numbered = z.coerce.number().int().positive()

/** What can be done about a weekly summary: the lead acknowledges it or asks about an answer; whoever gave it replies. */
export function weeklySummaryButtons(edge: Edge): void {
  const { db, clock, defaultZone } = edge

  onPress(edge, 'weekly-summary:acknowledge', ({ value }, by, { inboxKey }) =>
    acknowledgeSummary(db, { summaryId: numbered.parse(value), by, inboxKey }, clock.now()),
  )

  onPress(edge, 'weekly-summary:ask', ({ value }, by) => {
    const shown = showQuestionForm(db, { summaryId: numbered.parse(value), by }, clock.now(), defaultZone)
    return shown.kind === 'form' ? { kind: 'form', view: questionForm(shown.form) } : shown
  })

  onPress(edge, 'question:reply', ({ value }, by) => {
    const shown = showReplyForm(db, { questionId: numbered.parse(value), by })
    return shown.kind === 'form' ? { kind: 'form', view: replyForm(shown.form) } : shown
  })

  onSubmit(edge, {
    callbackId: 'question-form',
    what: 'Your question',
    words: ['question'],
    mainField: 'question',
    doneTitle: 'Asked',
    save({ fields, privateMetadata }, { id: by }, { inboxKey }) {
      const { summaryId } = z.object({ summaryId: z.number() }).parse(JSON.parse(privateMetadata))
      const { answer, question } = fields
      if (!answer) return { kind: 'invalid', errors: { answer: 'Choose the answer you mean.' } }
      const asking = { summaryId, checkInId: numbered.parse(answer), text: question ?? '', by, inboxKey }
      const now = clock.now()
      const outcome = askAboutAnswer(db, asking, now, defaultZone)
      if (outcome.kind !== 'asked') return outcome
      const when = outcome.at <= now ? 'now' : `at ${outcome.atText} their time, when they work`
      return { kind: 'asked', remark: `${outcome.name} gets it ${when}. The reply comes to the summary’s thread.` }
    },
  })

  onSubmit(edge, {
    callbackId: 'reply-form',
    what: 'Your reply',
    words: ['reply'],
    mainField: 'reply',
    save({ fields, privateMetadata }, { id: by }, { inboxKey }) {
      const { questionId } = z.object({ questionId: z.number() }).parse(JSON.parse(privateMetadata))
      return replyToQuestion(db, { questionId, by, text: fields['reply'] ?? '', inboxKey }, clock.now())
    },
  })
}
