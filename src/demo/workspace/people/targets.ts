import { Problem } from '../../../domain/problem.ts'
import type { Block, Channel, Json, Message, Person, State, View } from '../state/model.ts'
import { findChannel } from '../state/places.ts'
import { actionElements } from '../state/view-state.ts'
import { openModals } from '../state/views.ts'
import type { World } from '../world.ts'

/** Where something is pressed: a message (channel by id or name, or a person for the direct message), or a view. */
export type Where = { channel: string; ts: string } | { view: string } | { id: string; hash: string }

/**
 * What is pressed: the text on it, the label of its input, its action id, or any of its features. When several are meant, say which: by block,
 * by value, or by `nth`, counted from 0.
 */
export type What = string | { text?: string; action_id?: string; block_id?: string; value?: string; nth?: number }

export type Place = { channel: Channel; message: Message } | { view: View }

export interface Found {
  blockId: string
  element: Json & { type: string; action_id: string }
}

/** The message or view, when this person can see it. Throws with a sentence when they cannot. */
export function placeOf(world: World, person: Person, where: Where): Place {
  if ('channel' in where) return messagePlace(world.state, person, where)
  const id = 'view' in where ? where.view : where.id
  const view = world.state.views.get(id)
  const isHome = world.state.homes.get(person.id) === id
  if (!view || !(isHome || openModals(world, person.id).includes(view))) {
    throw new Problem(`${person.name} has no view ${id} open`)
  }
  return { view }
}

export function blocksOf(place: Place): Block[] {
  return 'view' in place ? place.view.content.blocks : place.message.blocks
}

/** The one element that is meant. Throws with what there is when it is none or several. */
export function elementIn(place: Place, what: What): Found {
  const all = actionElements(blocksOf(place))
  const wanted = typeof what === 'string' ? {} : what
  const matching = all.filter(({ blockId, block, element }) => {
    if (typeof what === 'string') return [element.action_id, labelOf(element), labelOfInput(block)].includes(what)
    return (
      (wanted.text === undefined || labelOf(element) === wanted.text) &&
      (wanted.action_id === undefined || element.action_id === wanted.action_id) &&
      (wanted.block_id === undefined || blockId === wanted.block_id) &&
      (wanted.value === undefined || element['value'] === wanted.value)
    )
  })
  const chosen = wanted.nth === undefined && matching.length === 1 ? matching[0] : matching[wanted.nth ?? -1]
  if (chosen) return chosen
  const there = all.map(
    ({ blockId, element }) => `${labelOf(element) ?? element.type} (${blockId}/${element.action_id})`,
  )
  const count = matching.length === 0 ? 'nothing is' : `${matching.length} are`
  throw new Problem(`${count} ${JSON.stringify(what)}; there is: ${there.join(', ') || 'nothing to press'}`)
}

function labelOf(element: Json): string | undefined {
  const { text, placeholder } = element as { text?: { text?: string }; placeholder?: { text?: string } }
  return text?.text ?? placeholder?.text
}

function labelOfInput(block: Block): string | undefined {
  return (block['label'] as { text?: string } | undefined)?.text
}

function messagePlace(state: State, person: Person, where: { channel: string; ts: string }): Place {
  const channel = findChannel(state, where.channel)
  if (!channel?.members.includes(person.id)) throw new Problem(`${person.name} is not in ${where.channel}`)
  const message = state.messages.get(channel.id)?.get(where.ts) ?? state.ephemerals.get(where.ts)
  if (!message || message.channel !== channel.id || (message.ephemeralTo && message.ephemeralTo !== person.id)) {
    throw new Problem(`${person.name} sees no message ${where.ts} in ${channel.name}`)
  }
  return { channel, message }
}
