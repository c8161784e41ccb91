import type { Acted, StateValues } from '../../page-api.ts'
import { checkView } from '../blocks/check.ts'
import { SlackError } from '../slack-error.ts'
import type { Json, Person, View } from '../state/model.ts'
import { viewState } from '../state/view-state.ts'
import { changeView, closeAll, closeModal, keepView, openModals, pushModal } from '../state/views.ts'
import type { World } from '../world.ts'
import { actedOn } from './acted.ts'
import { clientErrors } from './client-checks.ts'
import { closedPayload, submissionPayload } from './payloads.ts'
import { merge } from './press.ts'

const trouble = 'We had some trouble connecting. Try again?'

/** Sends a form. What Slack's client itself would refuse (a required field left empty …) never reaches the app. */
export async function submitForm(world: World, person: Person, view: View, typed: StateValues): Promise<Acted> {
  view.typed = merge(view.typed, typed)
  view.errors = clientErrors(view.content.blocks, viewState(view))
  keepView(world, view)
  if (Object.keys(view.errors).length > 0) return { ok: false, errors: view.errors }
  const acknowledgement = await world.deliveries.send('interactive', submissionPayload(world, person, view))
  if (!acknowledgement.ok) return { ...actedOn(acknowledgement), problem: trouble }
  try {
    return applyAnswer(world, view, acknowledgement.payload ?? {})
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    const why = (error.extras['response_metadata'] as { messages?: string[] } | undefined)?.messages?.join('; ')
    return { ok: false, problem: `${trouble} (the app answered with a view Slack refuses: ${why ?? error.code})` }
  }
}

/** Closes a modal as its close button does, or every modal as the × does; the app hears of it when it asked to. */
export async function closeForm(world: World, person: Person, view: View, all: boolean): Promise<Acted> {
  const stack = openModals(world, person.id)
  const closing = all || view.content['clear_on_close'] === true ? stack.toReversed() : [view]
  const payloads = closing
    .filter((one) => one.content['notify_on_close'] === true)
    .map((one) => closedPayload(world, person, one, closing.length > 1))
  if (closing.length > 1) closeAll(world, person.id)
  else closeModal(world, view)
  for (const payload of payloads) await world.deliveries.send('interactive', payload)
  return { ok: true }
}

/** `response_action`: nothing closes the form. */
function applyAnswer(world: World, view: View, answer: Json): Acted {
  switch (answer['response_action']) {
    case undefined:
      closeModal(world, view)
      return { ok: true }
    case 'clear':
      closeAll(world, view.userId)
      return { ok: true }
    case 'errors':
      return refuse(world, view, (answer['errors'] ?? {}) as Record<string, string>)
    case 'update':
      checkView(answer['view'], 'modal', world.refusedBlocks)
      changeView(world, view, answer['view'] as View['content'])
      return { ok: true }
    case 'push':
      checkView(answer['view'], 'modal', world.refusedBlocks)
      pushModal(world, view.userId, answer['view'] as View['content'])
      return { ok: true }
    default:
      return { ok: false, problem: trouble }
  }
}

function refuse(world: World, view: View, errors: Record<string, string>): Acted {
  const inputs = new Set(view.content.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  const stray = Object.keys(errors).filter((blockId) => !inputs.has(blockId))
  // Slack shows errors at inputs only, and gives the whole form up when one is for anything else.
  if (stray.length > 0)
    return { ok: false, problem: `${trouble} (errors for blocks that are no inputs: ${stray.join(', ')})` }
  view.errors = errors
  keepView(world, view)
  return { ok: false, errors }
}
