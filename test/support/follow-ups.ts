import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { RunningAcme } from './app.ts'

export type Message = ReturnType<SlackWorkspace['lastMessage']>

/** The messages of a direct message or channel that contain these words, oldest first. */
export function messagesWith(acme: RunningAcme, where: string, words: string): Message[] {
  return acme.workspace.messages(where).filter((message) => wordsOf(message).includes(words))
}

/** Reminders somebody got, oldest first, as they stand now. */
export function remindersOf(acme: RunningAcme, who: string): Message[] {
  return acme.workspace.dm(who).filter((message) => /still open|All answered|Nothing is open/.test(wordsOf(message)))
}

/** The weekly summaries in a channel, oldest first. */
export function summariesIn(acme: RunningAcme, channel: string): Message[] {
  return acme.workspace.messages(channel).filter(({ text, threadTs }) => !threadTs && /, week of /.test(text))
}

/** Everything that can be read in a message. */
export function read(message: Message | undefined): string {
  return message === undefined ? '' : wordsOf(message)
}

export async function press(acme: RunningAcme, who: string, message: Message, what: string): Promise<void> {
  await acme.workspace.as(who).press(message, what)
  await acme.settle()
}

/** Answers for one key result in whatever message carries its buttons. */
export async function answer(acme: RunningAcme, who: string, message: Message, id: string): Promise<void> {
  await acme.workspace.as(who).press(message, { block_id: `answer:${id}`, text: '🟢 On track' })
  await acme.settle()
}

/** Says that a key result is at risk or off track, with all that is asked then. */
export async function worry(
  acme: RunningAcme,
  who: string,
  message: Message,
  id: string,
  {
    off = false,
    risk = 'The exporter is late',
    next = 'Agree a date',
  }: { off?: boolean; risk?: string; next?: string } = {},
): Promise<void> {
  const { workspace } = acme
  const text = off ? '🔴 Off track' : '🟡 At risk'
  await workspace.as(who).press(message, { block_id: `answer:${id}`, text })
  await acme.settle()
  const form = workspace.modal(who)
  if (!form) throw new Error(`${who} has no form; told: ${workspace.ephemerals(who).map((one) => one.text)}`)
  const acted = await workspace.as(who).submit(form, {
    evidence: 'Two of five imports failed',
    risk: 'dependency',
    'risk-text': risk,
    'next-action': next,
  })
  if (acted.errors) throw new Error(JSON.stringify(acted.errors))
  await acme.settle()
}
