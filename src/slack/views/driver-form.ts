import type { KnownBlock } from '@slack/types'
import { type MemberTyped, mostMembers } from '../../usecases/chant-files/driver-asked.ts'
import type { DriverForm } from '../../usecases/chant-files/show-driver-form.ts'
import { context, divider, section } from '../blocks/blocks.ts'
import { textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { restoredNote } from './restored-note.ts'

/** Asks what work is made of an approved finding: a driver spec and its members, committed together. */
export function driverForm(form: DriverForm): Modal {
  const { approvalId, specId, title, repository, typed, isFromFindings, restoredFrom } = form
  const rows = Math.min(mostMembers, Math.max(3, typed.members.length + 1))
  const members = Array.from({ length: rows }, (_, at) => typed.members[at] ?? { title: '', text: '' })
  const from = isFromFindings
    ? 'There is a piece of work for each thing the findings propose. Change them, empty what is not to be done, add what is missing.'
    : 'I found no proposals in the findings: name the work yourself.'
  return {
    type: 'modal',
    callback_id: 'driver-form',
    private_metadata: JSON.stringify({ approvalId }),
    title: plain('Create driver spec'),
    submit: plain('Create'),
    close: plain('Cancel'),
    blocks: [
      ...restoredNote(restoredFrom),
      section(`Work on *${escape(clip(title, 200))}* (\`${escape(clip(specId, 60))}\`)`),
      textField({ id: 'title', label: 'Title' }, { initial: typed.title, maxLength: 200 }),
      textField(
        { id: 'purpose', label: 'What it is for', optional: true },
        { initial: typed.purpose, multiline: true },
      ),
      textField(
        { id: 'labels', label: 'Labels', hint: 'Separated by blanks. The members get the same.', optional: true },
        { initial: typed.labels, maxLength: 500 },
      ),
      textField(
        { id: 'criteria', label: 'Done when (one a line)', optional: true },
        { initial: typed.criteria, multiline: true },
      ),
      context(from),
      ...members.flatMap(memberFields),
      divider,
      context(`${escape(clip(repository, 60))} gets it in one commit in your name. Agents may begin at once.`),
    ],
  }
}

function memberFields({ title, text }: MemberTyped, index: number): KnownBlock[] {
  const number = index + 1
  const hint = 'Markdown. Lines that begin with - [ ] are its acceptance criteria.'
  return [
    divider,
    textField(
      { id: `member-${number}`, label: `Piece of work ${number}`, optional: true },
      { initial: title, maxLength: 200, placeholder: 'Left empty: none' },
    ),
    textField(
      { id: `member-${number}-text`, label: 'What it is', ...(index === 0 && { hint }), optional: true },
      { initial: text, multiline: true },
    ),
  ]
}
