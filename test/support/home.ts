import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import type { RunningAcme } from './app.ts'
import type { Message } from './follow-ups.ts'

export type View = NonNullable<ReturnType<RunningAcme['workspace']['home']>>

/** Opens somebody's Home and waits until it stands. */
export async function openHome(acme: RunningAcme, who: string): Promise<View> {
  await acme.workspace.as(who).openHome()
  await acme.settle()
  return homeOf(acme, who)
}

/** Somebody's Home as it stands. Throws when there is none. */
export function homeOf(acme: RunningAcme, who: string): View {
  const home = acme.workspace.home(who)
  if (!home) throw new Error(`${who} has no Home`)
  return home
}

export function homeWords(acme: RunningAcme, who: string): string {
  return wordsOf(homeOf(acme, who))
}

/** What stands under one heading of a Home. */
export function partOf(acme: RunningAcme, who: string, heading: string): string {
  const view = homeOf(acme, who)
  const { blocks } = view.content
  const isHeading = (block: { type: string }) => block.type === 'header'
  const first = blocks.findIndex((block) => isHeading(block) && wordsOf(only(view, [block])).startsWith(heading))
  if (first === -1) return ''
  const next = blocks.findIndex((block, index) => index > first && isHeading(block))
  return wordsOf(only(view, blocks.slice(first, next === -1 ? undefined : next)))
}

/** Presses in somebody's Home. */
export async function pressHome(
  acme: RunningAcme,
  who: string,
  what: Parameters<ReturnType<RunningAcme['workspace']['as']>['press']>[1],
): Promise<void> {
  await acme.workspace.as(who).press(homeOf(acme, who), what)
  await acme.settle()
}

/** Fills in the form somebody has open; what is wrong with it, by field. */
export async function submit(
  acme: RunningAcme,
  who: string,
  fields: Parameters<ReturnType<RunningAcme['workspace']['as']>['submit']>[1],
): Promise<Record<string, string>> {
  const form = acme.workspace.modal(who)
  if (!form) throw new Error(`${who} has no form open`)
  const acted = await acme.workspace.as(who).submit(form, fields)
  await acme.settle()
  return acted.errors ?? {}
}

/** What somebody reads in the form they have open; empty when there is none. */
export function formWords(acme: RunningAcme, who: string): string {
  const form = acme.workspace.modal(who)
  return form ? wordsOf(form) : ''
}

/** Types `/okr …` in a channel and returns the newest thing only they see. */
export async function okr(acme: RunningAcme, who: string, text = '', channel = 'retention'): Promise<Message> {
  const acted = await acme.workspace.as(who).command(channel, `/okr ${text}`.trim())
  await acme.settle()
  if (!acted.ok) throw new Error(acted.problem)
  const answer = acme.workspace.ephemerals(who).at(-1)
  if (!answer) throw new Error(`${who} was told nothing`)
  return answer
}

export { buttonsOf, wordsOf }

function only(view: View, blocks: View['content']['blocks']): View {
  return { ...view, content: { type: view.content['type'], blocks } as View['content'] }
}
