import type { RichTextBlock, TableBlock } from '@slack/types'
import { parsePlain } from '../text/mrkdwn.ts'
import { RichText } from './rich-text.tsx'
import { Inlines } from './text.tsx'

export type Cell =
  | { type: 'raw_text'; text: string }
  | { type: 'raw_number'; value: number; text?: string }
  | RichTextBlock

/** Slack's simple table: the first row is its head. */
export function Table({ block }: { block: TableBlock }) {
  const [head = [], ...body] = block.rows as Cell[][]
  const style = (column: number) => {
    const { align, is_wrapped: wrapped } = block.column_settings?.[column] ?? {}
    // Numbers stand to the right and stay on one line; a text may always wrap here, where Slack would cut it off.
    const whiteSpace = align === 'right' && !wrapped ? ('nowrap' as const) : undefined
    return { textAlign: align ?? ('left' as const), whiteSpace }
  }
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Table">
      <table className="table">
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" style={style(column)}>
                <CellText cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} style={style(column)}>
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function CellText({ cell }: { cell: Cell }) {
  if (cell.type === 'rich_text') return <RichText block={cell} />
  if (cell.type === 'raw_number') return cell.text ?? String(cell.value)
  return <Inlines of={parsePlain(cell.text)} />
}
