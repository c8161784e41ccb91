import { actions, button, context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { escape } from '../blocks/text.ts'

/** What `/okr` can do, with the three things most people want as buttons. `problem` says why it is shown. */
export function helpMessage(command: string, problem?: string): Message {
  const lines: [string, string][] = [
    [`${command} status`, 'how every objective stands'],
    [`${command} status O1`, 'one objective; or a key result, a team, `me`, `at-risk`'],
    [`${command} checkin`, 'answer for your key results now'],
    [`${command} help`, 'this list'],
  ]
  const intro = problem
    ? `${escape(problem)} Here is what I understand:`
    : '*I keep your OKRs alive.* Here is what you can ask me:'
  return {
    text: `${problem ?? 'I keep your OKRs alive.'} ${lines.map(([typed, does]) => `${typed}: ${does}`).join('. ')}.`,
    blocks: [
      section(intro),
      section(lines.map(([typed, does]) => `\`${typed}\` — ${does}`).join('\n')),
      actions(
        'help',
        button('help:status', 'How are we doing?', 'status', { style: 'primary' }),
        button('help:check-in', 'Check in now', 'checkin'),
      ),
      context('Only you see the answers. Add `share` at the end to show one to the channel.'),
    ],
  }
}
