import type { PersonId } from '../../domain/ids.ts'
import { digestSource, keepSource } from '../../usecases/chant-files/digest-source.ts'
import { saveDigest } from '../../usecases/chant-files/save-digest.ts'
import { showDigestForm } from '../../usecases/chant-files/show-digest-form.ts'
import { whyNotWrite } from '../../usecases/chant-files/why-not-write.ts'
import { findName } from '../../usecases/find-name.ts'
import { refreshPeople } from '../../usecases/know-people.ts'
import type { Modal } from '../blocks/message.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { slackError } from '../failures.ts'
import { readSharedFile } from '../files.ts'
import { mrkdwnAsMarkdown } from '../mrkdwn-as-markdown.ts'
import { onSubmit } from '../on-submit.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseDigestForm, parseTypedDigest } from '../payloads/files.ts'
import { type ChosenInMessage, parseChosenInMessage } from '../payloads/shortcut.ts'
import { tellPrivately } from '../tell-privately.ts'
import { digestForm, digestWaitModal } from '../views/digest-form.ts'
import { noteModal } from '../views/note-modal.ts'

/** *Save as chant digest* in a message's menu, and the form it opens. */
export function digest(edge: Edge): void {
  edge.app.shortcut('save-digest', async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const chosen = parseChosenInMessage(body)
    const { id: by } = await whoIs(edge, chosen.by)
    // Nothing was changed, and long after nobody waits for the form.
    if (received.redriven) return
    const why = whyNotWrite(edge.db, by)
    if (why !== null) return tellChosen(edge, chosen, why)
    if (chosen.message.files.length === 0) {
      const form = await formFor(edge, chosen, by)
      await edge.clients.calls.views.open({ trigger_id: chosen.triggerId, view: form })
      return
    }
    // A form must be there within three seconds, and a file may take longer.
    const { view } = await edge.clients.calls.views.open({ trigger_id: chosen.triggerId, view: digestWaitModal() })
    await replace(edge, view?.id, await formFor(edge, chosen, by))
  })

  // Another project has other folders; what was typed stays, since the fields keep their names.
  edge.app.action('digest:repository', async ({ ack, body, context }) => {
    await ack()
    const { by: slackId, value: repository, view } = parsePressed(body)
    if (!view || receivedIn(context).redriven) return
    const { id: by } = await whoIs(edge, slackId)
    const { key } = parseDigestForm(view.privateMetadata)
    const shown = await showDigestForm(edge, { by, key, repository }, edge.clock.now())
    if (shown.kind === 'form') await edge.clients.calls.views.update({ view_id: view.id, view: digestForm(shown.form) })
  })

  onSubmit(edge, {
    callbackId: 'digest-form',
    form: 'digest',
    mainField: 'new-folder',
    about: ({ privateMetadata }) => parseDigestForm(privateMetadata).key,
    async save(submitted, { id: by }, { inboxKey }) {
      const { key, repository } = parseDigestForm(submitted.privateMetadata)
      const { typed, answered } = parseTypedDigest(submitted)
      await refreshPeople(edge.db, edge.directory, [by], edge.clock.now())
      const outcome = await saveDigest(edge, { key, repository, by, typed, answered, inboxKey })
      if (outcome.kind !== 'doubtful') return outcome
      const { doubts } = outcome
      const shown = await showDigestForm(edge, { by, key, repository, typed, doubts }, edge.clock.now())
      if (shown.kind === 'refused') return shown
      const asks = [
        ...(doubts.taken ? [`There is a file ${doubts.taken.path} already.`] : []),
        ...(doubts.suspicions.length > 0 ? ['It looks as if there was a secret in it.'] : []),
      ]
      return { kind: 'again', view: digestForm(shown.form), why: asks.join(' ') }
    },
  })
}

async function formFor(edge: Edge, chosen: ChosenInMessage, by: PersonId): Promise<Modal> {
  const { channel, message } = chosen
  const { db, clock, defaultZone } = edge
  const key = `${channel.id}:${message.ts}`
  // Whoever opens it a second time finds it as it is now.
  const files = await Promise.all(message.files.slice(0, mostFiles).map((file) => readSharedFile(edge, file)))
  const text = mrkdwnAsMarkdown(message.text, findName(db))
  const shared = { channelId: channel.id, channelName: channel.name, ts: message.ts, text, files }
  const author = { authorSlackId: message.author, appName: message.appName }
  keepSource(db, by, key, digestSource(db, { ...shared, ...author }, by, defaultZone), clock.now())
  const shown = await showDigestForm(edge, { by, key }, clock.now())
  return shown.kind === 'form' ? digestForm(shown.form) : noteModal(shown.why)
}

/** As many as Slack lets people share at once. */
const mostFiles = 10

/** Whoever did not want to wait has closed it, and wants no form any more. */
async function replace(edge: Edge, viewId: string | undefined, view: Modal): Promise<void> {
  try {
    if (viewId) await edge.clients.calls.views.update({ view_id: viewId, view })
  } catch (error) {
    if (slackError(error) !== 'not_found') throw error
    edge.log.info('a form was closed while a file was read')
  }
}

function tellChosen(edge: Edge, { by, triggerId }: ChosenInMessage, why: string): Promise<void> {
  return tellPrivately(edge, { by, triggerId, message: null }, why)
}
