import { isKeyResultId, isObjectiveId, objectiveOf } from '../ids.ts'
import { nearest } from '../nearest.ts'
import type { GivenIds } from './give-ids.ts'
import type { Known } from './known.ts'
import type { FileFault, FilePath } from './okr-file.ts'
import { rawItems, rawText, rawTexts, rawValue } from './raw.ts'

/** What the file names and neither the file nor what is known has: teams, KPIs, objectives, key results. */
export function findBrokenReferences(raw: unknown, ids: GivenIds, known: Known): FileFault[] {
  const teams = new Set([...known.teams, ...rawItems(raw, 'teams').flatMap(({ item }) => rawText(item, 'name') ?? [])])
  const keyResults = new Set([...known.keyResults.map((one) => one.id), ...ids.keyResults.flat()])
  const objectives = new Set([...known.objectives.map((one) => one.id), ...ids.objectives])
  const kpis = new Set([
    ...known.kpis,
    ...rawItems(raw, 'kpis').flatMap(({ item }) => rawText(item, 'id') ?? []),
    ...ownKpis(raw, ids),
  ])
  const faults: FileFault[] = []
  const check = (name: string | null, among: ReadonlySet<string>, what: string, path: FilePath) => {
    if (name === null || among.has(name)) return
    const meant = nearest(name, among)
    const key = path.findLast((step) => typeof step === 'string')
    const help =
      meant === null ? `there is no ${what} of that name` : `there is no such ${what}; did you mean ${meant}?`
    faults.push({ path, message: `\`${key}\` names ${name}, and ${help}` })
  }
  for (const { item, path } of rawItems(raw, 'objectives')) {
    check(rawText(item, 'team'), teams, 'team', [...path, 'team'])
    const supports = rawText(item, 'supports')
    if (supports !== null && isObjectiveId(supports)) check(supports, objectives, 'objective', [...path, 'supports'])
    if (supports !== null && isKeyResultId(supports)) check(supports, keyResults, 'key result', [...path, 'supports'])
    for (const { item: keyResult, path: at } of rawItems(item, 'key_results', path)) {
      check(rawText(keyResult, 'kpi'), kpis, 'KPI', [...at, 'kpi'])
      check(rawText(keyResult, 'guardrail'), kpis, 'KPI', [...at, 'guardrail'])
    }
  }
  for (const { item, path } of rawItems(raw, 'teams')) {
    const named = rawTexts(rawValue(item, 'report'), 'kpis', [...path, 'report'])
    for (const { text, path: at } of named) check(text, kpis, 'KPI', at)
  }
  for (const { item, path } of rawItems(raw, 'initiatives')) {
    const named = rawTexts(item, 'contributes_to', path)
    for (const { text, path: at } of named) if (isKeyResultId(text)) check(text, keyResults, 'key result', at)
  }
  return [...faults, ...kpisOfOthers(raw, ids, known), ...circles(raw, ids, known)]
}

/** Key results that name no KPI have one of their own, named by their id. */
function ownKpis(raw: unknown, ids: GivenIds): string[] {
  return rawItems(raw, 'objectives').flatMap(({ item }, index) =>
    rawItems(item, 'key_results').flatMap(({ item: keyResult }, number) => {
      const id = ids.keyResults[index]?.[number]
      return id !== undefined && rawText(keyResult, 'kpi') === null ? [id] : []
    }),
  )
}

function kpisOfOthers(raw: unknown, ids: GivenIds, known: Known): FileFault[] {
  const own = new Set([...ownKpis(raw, ids), ...known.kpis])
  return rawItems(raw, 'kpis').flatMap(({ item, path }) => {
    const id = rawText(item, 'id')
    if (id === null || !isKeyResultId(id) || own.has(id)) return []
    const message = `\`id\` is ${id}, which is the name of a key result; only the KPI of a key result without \`kpi\` is named so`
    return [{ path: [...path, 'id'], message }]
  })
}

/** Objectives that, by what they support, end up supporting themselves. */
function circles(raw: unknown, ids: GivenIds, known: Known): FileFault[] {
  const above = new Map<string, string | null>()
  const target = (supports: string | null) =>
    supports === null ? null : isKeyResultId(supports) ? objectiveOf(supports) : supports
  for (const { id, supports } of known.objectives) above.set(id, target(supports))
  const items = rawItems(raw, 'objectives')
  items.forEach(({ item }, index) => {
    const id = ids.objectives[index]
    if (id !== undefined) above.set(id, target(rawText(item, 'supports')))
  })
  const faults: FileFault[] = []
  const inCircle = new Set<string>()
  items.forEach(({ path }, index) => {
    const start = ids.objectives[index] ?? ''
    const way = [start]
    for (let at = above.get(start) ?? null; at !== null && way.length <= above.size + 1; at = above.get(at) ?? null) {
      way.push(at)
      if (at === start || inCircle.has(start)) break
    }
    if (way.length < 2 || way.at(-1) !== start || inCircle.has(start)) return
    for (const id of way) inCircle.add(id)
    faults.push({ path: [...path, 'supports'], message: `\`supports\` goes round in a circle: ${way.join(' → ')}` })
  })
  return faults
}
