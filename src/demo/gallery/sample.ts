import type { Home, Message, Modal } from '../../slack/blocks/message.ts'

/** A message or view exactly as it goes to Slack; a message says so, a view does by itself. */
export type Sent = ({ type: 'message' } & Message) | Modal | Home

/** One view with data that stands for a moment of Acme's quarter. */
export interface Sample {
  /** Names the file: `check-in-request-answered`. */
  name: string
  /** Who meets it, and when. */
  about: string
  /** The function that draws it, so that a test can tell which views have no sample. */
  view: unknown
  /** As it is sent; with `change` every piece of its data goes through that first. */
  sent(change?: <T>(data: T) => T): Sent
}

/** Samples of one view: for each name who meets it when, and what the view is given. */
export function samplesOf<Given extends unknown[]>(
  view: (...given: Given) => Message | Modal | Home,
  samples: Record<string, readonly [about: string, ...given: Given]>,
): Sample[] {
  return Object.entries(samples).map(([name, [about, ...given]]) => ({
    name,
    about,
    view,
    sent: (change = (data) => data) => asSent(view(...((given as Given).map(change) as Given))),
  }))
}

function asSent(view: Message | Modal | Home): Sent {
  return 'type' in view ? view : { type: 'message', ...view }
}
