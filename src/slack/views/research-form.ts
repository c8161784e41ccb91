import type { InputBlock, KnownBlock } from '@slack/types'
import type { ResearchForm } from '../../usecases/chant-files/show-research-form.ts'
import { context, limits } from '../blocks/blocks.ts'
import { textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { contextField, longestName, repositoryField, severalField } from './files-fields.ts'
import { restoredNote } from './restored-note.ts'

/** Asks for what a research spec says. What is sent becomes a file of the project, committed in the sender's name. */
export function researchForm(form: ResearchForm): Modal {
  const { repository, repositories, about, approvalId, typed, restoredFrom } = form
  return {
    type: 'modal',
    callback_id: 'research-form',
    private_metadata: JSON.stringify({
      repository: repository.slice(0, longestName),
      about: about.slice(0, 100),
      approvalId,
    }),
    title: plain(approvalId === null ? 'Ask for research' : 'Research again'),
    submit: plain('Create the spec'),
    close: plain('Cancel'),
    blocks: [
      ...restoredNote(restoredFrom),
      ...repositoryField('research:repository', repositories, repository),
      textField(
        { id: 'title', label: 'Question' },
        { initial: typed.title, maxLength: 200, placeholder: 'Why do small teams leave in their first month?' },
      ),
      textField(
        {
          id: 'details',
          label: 'Details',
          hint: 'What it is for, what to look at, what is known. Markdown.',
          optional: true,
        },
        { initial: typed.details, multiline: true },
      ),
      ...informedBy(form),
      ...tags(form),
      textField(
        {
          id: 'criteria',
          label: 'Done when (one a line)',
          hint: 'Acceptance criteria: the agent ticks them, and whoever decides sees them.',
        },
        { initial: typed.criteria, multiline: true },
      ),
      textField(
        {
          id: 'targets',
          label: 'Findings go to',
          hint: 'A path in the project. Left empty: research-findings.md in the folder of the first label below .chant/context/.',
          optional: true,
        },
        {
          initial: typed.targets,
          multiline: typed.targets.includes('\n'),
          placeholder: '.chant/context/kpi-churn/research-findings.md',
        },
      ),
      context(
        `It is committed to *${escape(clip(repository, 60))}* in your name, and agents may begin at once. Its findings are posted to be approved or rejected.`,
      ),
    ],
  }
}

function informedBy({ repository, repositories, context: files, typed, problem }: ResearchForm): KnownBlock[] {
  if (problem !== null) return [context(`⚠️ I cannot list the project’s files: ${escape(clip(problem, 300))}`)]
  const chosen = typed.informedBy
  const asked = { id: 'informed-by', label: 'Informed by', actionId: actionId(repository, repositories) }
  const hint = 'Data and findings below .chant/context, newest first.'
  const { field, left } = contextField({ ...asked, hint }, files, chosen)
  if (field === null) {
    return [
      context('There are no files below `.chant/context` yet: *Save as chant digest* in a message’s menu makes one.'),
    ]
  }
  const rest = `${left} older ${left === 1 ? 'file is' : 'files are'} not listed; name them in the details.`
  return [field, ...(left > 0 ? [context(rest)] : [])]
}

function tags({ repository, repositories, labels, keyResults, typed }: ResearchForm): InputBlock[] {
  const action = actionId(repository, repositories)
  const choices = keyResults.map(({ id, title }) => [id, clip(`${id} ${title}`, limits.option)] as const)
  const used = labels.filter((label) => !keyResults.some(({ id }) => id === label))
  return [
    severalField({ id: 'key-results', label: 'For key results' }, choices, typed.keyResults),
    severalField(
      { id: 'labels', label: 'Labels', hint: 'They decide who is asked about the findings.', actionId: action },
      used.map((label) => [label, label] as const),
      typed.labels,
    ),
    textField(
      { id: 'more-labels', label: 'More labels', hint: 'Separated by blanks or commas.', optional: true },
      { initial: typed.moreLabels, maxLength: 300, placeholder: 'kpi-churn q1-2026' },
    ),
  ].filter((field) => field !== null)
}

/** Other choices in another project: what was chosen here does not follow there. */
function actionId(repository: string, repositories: readonly string[]): string {
  return `value-${Math.max(0, repositories.indexOf(repository))}`
}
