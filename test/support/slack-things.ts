import type { App, Context } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import pino from 'pino'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import type { Logger } from '../../src/platform/logger.ts'
import type { OpenDatabase } from '../../src/storage/open.ts'
import { silent } from './slack-workspace.ts'

/** The command that opens a form with one field, `why`, for tests that need one. */
export const formCommand = '/form'

/** Posts a message with these elements to press, as the app would; to Mike unless a channel is named. */
export async function post(workspace: SlackWorkspace, elements: object[], where?: string) {
  const client = new WebClient(workspace.botToken, { slackApiUrl: workspace.apiUrl, logger: silent })
  const channel = where ? workspace.channels().find(({ name }) => name === where)?.id : workspace.as('mike').id
  await client.chat.postMessage({
    channel: channel ?? '',
    text: 'Something to press',
    blocks: [{ type: 'actions', elements } as never],
  })
  return workspace.lastMessage(where ?? 'mike')
}

/** Mike presses the one button of a new message. */
export async function pressButton(workspace: SlackWorkspace) {
  const message = await post(workspace, [{ type: 'button', action_id: 'go', text: plain('Go'), value: '1' }])
  return workspace.as('mike').press(message, 'go')
}

type Ack = (answer?: object) => Promise<void>

/** Listens to the button of `pressButton`, and to `go:1`, `go:2` … */
export function onButton(app: App, act: (ack: Ack, context: Context, body: object) => Promise<void>): void {
  app.action(/^go\b/, ({ ack, context, body }) => act(ack as Ack, context, body))
}

/** Opens a form with one field before Mike. */
export async function openForm(workspace: SlackWorkspace): Promise<void> {
  const acted = await workspace.as('mike').command('general', formCommand)
  if (!acted.ok) throw new Error(acted.problem)
}

export function formOf(workspace: SlackWorkspace): { id: string } {
  const form = workspace.modal('mike')
  if (!form) throw new Error('Mike has no form open')
  return form
}

/** Listens to the form of `openForm`. */
export function onForm(app: App, act: (ack: Ack, context: Context, body: object) => Promise<void>): void {
  app.view('form', ({ ack, context, body }) => act(ack as Ack, context, body))
}

/** Registers the listener behind `openForm`. */
export function registerForm(app: App): void {
  app.command(formCommand, async ({ ack, client, body }) => {
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        title: plain('Why'),
        submit: plain('Send'),
        blocks: [
          {
            type: 'input',
            block_id: 'why',
            label: plain('Why'),
            element: { type: 'plain_text_input', action_id: 'text' },
          },
        ],
      },
    })
    await ack()
  })
}

export function plain(text: string) {
  return { type: 'plain_text' as const, text }
}

/** Deliveries that were received and are neither done nor given up. */
export function openRows({ sqlite }: OpenDatabase): number {
  return sqlite.prepare('select count(*) from inbox where done_at is null and dead_at is null').pluck().get() as number
}

/** Collects every line that is logged, of every level. */
export function collectingLogger(lines: string[]): Logger {
  return pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
}
