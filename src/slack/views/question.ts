import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import type { QuestionShown } from '../../usecases/weekly-summary/show-question.ts'
import type { QuestionForm } from '../../usecases/weekly-summary/show-question-form.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import { selectField, textField } from '../blocks/inputs.ts'
import type { Message, Modal } from '../blocks/message.ts'
import { clip, escape, link, mention, plain, quote } from '../blocks/text.ts'

/** A lead's question, in the thread of the check-in it is about. */
export function questionMessage(question: QuestionShown): Message {
  const { questionId, askedBy, keyResultId, text, reply, summaryLink } = question
  const who = reply === null ? `${addressed(question.askedOf)}: ${name(askedBy)}` : name(askedBy)
  const where = summaryLink ? link(summaryLink, 'the summary') : 'the summary'
  return messageOf([
    section(`${who} asks about *${keyResultId}*${answerInWords(question)}:\n${quote(text)}`),
    ...(reply === null
      ? [
          actions('question', button('question:reply', 'Reply', String(questionId), { style: 'primary' })),
          context(`Your reply goes to the thread of ${where}, where ${name(askedBy)} and the team read it.`),
        ]
      : [section(`✓ You replied:\n${quote(reply)}`), context(`It stands in the thread of ${where}.`)]),
  ])
}

/** The reply, back in the summary's thread. */
export function questionAnsweredMessage(question: QuestionShown): Message {
  const { askedBy, askedOf, keyResultId, text, reply } = question
  return messageOf([
    section(
      `${addressed(askedBy)}, ${name(askedOf)} replied about *${keyResultId}*${answerInWords(question)}:\n${quote(reply ?? '')}`,
    ),
    context(`You had asked: ${escape(clip(text, 1000))}`),
  ])
}

/** Which answer, and what to ask. */
export function questionForm({ summaryId, answers }: QuestionForm): Modal {
  const choices = answers.map(({ checkInId, keyResultId, confidence, by, title }) => {
    const text = `${keyResultId} ${confidenceMarks[confidence]} ${confidenceWords[confidence]}, ${by}: ${title}`
    return [String(checkInId), text] as const
  })
  return {
    type: 'modal',
    callback_id: 'question-form',
    private_metadata: JSON.stringify({ summaryId }),
    title: plain('Ask about an answer'),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      selectField({ id: 'answer', label: 'Which answer?' }, choices, { placeholder: 'Choose one' }),
      textField(
        {
          id: 'question',
          label: 'What would you like to know?',
          hint: 'It goes to whoever gave the answer, in their working time. The reply comes to the summary’s thread.',
        },
        { multiline: true, maxLength: 1000, placeholder: 'What would bring this back on track?' },
      ),
    ],
  }
}

export function replyForm({ questionId, askedBy, keyResultId, title, text }: QuestionShown): Modal {
  return {
    type: 'modal',
    callback_id: 'reply-form',
    private_metadata: JSON.stringify({ questionId }),
    title: plain('Reply'),
    submit: plain('Send'),
    close: plain('Cancel'),
    blocks: [
      section(`*${keyResultId}*  ${escape(clip(title, 300))}`),
      section(`${name(askedBy)} asks:\n${quote(text)}`),
      textField(
        { id: 'reply', label: 'Your reply', hint: `${clip(askedBy.name, 60)} and the team read it under the summary.` },
        { multiline: true, maxLength: 2000 },
      ),
    ],
  }
}

function addressed(person: { name: string; slackId: string | null }): string {
  return person.slackId ? mention(person.slackId) : name(person)
}

function name(person: { name: string }): string {
  return escape(clip(person.name, 60))
}

function answerInWords({ confidence }: QuestionShown): string {
  return confidence === null ? '' : ` (${confidenceMarks[confidence]} ${confidenceWords[confidence]})`
}
