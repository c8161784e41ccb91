import { unseenIn } from './mentions.ts'
import { messagesIn, repliesTo } from './state/messages.ts'
import type { Block, Json, Message, View } from './state/model.ts'
import { findChannel, findPerson } from './state/places.ts'
import { actionElements } from './state/view-state.ts'
import { openModals } from './state/views.ts'
import type { World } from './world.ts'

/** Something that can be pressed. */
export interface Button {
  text: string
  actionId: string
  blockId: string
  value: string | null
  url: string | null
  style: string | null
}

export interface Readers {
  /** Everything that stands in a channel or, with a person, in their direct message with the app; oldest first. */
  messages(channelOrPerson: string): Message[]
  /** Only the newest. Throws when there is none. */
  lastMessage(channelOrPerson: string): Message
  dm(person: string): Message[]
  /** The answers under a message, oldest first. */
  replies(message: { channel: string; ts: string }): Message[]
  /** What only this person sees, oldest first; in one channel when it is named. */
  ephemerals(person: string, channel?: string): Message[]
  /** The form this person has topmost, or null. */
  modal(person: string): View | null
  modals(person: string): View[]
  home(person: string): View | null
  /** How many messages of others this person has not seen in a channel. */
  unread(person: string, channel: string): number
  /** How many of those call for them: by name, by a user group they are in, by @here; in a direct message, all. */
  mentions(person: string, channel: string): number
}

export function createReaders(world: World): Readers {
  const { state } = world
  const personId = (who: string): string => {
    const person = findPerson(state, who)
    if (!person) throw new Error(`there is nobody called ${who}`)
    return person.id
  }
  // A person is found first: a channel may bear a handle's name, but tests ask for people far more often.
  const messages = (where: string): Message[] => {
    const person = findPerson(state, where)
    const channel = findChannel(state, person?.id ?? where)
    // A name that nothing has would otherwise be a channel where nothing was ever said.
    if (!channel && !person) throw new Error(`there is no channel and nobody called ${where}`)
    return channel ? structuredClone(messagesIn(state, channel.id)) : []
  }
  const unseen = (person: string, where: string) => {
    const channel = findChannel(state, where)
    if (!channel && !findPerson(state, where)) throw new Error(`there is no channel ${where}`)
    return channel ? unseenIn(state, channel, personId(person)) : { unread: 0, mentions: 0 }
  }
  return {
    messages,
    dm: (person) => messages(personId(person)),
    lastMessage(where) {
      const last = messages(where).at(-1)
      if (!last) throw new Error(`no message stands in ${where}`)
      return last
    },
    ephemerals(person, where) {
      const id = personId(person)
      const channel = where && findChannel(state, where)?.id
      const all = [...state.ephemerals.values()]
      return structuredClone(all.filter((one) => one.ephemeralTo === id && (!channel || one.channel === channel)))
    },
    modal: (person) => structuredClone(openModals(world, personId(person)).at(-1) ?? null),
    modals: (person) => structuredClone(openModals(world, personId(person))),
    home: (person) => structuredClone(state.views.get(state.homes.get(personId(person)) ?? '') ?? null),
    replies: ({ channel, ts }) => structuredClone(repliesTo(state, { channel, ts })),
    unread: (person, where) => unseen(person, where).unread,
    mentions: (person, where) => unseen(person, where).mentions,
  }
}

/** Every button of a message or view, in reading order. */
export function buttonsOf(shown: Message | View): Button[] {
  return actionElements(blocksOf(shown)).flatMap(({ blockId, element }) => {
    if (element.type !== 'button') return []
    const { text, value, url, style } = element as { text?: { text?: string } } & Record<string, string | undefined>
    return {
      text: text?.text ?? '',
      actionId: element.action_id,
      blockId,
      value: value ?? null,
      url: url ?? null,
      style: style ?? null,
    }
  })
}

/** Everything a person can read in a message or view, one piece a line; for assertions, not for looks. */
export function wordsOf(shown: Message | View): string {
  const own = 'text' in shown && shown.blocks.length === 0 ? [shown.text] : []
  const title = 'content' in shown ? words(shown.content['title']) : []
  return [...own, ...title, ...words(blocksOf(shown))].join('\n')
}

function blocksOf(shown: Message | View): Block[] {
  return 'content' in shown ? shown.content.blocks : shown.blocks
}

function words(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(words)
  if (typeof node !== 'object' || node === null) return []
  const { text, title, alt_text, caption, name, ...rest } = node as Json
  const own = [text, title, alt_text, caption, name].flatMap((value) =>
    typeof value === 'string' ? [value] : words(value),
  )
  return [...own, ...Object.values(rest).flatMap(words)]
}
