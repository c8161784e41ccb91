import type { Button as ButtonElement, DataTableBlock } from '@slack/types'
import { useId, useState } from 'react'
import { Button } from '../elements/button.tsx'
import { plainOf } from '../text/inline.ts'
import { Icon } from '../ui/icons.tsx'
import { readElements } from './rich-text.tsx'
import { type Cell, CellText } from './table.tsx'

interface ActionCell {
  type: 'action_cell'
  element: ButtonElement
  fallback?: Cell
}
type DataCell = Cell | ActionCell
interface Sorting {
  column: number
  direction: 'ascending' | 'descending'
}

/** Slack's data table: sorted by a press on a column's head, searched and paged when it is long. */
export function DataTable({ block }: { block: DataTableBlock }) {
  const [head = [], ...rows] = block.rows as DataCell[][]
  const size = block.page_size ?? 5
  const [sorting, setSorting] = useState<Sorting | null>(null)
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(0)
  const found = sorted(
    rows.filter((row) => row.some((cell) => textOf(cell).toLowerCase().includes(search.trim().toLowerCase()))),
    sorting,
  )
  const pages = Math.max(1, Math.ceil(found.length / size))
  const at = Math.min(page, pages - 1)
  return (
    <div className="data-table">
      {rows.length > size && <Search caption={block.caption} search={search} onSearch={setSearch} />}
      <div className="table-scroll" tabIndex={0} role="group" aria-label={block.caption}>
        <table className="table">
          <caption>{block.caption}</caption>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <SortableHead
                  key={column}
                  cell={cell}
                  sorting={sorting?.column === column ? sorting.direction : null}
                  numeric={isNumeric(rows, column)}
                  onSort={(direction) => setSorting({ column, direction })}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(at * size, (at + 1) * size).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <DataCellView
                    key={column}
                    cell={cell}
                    blockId={block.block_id ?? ''}
                    isHead={column === (block.row_header_column_index ?? 0)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 && <p className="quiet table-note">Nothing in this table contains “{search.trim()}”.</p>}
      {pages > 1 && <Pages at={at} pages={pages} onPage={setPage} />}
    </div>
  )
}

function Search({ caption, search, onSearch }: { caption: string; search: string; onSearch: (text: string) => void }) {
  const id = useId()
  return (
    <div className="table-search">
      <label htmlFor={id} className="hidden">
        Search in {caption}
      </label>
      <Icon name="search" size={15} />
      <input
        id={id}
        type="search"
        placeholder="Search this table"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
    </div>
  )
}

interface SortableHeadProps {
  cell: DataCell
  sorting: Sorting['direction'] | null
  numeric: boolean
  onSort: (direction: Sorting['direction']) => void
}

function SortableHead({ cell, sorting, numeric, onSort }: SortableHeadProps) {
  const next = sorting === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={sorting ?? 'none'} className={numeric ? 'numeric' : undefined}>
      <button type="button" className="sort" onClick={() => onSort(next)}>
        {textOf(cell)}
        <Icon name={sorting === null ? 'sort' : sorting === 'ascending' ? 'up' : 'chevron'} size={14} />
      </button>
    </th>
  )
}

function DataCellView({ cell, blockId, isHead }: { cell: DataCell; blockId: string; isHead: boolean }) {
  const content =
    cell.type === 'action_cell' ? <Button element={cell.element} blockId={blockId} /> : <CellText cell={cell} />
  if (isHead) return <th scope="row">{content}</th>
  return <td className={cell.type === 'raw_number' ? 'numeric' : undefined}>{content}</td>
}

function Pages({ at, pages, onPage }: { at: number; pages: number; onPage: (page: number) => void }) {
  return (
    <div className="pages">
      <button type="button" className="button small" disabled={at === 0} onClick={() => onPage(at - 1)}>
        Previous
      </button>
      <span role="status">
        Page {at + 1} of {pages}
      </span>
      <button type="button" className="button small" disabled={at === pages - 1} onClick={() => onPage(at + 1)}>
        Next
      </button>
    </div>
  )
}

/** Slack sorts a column as numbers only when every cell of it is one. */
function isNumeric(rows: DataCell[][], column: number): boolean {
  return rows.length > 0 && rows.every((row) => row[column]?.type === 'raw_number')
}

function sorted(rows: DataCell[][], sorting: Sorting | null): DataCell[][] {
  if (!sorting) return rows
  const { column, direction } = sorting
  const numeric = isNumeric(rows, column)
  const compare = (a: DataCell[], b: DataCell[]) =>
    numeric
      ? numberIn(a[column]) - numberIn(b[column])
      : textOf(a[column]).localeCompare(textOf(b[column]), 'en', { numeric: true })
  return rows.toSorted((a, b) => (direction === 'ascending' ? compare(a, b) : compare(b, a)))
}

function numberIn(cell: DataCell | undefined): number {
  return cell?.type === 'raw_number' ? cell.value : Number.NaN
}

function textOf(cell: DataCell | undefined): string {
  if (!cell) return ''
  if (cell.type === 'action_cell') return cell.element.text.text
  if (cell.type === 'raw_number') return cell.text ?? String(cell.value)
  if (cell.type === 'raw_text') return cell.text
  return cell.elements
    .map((part) => ('elements' in part ? plainOf(readElements(part.elements as never)) : ''))
    .join(' ')
}
