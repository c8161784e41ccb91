import type { PersonId } from '../../domain/ids.ts'
import { requestResearch } from '../../usecases/chant-files/request-research.ts'
import { showResearchForm } from '../../usecases/chant-files/show-research-form.ts'
import { tryFilesAgain } from '../../usecases/chant-files/try-again.ts'
import { showOpenItem } from '../../usecases/home/show-open-item.ts'
import { refreshPeople } from '../../usecases/know-people.ts'
import type { Answer } from '../answer.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseBound } from '../payloads/approvals.ts'
import type { Typed } from '../payloads/commands.ts'
import { parseQuestion, parseResearchForm, parseTypedResearch } from '../payloads/files.ts'
import { parseNumber } from '../payloads/home.ts'
import { researchForm } from '../views/research-form.ts'
import { sentenceMessage } from '../views/sentence.ts'

/** The form for a research spec, the button that asks for one again, and the one that tries to write it again. */
export function research(edge: Edge): void {
  onPress(edge, 'approval:research-again', async ({ value }, by) => {
    const { approvalId } = parseBound(value)
    const start = { by, question: '', approvalId }
    const shown = await showResearchForm({ db: edge.db, projects: edge.projects }, start, edge.clock.now())
    return shown.kind === 'form' ? { kind: 'form', view: researchForm(shown.form) } : shown
  })

  onPress(edge, 'open-item:research', async ({ value }, by) => {
    const shown = showOpenItem(edge.db, { itemId: parseNumber(value), by }, edge.clock.now(), edge.defaultZone)
    if (shown.kind !== 'item') return shown
    const { text, keyResultId } = shown.item
    const start = { by, question: text, keyResultIds: [keyResultId] }
    const form = await showResearchForm({ db: edge.db, projects: edge.projects }, start, edge.clock.now())
    return form.kind === 'form' ? { kind: 'form', view: researchForm(form.form) } : form
  })

  // Another project has other labels and files; what was typed stays, since those fields keep their names.
  edge.app.action('research:repository', async ({ ack, body, context }) => {
    await ack()
    const { by: slackId, value: repository, view } = parsePressed(body)
    if (!view || receivedIn(context).redriven) return
    const { id: by } = await whoIs(edge, slackId)
    const { approvalId } = parseResearchForm(view.privateMetadata)
    const start = { by, question: '', approvalId, repository }
    const shown = await showResearchForm({ db: edge.db, projects: edge.projects }, start, edge.clock.now())
    if (shown.kind === 'form')
      await edge.clients.calls.views.update({ view_id: view.id, view: researchForm(shown.form) })
  })

  onSubmit(edge, {
    callbackId: 'research-form',
    form: 'research',
    mainField: 'title',
    doneTitle: 'On its way',
    about: ({ privateMetadata }) => parseResearchForm(privateMetadata).about,
    async save(submitted, { id: by }, { inboxKey }) {
      // Who may is judged by who they are now, not by what was known of them.
      await refreshPeople(edge.db, edge.directory, [by], edge.clock.now())
      const { repository, about, approvalId } = parseResearchForm(submitted.privateMetadata)
      const typed = parseTypedResearch(submitted)
      return requestResearch(edge, { repository, by, typed, about, approvalId, inboxKey })
    },
  })

  onPress(edge, 'chant-files:again', ({ value }, by, { inboxKey }) =>
    tryFilesAgain(edge.db, { id: Number(value), by, inboxKey }, edge.clock.now()),
  )
}

/** `/okr research "Why do small teams leave?"` */
export async function answerResearch(edge: Edge, { rest }: Typed, by: PersonId): Promise<Answer> {
  const start = { by, question: parseQuestion(rest) }
  const shown = await showResearchForm({ db: edge.db, projects: edge.projects }, start, edge.clock.now())
  if (shown.kind === 'form') return { form: researchForm(shown.form) }
  return { message: sentenceMessage(shown.why), isPrivate: true }
}
