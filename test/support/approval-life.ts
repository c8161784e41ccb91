import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import type { Message, View } from '../../src/demo/workspace/state/model.ts'
import type { RunningAcme } from './app.ts'
import type { Deciding } from './approvals.ts'

/** What stands on the buttons, in order. */
export const buttons = (message: Message) => buttonsOf(message).map(({ text }) => text)

/** Lets time pass until everything that was owed is posted: answers in a thread follow one another. */
export async function catchUp(acme: RunningAcme, seconds = 30): Promise<void> {
  await acme.playTo(new Date(acme.clock.now().getTime() + seconds * 1000).toISOString())
}

/** What was said under a card, one entry a message. */
export async function thread(acme: RunningAcme, card: { channel: string; ts: string }): Promise<string[]> {
  await catchUp(acme)
  return acme.workspace.replies(card).map((reply) => wordsOf(reply))
}

export function modal(acme: RunningAcme, who: string): View {
  const view = acme.workspace.modal(who)
  if (!view) throw new Error(`${who} has no form`)
  return view
}

/** Presses a button of a card, and fills in the form that opens, if it is one. */
export async function does(
  { acme, card }: Pick<Deciding, 'acme' | 'card'>,
  who: string,
  what: string,
  fields?: Record<string, string>,
): Promise<void> {
  await acme.workspace.as(who).press(card(), { action_id: `approval:${what}` })
  await acme.settle()
  if (!fields) return
  await acme.workspace.as(who).submit(modal(acme, who), fields)
  await acme.settle()
}

/** What only this person was told last. */
export function toldPrivately(acme: RunningAcme, who: string): string {
  const last = acme.workspace.ephemerals(who).at(-1)
  return last ? wordsOf(last) : ''
}

export function subjects({ project }: Pick<Deciding, 'project'>): string[] {
  return project.git('log', '--reverse', '--format=%s').split('\n')
}
