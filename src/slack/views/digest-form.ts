import type { KnownBlock } from '@slack/types'
import { suspicionKey } from '../../usecases/chant-files/save-digest.ts'
import { type DigestForm, longestField } from '../../usecases/chant-files/show-digest-form.ts'
import { context, limits, section } from '../blocks/blocks.ts'
import { checkboxField, choiceField, dateField, selectField, textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain, quote } from '../blocks/text.ts'
import { longestName, repositoryField } from './files-fields.ts'
import { restoredNote } from './restored-note.ts'

/** Asks where and as what a message is kept. It comes back with a choice where something stands in the way. */
export function digestForm(form: DigestForm): Modal {
  const { key, repository, repositories, typed, doubts, source, leftOut, restoredFrom, problem } = form
  const asked = {
    key: key.slice(0, 100),
    repository: repository.slice(0, longestName),
    taken: doubts.taken?.path.slice(0, 250) ?? null,
    suspicions: doubts.suspicions.length > 0 ? suspicionKey(doubts.suspicions) : null,
  }
  return {
    type: 'modal',
    callback_id: 'digest-form',
    private_metadata: JSON.stringify(asked),
    title: plain('Save as chant digest'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      ...doubtBlocks(form),
      ...restoredNote(restoredFrom),
      ...repositoryField('digest:repository', repositories, repository),
      ...(problem === null ? [] : [context(`⚠️ I cannot list the project’s folders: ${escape(clip(problem, 300))}`)]),
      ...folderFields(form),
      textField({ id: 'title', label: 'Title' }, { initial: typed.title, maxLength: 200 }),
      textField({ id: 'name', label: 'File name' }, { initial: typed.name, maxLength: 120 }),
      dateField({ id: 'date', label: 'Data of' }, typed.date ? { initial: typed.date } : {}),
      ...textBlocks(form),
      context(
        `Source: ${escape(clip(source, 200))}. It stands at the top of the file, with the link to the message.`,
        ...leftOut.slice(0, 5).map((one) => `⚠️ Left out: ${escape(clip(one, 200))}`),
      ),
      context(
        `It is committed to *${escape(clip(repository, 60))}* in your name: everybody with access to the project can read it.`,
      ),
    ],
  }
}

/** While files are fetched: the form takes its place. */
export function digestWaitModal(): Modal {
  return {
    type: 'modal',
    callback_id: 'digest-wait',
    title: plain('Save as chant digest'),
    close: plain('Cancel'),
    blocks: [section('⏳ I am reading the file …')],
  }
}

function doubtBlocks({ doubts: { taken, suspicions } }: DigestForm): KnownBlock[] {
  const lines = suspicions.map(({ line, what }) => `• line ${line} of the file: ${escape(clip(what, 80))}`)
  return [
    ...(taken === null
      ? []
      : [
          section(`⚠️ *There is a file of that name already:* \`${escape(clip(taken.path, 200))}\``),
          choiceField(
            { id: 'collision', label: 'What shall I do?' },
            [
              ['other', clip(`Save it as ${taken.free.slice(taken.free.lastIndexOf('/') + 1)}`, limits.option)],
              ['replace', 'Replace the file with this'],
            ],
            { initial: 'other' },
          ),
        ]),
    ...(suspicions.length === 0
      ? []
      : [
          section(
            `⚠️ *This looks like something that should not be kept:*\n${lines.join('\n')}\nWhat is committed stays in git’s history. Take it out below, or confirm.`,
          ),
          checkboxField({ id: 'confirm', label: 'Confirm', optional: true }, [
            ['yes', 'I have looked: save it anyway'],
          ]),
        ]),
  ]
}

function folderFields({ folders, typed }: DigestForm): KnownBlock[] {
  const choices = folders
    .filter(({ folder }) => folder.length <= 150)
    .map(({ folder, name }) => [folder, name] as const)
  const hint = choices.length > 0 ? 'Instead of the one above, below .chant/context/.' : 'Below .chant/context/.'
  return [
    ...(choices.length === 0
      ? []
      : [
          selectField({ id: 'folder', label: 'Folder', hint: 'Which KPI it is about.', optional: true }, choices, {
            ...(typed.folder && { initial: typed.folder }),
            placeholder: 'Choose one',
          }),
        ]),
    textField(
      { id: 'new-folder', label: 'New folder', hint, optional: true },
      { initial: typed.newFolder, maxLength: 100, placeholder: 'kpi-churn' },
    ),
  ]
}

function textBlocks({ typed, kept }: DigestForm): KnownBlock[] {
  if (kept === null) {
    return [
      textField(
        { id: 'text', label: 'Text (Markdown)' },
        { initial: typed.text ?? '', multiline: true, maxLength: longestField },
      ),
    ]
  }
  const size = `${kept.lines.toLocaleString('en')} lines, ${kept.characters.toLocaleString('en')} characters`
  return [
    section(`*Text* (${size}: saved whole, only its beginning is shown)`),
    section(quote(clipLines(kept.excerpt))),
  ]
}

/** As much of a beginning as can be taken in at a glance. */
function clipLines(text: string): string {
  const lines = text
    .split('\n')
    .slice(0, 12)
    .map((line) => clip(line, 160))
  return `${lines.join('\n')}\n…`
}
