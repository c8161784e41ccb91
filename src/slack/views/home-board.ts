import type { Block, DataTableBlock, KnownBlock, RawTextElement } from '@slack/types'
import { daysBetween, localDateAt } from '../../domain/local-time.ts'
import { colourOf, coloursByGravity } from '../../domain/roll-up.ts'
import type { Home } from '../../usecases/show-home.ts'
import type { KeyResultStatus } from '../../usecases/show-status.ts'
import type { Reader } from '../../usecases/status/reader.ts'
import { actions, button, context, header, limits, section } from '../blocks/blocks.ts'
import { lineSections } from '../blocks/fit.ts'
import { clip, escape, plain, shorten } from '../blocks/text.ts'
import type { HomeOptions } from './home-options.ts'
import { agoInWords, countsWords, markOf, nameOf, paceWords, percent, valuesOf, worstWords } from './status-words.ts'

/** A table takes 200 rows and 20,000 characters; of more key results those that need somebody are shown. */
const mostRows = 100
const mostLines = 40

/** How the reader's teams stand: in a sentence, and key result by key result. */
export function boardBlocks(home: Home, { command, tables }: HomeOptions): (KnownBlock | Block)[] {
  const { board, objectives, reader } = home
  if (board === null) {
    return [
      header('Team board'),
      section(`There are no OKRs here yet. When an admin has imported some, they stand here.`),
    ]
  }
  const { of, rollUp, worst, rows } = board
  const shown = inOrder(rows, tables ? mostRows : mostLines)
  const left = rows.length - shown.length
  return [
    header('Team board'),
    section(`*${escape(clip(of, 120))}: ${countsWords(rollUp)}.*\n${worstWords(rollUp, worst)}`),
    ...(tables
      ? [table(shown, of, reader)]
      : lineSections(
          '',
          shown.map((one) => line(one, reader)),
        )),
    ...(left > 0
      ? [context(`The ${shown.length} that need somebody most. All ${rows.length}: \`${command} status\`.`)]
      : []),
    actions(
      'board',
      ...(objectives.length > 0 ? [lookMenu(objectives)] : []),
      button('status:look-0', 'At risk', 'at-risk', { label: 'Show what is at risk' }),
      button('status:look-1', 'Who is missing?', 'missing'),
      button('status:look-2', 'The cycle', 'cycle'),
    ),
  ]
}

/** As they are numbered, unless there are too many: then the gravest. */
function inOrder(rows: readonly KeyResultStatus[], most: number): readonly KeyResultStatus[] {
  if (rows.length <= most) return rows
  const gravity = (one: KeyResultStatus) => coloursByGravity.indexOf(colourOf(one))
  return rows.toSorted((a, b) => gravity(a) - gravity(b)).slice(0, most)
}

const columns = ['Key result', 'Owner', 'Confidence', 'Said', 'Now → target', 'Progress', 'Pace']

function table(rows: readonly KeyResultStatus[], of: string, reader: Reader): DataTableBlock {
  return {
    type: 'data_table',
    caption: shorten(`Key results of ${of}: what their owners say, and what is measured`, 200),
    page_size: 15,
    row_header_column_index: 0,
    rows: [columns.map(text), ...rows.map((one) => cells(one, reader))],
  }
}

function cells(one: KeyResultStatus, reader: Reader): DataTableBlock['rows'][number] {
  const { keyResult, owner, progress, paceStatus, checkedInAt } = one
  const days = checkedInAt && daysBetween(localDateAt(checkedInAt, reader.zone), reader.today)
  return [
    text(`${keyResult.id} ${clip(keyResult.title, 50)}`),
    text(owner === null ? 'Nobody' : clip(owner.name, 30)),
    text(markOf(one)),
    // A column sorts as numbers only when every cell is one: never is longer ago than anything.
    { type: 'raw_number', value: days ?? 9999, text: days === null ? 'never' : agoInWords(days) },
    text(valuesOf(one)),
    { type: 'raw_number', value: progress ?? -1, text: progress === null ? '–' : percent(progress) },
    text(paceStatus),
  ]
}

function text(words: string): RawTextElement {
  return { type: 'raw_text', text: words === '' ? '–' : words }
}

/** The same in a line, where Slack shows no such table. */
function line(one: KeyResultStatus, { zone, today }: Reader): string {
  const { progress, paceStatus, checkedInAt } = one
  const said = checkedInAt ? `, ${agoInWords(daysBetween(localDateAt(checkedInAt, zone), today))}` : ''
  const done = progress === null ? '' : `, ${percent(progress)}`
  return `${markOf(one)}${said}  *${nameOf(one)}*  ${escape(valuesOf(one))}${done}, ${paceWords[paceStatus]}`
}

function lookMenu(objectives: Home['objectives']) {
  return {
    type: 'static_select' as const,
    action_id: 'status:look-closer',
    placeholder: plain('Look closer at …'),
    options: objectives.slice(0, 100).map(({ id, title }) => ({
      value: id,
      text: plain(shorten(`${id} ${title}`, limits.option)),
    })),
  }
}
