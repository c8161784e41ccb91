import type { Json } from '../state/model.ts'
import { elements } from './elements.ts'
import { id } from './parts.ts'
import { richText } from './rich-text.ts'
import {
  type At,
  boolean,
  byType,
  inside,
  list,
  may,
  need,
  number,
  object,
  oneOf,
  type Rule,
  report,
  string,
} from './rules.ts'

const long = Number.POSITIVE_INFINITY
const rawText = object({ type: need(oneOf('raw_text')), text: need(string(long)) })
const rawNumber = object({ type: need(oneOf('raw_number')), value: need(number()), text: need(string(long)) })
const actionCell = object({
  type: need(oneOf('action_cell')),
  element: need(byType({ button: elements['button'] as Rule })),
  fallback: may(rawText),
})
const plainCells = { raw_text: rawText, raw_number: rawNumber, rich_text: richText }

const column = object({ align: may(oneOf('left', 'center', 'right')), is_wrapped: may(boolean) })

/** A table of a message: at most 100 rows of 20 cells and 10,000 characters. */
export const table: Rule = object(
  {
    type: need(oneOf('table')),
    block_id: may(id),
    rows: need(list(list(byType(plainCells), { max: 20 }), { max: 100 })),
    column_settings: may(list(nullable(column), { max: 20 })),
  },
  (value, at) => {
    if (charactersIn(value['rows']) > 10_000) report(at, 'must be less than 10001 characters')
  },
)

/** A sortable table: a header and at most 200 rows, all of one length, at most 20,000 characters. */
export const dataTable: Rule = object(
  {
    type: need(oneOf('data_table')),
    block_id: may(id),
    caption: need(string(long)),
    page_size: may(number({ min: 1, max: 100, whole: true })),
    row_header_column_index: may(number({ min: 0, max: 19, whole: true })),
    rows: need(list(list(byType({ ...plainCells, action_cell: actionCell }), { max: 20 }), { min: 2, max: 201 })),
  },
  checkRows,
)

/** Characters of everything a person can read in these cells. */
export function charactersIn(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + charactersIn(item), 0)
  if (typeof node !== 'object' || node === null) return 0
  return Object.entries(node).reduce((sum, [name, value]) => {
    if (name === 'text' && typeof value === 'string') return sum + value.length
    return sum + charactersIn(value)
  }, 0)
}

function checkRows(value: Json, at: At): void {
  const rows = (Array.isArray(value['rows']) ? value['rows'] : []).filter(Array.isArray) as Json[][]
  const width = rows[0]?.length ?? 0
  for (const [index, row] of rows.entries()) {
    if (row.length !== width) report(inside(inside(at, 'rows'), index), `must have ${width} cells like the first row`)
  }
  for (const [index, cell] of (rows[0] ?? []).entries()) {
    if (cell['type'] === 'rich_text' || cell['type'] === 'action_cell') {
      report(inside(inside(inside(at, 'rows'), 0), index), `header cells cannot be ${cell['type']}`)
    }
  }
  if (Number(value['row_header_column_index'] ?? 0) >= Math.max(1, width)) {
    report(inside(at, 'row_header_column_index'), 'must be the index of a column')
  }
  if (charactersIn(rows) > 20_000) report(at, 'must be less than 20001 characters')
}

function nullable(rule: Rule): Rule {
  return (value, at) => (value === null ? undefined : rule(value, at))
}
