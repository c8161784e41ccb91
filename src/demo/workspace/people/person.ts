import { Problem } from '../../../domain/problem.ts'
import type { Acted, StateValues } from '../../page-api.ts'
import { announce } from '../delivery/events.ts'
import { viewJson } from '../shapes.ts'
import { deleteFile, type NewFile } from '../state/files.ts'
import { messageAt } from '../state/messages.ts'
import type { Channel, Message, Person, View } from '../state/model.ts'
import { directMessageWith, findChannel } from '../state/places.ts'
import { openModals } from '../state/views.ts'
import type { World } from '../world.ts'
import { actedOn } from './acted.ts'
import { runCommand } from './command.ts'
import { encodeTyped } from './encode.ts'
import { type Answer, filled } from './fill.ts'
import { editMessage, unsendMessage, type Written, writeMessage } from './message.ts'
import { press } from './press.ts'
import { runShortcut } from './shortcut.ts'
import { closeForm, submitForm } from './submit.ts'
import { blocksOf, elementIn, placeOf, type What, type Where } from './targets.ts'

/** What is typed into inputs: as Slack sends it, or by label, block id or action id. */
export type Filled = StateValues | Record<string, Answer>

/** What one member of the workspace can do. Each resolves when the app acknowledged, or after 3 seconds. */
export interface Member {
  id: string
  name: string
  /** Types `/okr status` in a channel (id or name), or in the direct message with the app (`'app'`). */
  command(channel: string, text: string): Promise<Acted>
  /** Writes in a channel, or to the app (`'app'`); resolves with the message's ts. */
  message(channel: string, text: string, threadTs?: string): Promise<Acted & { ts?: string }>
  /** Answers in the thread of a message, or of an answer; `broadcast` also sends it to the channel. */
  reply(
    to: { channel: string; ts: string },
    text: string,
    options?: { broadcast?: boolean },
  ): Promise<Acted & { ts?: string }>
  /** Shares a file or several, with words if there are any, in a thread if one is named; resolves with the message's ts. */
  share(
    channel: string,
    file: NewFile | readonly NewFile[],
    text?: string,
    threadTs?: string,
  ): Promise<Acted & { ts?: string }>
  /** Deletes a file of their own; the message stays. */
  deleteFile(id: string): void
  /** Changes or takes back a message of their own. */
  edit(channel: string, ts: string, text: string): Promise<Acted>
  unsend(channel: string, ts: string): Promise<Acted>
  /** Presses a button. `state` is what stands in the inputs of that message or view. */
  press(where: Where, what: What, state?: Filled): Promise<Acted>
  /** Chooses in a menu or picker: an option by its text or value, a date, a person's id, several at once, or null. */
  choose(where: Where, what: What, value: Answer, state?: Filled): Promise<Acted>
  /** Sends a form, by its id or as `modal` gives it. What the state leaves out is as it was typed or given before. */
  submit(view: string | { id: string }, state?: Filled): Promise<Acted>
  /** Closes a form (default: the topmost) as its close button does; `all` closes everything, as the × does. */
  closeView(view?: string | { id: string }, options?: { all?: boolean }): Promise<Acted>
  openHome(): Promise<Acted>
  /** Chooses a shortcut of the app, by its name or callback id: a global one, or one of a message's menu. */
  shortcut(which: string, message?: { channel: string; ts: string }): Promise<Acted>
}

export function memberActing(world: World, person: Person): Member {
  const channelNamed = (where: string): Channel => {
    const channel = where === 'app' ? directMessageWith(world, person.id) : findChannel(world.state, where)
    if (!channel) throw new Problem(`there is no channel ${where}`)
    return channel
  }

  function formNamed(view: string | { id: string } | undefined): View {
    const open = openModals(world, person.id)
    const id = typeof view === 'object' ? view.id : view
    const found = id === undefined ? open.at(-1) : open.find((one) => one.id === id)
    if (!found) throw new Problem(`${person.name} has no form ${id ?? ''} open`)
    return found
  }

  function ownMessage(channel: Channel, ts: string): Message {
    const message = messageAt(world.state, channel.id, ts)
    if (message?.user !== person.id) throw new Problem(`${person.name} wrote no message ${ts} in ${channel.name}`)
    return message
  }

  const encoded = (text: string) => encodeTyped(world.state, text, { namePeople: false })

  function write(channel: string, written: Written): Promise<Acted & { ts?: string }> {
    return writeMessage(world, person, channelNamed(channel), { ...written, text: encoded(written.text) })
  }

  function act(where: Where, what: What, value: Answer | undefined, state: Filled): Promise<Acted> {
    const place = placeOf(world, person, where)
    return press(world, person, place, elementIn(place, what), value, filled(blocksOf(place), state))
  }

  return {
    id: person.id,
    name: person.name,
    command: (channel, text) => runCommand(world, person, channelNamed(channel), text),
    message: (channel, text, threadTs) => write(channel, { text, threadTs }),
    reply: ({ channel, ts }, text, { broadcast } = {}) => write(channel, { text, threadTs: ts, broadcast }),
    share: (channel, file, text = '', threadTs) => write(channel, { text, files: [file].flat(), threadTs }),
    deleteFile(id) {
      const file = world.state.files.get(id)
      if (file?.userId !== person.id) throw new Problem(`${person.name} shared no file ${id}`)
      deleteFile(world, file)
    },
    edit: (channel, ts, text) => editMessage(world, person, ownMessage(channelNamed(channel), ts), encoded(text)),
    unsend: (channel, ts) => unsendMessage(world, ownMessage(channelNamed(channel), ts)),
    press: (where, what, state = {}) => act(where, what, undefined, state),
    choose: (where, what, value, state = {}) => act(where, what, value, state),
    submit(view, state = {}) {
      const form = formNamed(view)
      return submitForm(world, person, form, filled(form.content.blocks, state))
    },
    closeView: (view, { all = false } = {}) => closeForm(world, person, formNamed(view), all),
    openHome: () => openHome(world, person),
    shortcut: (which, message) => runShortcut(world, person, which, message),
  }
}

/** Opens the app's Home: the app hears of it, with the view that stands there. */
export async function openHome(world: World, person: Person): Promise<Acted> {
  const channel = directMessageWith(world, person.id)
  const view = world.state.views.get(world.state.homes.get(person.id) ?? '')
  const acknowledgement = await announce(world, 'app_home_opened', {
    type: 'app_home_opened',
    user: person.id,
    channel: channel.id,
    tab: 'home',
    ...(view && { view: viewJson(world.state, view) }),
    event_ts: String(world.clock.now().getTime() / 1000),
  })
  return actedOn(acknowledgement)
}
