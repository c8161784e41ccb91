import type { Json } from '../state/model.ts'
import { id } from './parts.ts'
import {
  type At,
  byType,
  inside,
  isObject,
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

const point = object({ label: need(string(20)), value: need(number()) })
const series = object({ name: need(string(20)), data: need(list(point, { max: 20 })) })
const segment = object({ label: need(string(20)), value: need(number({ min: Number.MIN_VALUE })) })
const axes = object({
  categories: need(list(string(20), { max: 20 })),
  x_label: may(string(50)),
  y_label: may(string(50)),
})

/** Slack's own chart: no gaps, no second point, 12 series of 20 points at most. */
export const dataVisualization: Rule = object({
  type: need(oneOf('data_visualization')),
  block_id: may(id),
  title: need(string(50)),
  chart: need(
    byType({
      line: axial('line'),
      area: axial('area'),
      bar: axial('bar'),
      pie: object({ type: need(oneOf('pie')), segments: need(list(segment, { max: 12 })) }),
    }),
  ),
})

function axial(type: string): Rule {
  const fields = { type: need(oneOf(type)), series: need(list(series, { max: 12 })), axis_config: need(axes) }
  return object(fields, checkSeries)
}

/** Names once; every series has exactly one point for every category. */
function checkSeries(chart: Json, at: At): void {
  const all = Array.isArray(chart['series']) ? chart['series'].filter(isObject) : []
  const axis = isObject(chart['axis_config']) ? chart['axis_config'] : {}
  const categories = Array.isArray(axis['categories']) ? axis['categories'] : []
  if (new Set(categories).size < categories.length) report(inside(at, 'axis_config'), 'categories must be unique')
  const names = new Set<unknown>()
  for (const [index, one] of all.entries()) {
    const here = inside(inside(at, 'series'), index)
    if (names.has(one['name'])) report(inside(here, 'name'), 'series names must be unique')
    names.add(one['name'])
    const labels = (Array.isArray(one['data']) ? one['data'] : []).map((entry) =>
      isObject(entry) ? entry['label'] : null,
    )
    const stray = labels.filter((label) => !categories.includes(label))
    if (stray.length > 0) report(inside(here, 'data'), `label is not one of the categories: ${stray.join(', ')}`)
    const missing = categories.filter((category) => labels.filter((label) => label === category).length !== 1)
    if (missing.length > 0)
      report(inside(here, 'data'), `must have exactly one point for each category: ${missing.join(', ')}`)
  }
}
