import type { KnownBlock } from '@slack/types'
import { longestReason } from '../../domain/approvals.ts'
import type { DecisionForm } from '../../usecases/approvals/shown.ts'
import { context, section } from '../blocks/blocks.ts'
import { textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { specCode } from './approval-words.ts'
import { restoredNote } from './restored-note.ts'

/** Asks why it is rejected. `isSecondThought`: it was approved, and has changed since. */
export function rejectForm(form: DecisionForm, { isSecondThought = false } = {}): Modal {
  return decisionForm(form, {
    callback: isSecondThought ? 'approval-reject-now' : 'approval-reject',
    title: 'Reject',
    submit: 'Reject',
    blocks: [
      textField(
        {
          id: 'reason',
          label: isSecondThought ? 'Why does the approval not stand any more?' : 'Why do you reject it?',
          hint: 'It goes to the agent that revises it, and into git, where it stays.',
        },
        {
          initial: form.typed,
          multiline: true,
          maxLength: longestReason,
          placeholder: 'What is missing? What would change your mind?',
        },
      ),
      context(
        isSecondThought
          ? 'chant records the rejection as your decision. The approval before it stays in the history.'
          : 'chant records it as your decision. When it has been revised, a new round opens with this reason beside it.',
      ),
    ],
  })
}

/** Asks something before anything is decided. */
export function needsWorkForm(form: DecisionForm): Modal {
  return decisionForm(form, {
    callback: 'approval-needs-work',
    title: 'Needs work',
    submit: 'Ask',
    blocks: [
      textField(
        {
          id: 'question',
          label: 'What do you need before you can decide?',
          hint: 'It goes into the thread, where those who worked on it are told. What is said there is kept for the agent.',
        },
        {
          initial: form.typed,
          multiline: true,
          maxLength: longestReason,
          placeholder: 'Does the figure for integrations hold for small teams, too?',
        },
      ),
      context('Nothing is decided with this: the buttons stay.'),
    ],
  })
}

/** Asks why a decision is taken back. */
export function withdrawForm(form: DecisionForm): Modal {
  return decisionForm(form, {
    callback: 'approval-withdraw',
    title: 'Withdraw decision',
    submit: 'Withdraw',
    blocks: [
      textField(
        {
          id: 'reason',
          label: 'Why do you take it back?',
          hint: 'It stands in the thread, and with the decision for whoever researches next.',
        },
        {
          initial: form.typed,
          multiline: true,
          maxLength: longestReason,
          placeholder: 'What do you know now that you did not know then?',
        },
      ),
      context(
        'chant knows approved and rejected, and nothing between: it records the opposite of your decision, as yours, now. This works until work that depends on it has begun.',
      ),
    ],
  })
}

/** Says that an approval stands though what was approved has changed. */
export function stillFineForm(form: DecisionForm): Modal {
  return decisionForm(form, {
    callback: 'approval-still-fine',
    title: 'Still fine',
    submit: 'Still fine',
    blocks: [
      textField(
        {
          id: 'note',
          label: 'Anything to add?',
          hint: 'It is kept with the discussion, beside what changed.',
          optional: true,
        },
        {
          initial: form.typed,
          multiline: true,
          maxLength: longestReason,
          placeholder: 'Only a typing error was corrected',
        },
      ),
      context('The approval stands for the text as it is now. chant has it already, so nothing is written there.'),
    ],
  })
}

interface Asked {
  callback: string
  title: string
  submit: string
  blocks: KnownBlock[]
}

function decisionForm(form: DecisionForm, { callback, title, submit, blocks }: Asked): Modal {
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: [form.approvalId, form.version, form.decisionId].filter((part) => part !== null).join(':'),
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks: [
      section(`*${escape(clip(form.title, 600))}*  ${specCode(form.specId)}`),
      ...restoredNote(form.restoredFrom),
      ...blocks,
    ],
  }
}
