import type { Acted, StateValues } from '../../page-api.ts'
import type { Json, Person } from '../state/model.ts'
import { keepView } from '../state/views.ts'
import type { World } from '../world.ts'
import { actedOn } from './acted.ts'
import { type Answer, chosen } from './fill.ts'
import { messageActionsPayload, viewActionsPayload } from './payloads.ts'
import { elementIn, type Found, type Place } from './targets.ts'

/** Presses a button, or chooses something in a menu or picker when a `value` is given. */
export async function press(
  world: World,
  person: Person,
  place: Place,
  found: Found,
  value: Answer | undefined,
  typed: StateValues,
): Promise<Acted> {
  const { type } = found.element
  const isButton = ['button', 'workflow_button', 'icon_button'].includes(type)
  const picked = isButton ? buttonState(found.element) : chosen(found.element, value ?? null)
  const action = { block_id: found.blockId, action_id: found.element.action_id, type, ...picked }
  const own =
    isButton || type === 'overflow' ? {} : { [found.blockId]: { [found.element.action_id]: { type, ...picked } } }
  return sendAction(world, person, place, action, merge(typed, own))
}

/** Sends an action as the page made it, once the element it names is there; a button's own features are Slack's to say. */
export async function pressAsMade(
  world: World,
  person: Person,
  place: Place,
  made: Json & { block_id: string; action_id: string },
  typed: StateValues,
): Promise<Acted> {
  const found = elementIn(place, { block_id: made.block_id, action_id: made.action_id })
  const features = found.element.type === 'button' ? buttonState(found.element) : {}
  return sendAction(world, person, place, { ...made, type: found.element.type, ...features }, typed)
}

/** `b` over `a`, element by element. */
export function merge(a: StateValues, b: StateValues): StateValues {
  const merged: StateValues = { ...a }
  for (const [blockId, elements] of Object.entries(b)) merged[blockId] = { ...merged[blockId], ...elements }
  return merged
}

async function sendAction(
  world: World,
  person: Person,
  place: Place,
  action: Json,
  typed: StateValues,
): Promise<Acted> {
  if ('view' in place) {
    place.view.typed = merge(place.view.typed, typed)
    keepView(world, place.view)
    return actedOn(await world.deliveries.send('interactive', viewActionsPayload(world, person, place.view, action)))
  }
  const key = `${person.id}:${place.channel.id}:${place.message.ts}`
  const all = merge(world.typedInMessages.get(key) ?? {}, typed)
  world.typedInMessages.set(key, all)
  const payload = messageActionsPayload(world, person, place.channel, place.message, action, all)
  return actedOn(await world.deliveries.send('interactive', payload))
}

function buttonState(element: Json): Json {
  const { text, value, style, url } = element
  return {
    text,
    ...(value !== undefined && { value }),
    ...(style !== undefined && { style }),
    ...(url !== undefined && { url }),
  }
}
