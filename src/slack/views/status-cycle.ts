import { longDate } from '../../domain/dates.ts'
import type { PaceStatus } from '../../domain/pace.ts'
import type { CycleOverview, TeamOverview } from '../../usecases/status/cycle-overview.ts'
import type { Reader } from '../../usecases/status/reader.ts'
import { section } from '../blocks/blocks.ts'
import type { Part } from '../blocks/pages.ts'
import { clip, escape } from '../blocks/text.ts'
import type { StatusParts } from './status-parts.ts'
import { countsWords, markOf, nameOf, paceWords, percent, plainWords, progressBar, worstWords } from './status-words.ts'

/** A cycle at a glance: how much is over, what people say, what is measured, and each team. */
export function cycleParts(overview: CycleOverview, _reader: Reader): StatusParts {
  const { name, starts, ends, elapsed, daysLeft, rollUp, worst, openItems } = overview
  const left = daysLeft === 1 ? '1 day is left' : `${daysLeft} days are left`
  const items = openItems === 1 ? '1 item is open' : `${openItems} items are open`
  const lines = [
    `*${escape(clip(name, 60))}: ${countsWords(rollUp)}.*`,
    `${longDate(starts)} to ${longDate(ends)}   ${progressBar(elapsed)} ${percent(elapsed)} over, ${left}`,
    `Measured: ${pacesInWords(overview.paces)}. ${items}.`,
    worstWords(rollUp, worst),
  ]
  return {
    above: { blocks: [section(lines.join('\n'))], words: lines.map(plainWords).join('\n') },
    parts: overview.teams.map(teamPart),
    leadsTo: [
      ['all', 'Everything'],
      ['missing', 'Who is missing?'],
    ],
  }
}

function teamPart({ name, objectives, rollUp, worst }: TeamOverview): Part {
  const count = objectives === 1 ? '1 objective' : `${objectives} objectives`
  const lines = [
    `*${escape(clip(name, 80))}*, ${count}: ${countsWords(rollUp)}`,
    ...(worst ? [`Worst: ${markOf(worst)} — ${nameOf(worst)}`] : []),
  ]
  return {
    blocks: [section(lines.join('\n'))],
    words: plainWords(lines.join('. ')),
    choices: [[`team ${clip(name, 100)}`, name]],
  }
}

const paceOrder: readonly PaceStatus[] = ['met', 'on pace', 'behind', 'no data']

function pacesInWords(paces: CycleOverview['paces']): string {
  const known = paceOrder.filter((pace) => paces[pace] > 0)
  return known.length === 0 ? 'nothing yet' : known.map((pace) => `${paces[pace]} ${paceWords[pace]}`).join(', ')
}
