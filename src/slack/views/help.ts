import { actions, button, context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

const footer =
  'Only you see the answers. Add `share` at the end to show one to the channel. My *Home* tab has all of this too.'

/** What `/okr` can do, with what most people want as buttons. `problem` says why it is shown. */
export function helpMessage(command: string, problem?: string): Message {
  const lines: [string, string][] = [
    [`${command} status`, 'how every objective stands, the worst first in one sentence'],
    [`${command} status O1`, 'one objective; or `O1-KR1`, `me`, `@mike`, `team`, `at-risk`, `missing`, `cycle`'],
    [`${command} checkin`, 'answer for your key results now; `O1-KR1` for one of them'],
    [`${command} kpi churn 6.2`, 'record a reading; without a value a form, without a name all KPIs'],
    [`${command} trend O1-KR1`, 'how its number has moved against the target'],
    [`${command} activity`, 'what the agents did; a label or a spec, and since when: `kpi-churn 2w`'],
    [`${command} report`, 'the daily report: `preview`, `now`, `settings`, or a day like `2026-01-15`'],
    [`${command} findings`, 'what waits for a decision; `decided`, or `O1-KR1`'],
    [`${command} decisions`, 'what was decided, by whom and why; or `O1-KR1`'],
    [`${command} research`, 'have an agent find something out: `"Why do trials end early?"`'],
    [`${command} pause`, 'no questions for a while; `3 days`, `until 2026-01-20`, `off`'],
    [`${command} settings`, 'your day and time, days off, and who stands in'],
    [`${command} help`, 'this list'],
  ]
  const intro = problem
    ? `*${escape(clip(problem, 300))}* Here is what I understand:`
    : '*I keep your OKRs alive*: once a week I ask each owner how sure they are, and I show how everything stands. You can ask me:'
  const words = lines.map(([typed, does]) => `${typed}: ${does}`)
  return {
    text: [intro, ...words, footer].join('\n').replaceAll('*', '').replaceAll('`', ''),
    blocks: [
      section(intro),
      section(lines.map(([typed, does]) => `\`${typed}\` — ${does}`).join('\n')),
      actions(
        'help',
        button('help:status', 'How are we doing?', 'status', { style: 'primary' }),
        button('help:me', 'My key results', 'status me'),
        button('help:check-in', 'Check in now', 'checkin'),
        button('help:pause', 'Pause …', 'pause'),
        button('help:settings', 'Settings …', 'settings'),
      ),
      context(footer),
    ],
  }
}
