import { longestReason } from '../../domain/approvals.ts'
import type { ResultForm } from '../../usecases/approvals/afterwards/say-what-came.ts'
import { context, section } from '../blocks/blocks.ts'
import { textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { specCode } from './approval-words.ts'
import { resultLines } from './finding-results-wanted.ts'
import { restoredNote } from './restored-note.ts'

/** Asks what came of an approved finding, beside what it promised and what was measured. */
export function findingResultForm({ finding, typed, restoredFrom }: ResultForm): Modal {
  return {
    type: 'modal',
    callback_id: 'finding-result',
    private_metadata: String(finding.approvalId),
    title: plain('What came of it'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      section(`*${escape(clip(finding.title, 600))}*  ${specCode(finding.specId)}`),
      section(resultLines(finding).join('\n')),
      ...restoredNote(restoredFrom),
      textField(
        {
          id: 'result',
          label: 'What came of it?',
          hint: 'It stands in the decision log and beside the findings.',
        },
        {
          initial: typed,
          multiline: true,
          maxLength: longestReason,
          placeholder: 'Churn fell by 2 points, most of it through the wizard; the invitations changed little',
        },
      ),
      context('What did it change, what did it not, and what would you decide now?'),
    ],
  }
}
