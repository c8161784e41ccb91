import { isObjectiveId, type KeyResultId, keyResultId, type ObjectiveId, objectiveOf } from '../ids.ts'
import type { Known } from './known.ts'
import type { FileFault } from './okr-file.ts'
import { comparable, rawItems, rawText, rawValue } from './raw.ts'

/** The id of each objective and key result of a file, in the file's order. */
export interface GivenIds {
  objectives: ObjectiveId[]
  keyResults: KeyResultId[][]
}

/**
 * Ids for everything in the file: its own; without one that of the objective of the same cycle, team and title (of
 * the key result of the same title); else the next free number. Numbers are never used twice, so "free" is above
 * every number that was ever given. `raw` need not be right otherwise.
 */
export function giveIds(raw: unknown, known: Known): { ids: GivenIds; faults: FileFault[] } {
  const faults: FileFault[] = []
  const objectives = giveObjectiveIds(raw, known, faults)
  const knownKeyResults = Map.groupBy(known.keyResults, (one) => objectiveOf(one.id))
  const keyResults = rawItems(raw, 'objectives').map(({ item, path }, index) => {
    const id = objectives[index]
    if (id === undefined) return []
    return giveKeyResultIds(id, rawItems(item, 'key_results', path), knownKeyResults.get(id) ?? [], faults)
  })
  return { ids: { objectives, keyResults }, faults }
}

function giveObjectiveIds(raw: unknown, known: Known, faults: FileFault[]): ObjectiveId[] {
  const cycle = rawText(rawValue(raw, 'cycle'), 'name')
  const items = rawItems(raw, 'objectives')
  const own = items.map(({ item }) => ownId(rawText(item, 'id'), isObjectiveId))
  const taken = new Set<string>()
  own.forEach((id, index) => {
    const path = [...(items[index]?.path ?? []), 'id']
    const elsewhere = known.objectives.find((one) => one.id === id && one.cycle !== cycle)
    if (id === null) return
    if (taken.has(id))
      faults.push({ path, message: `\`id\` is ${id}, and so is that of another objective in this file` })
    if (elsewhere) faults.push({ path, message: `\`id\` is ${id}, which belongs to the cycle ${elsewhere.cycle}` })
    taken.add(id)
  })
  const titles = new Set<string>()
  let highest = Math.max(0, ...[...known.objectives.map((one) => one.id), ...taken].map((id) => Number(id.slice(1))))
  return items.map(({ item, path }, index) => {
    const [team, title] = [rawText(item, 'team'), rawText(item, 'title')]
    const id = own[index] ?? null
    if (id !== null) return id
    if (team !== null && title !== null && titles.size === titles.add(`${team}\n${title}`).size) {
      const message = 'this objective has the same team and title as another; give them ids'
      faults.push({ path: [...path, 'title'], message })
    }
    const same = known.objectives.find(
      (one) => one.cycle === cycle && one.team === team && isOneOf(title, one.titles) && !taken.has(one.id),
    )
    const given = same?.id ?? `O${++highest}`
    taken.add(given)
    return given
  })
}

function giveKeyResultIds(
  objective: ObjectiveId,
  items: ReturnType<typeof rawItems>,
  known: Known['keyResults'],
  faults: FileFault[],
): KeyResultId[] {
  const own = items.map(({ item }) => ownId(rawText(item, 'id'), (text) => /^KR[1-9]\d{0,3}$/.test(text)))
  const taken = new Set<string>()
  own.forEach((id, index) => {
    if (id === null) return
    const path = [...(items[index]?.path ?? []), 'id']
    if (taken.has(id))
      faults.push({ path, message: `\`id\` is ${id}, and so is that of another key result of ${objective}` })
    taken.add(id)
  })
  const titles = new Set<string>()
  let highest = Math.max(0, ...[...known.map((one) => one.id), ...taken].map((id) => Number(id.replace(/^.*KR/, ''))))
  return items.map(({ item, path }, index) => {
    const title = rawText(item, 'title')
    const id = own[index] ?? null
    if (id !== null) return `${objective}-${id}`
    if (title !== null && titles.size === titles.add(title).size) {
      const message = `this key result has the same title as another of ${objective}; give them ids`
      faults.push({ path: [...path, 'title'], message })
    }
    const same = known.find((one) => isOneOf(title, one.titles) && !taken.has(one.id.replace(/^.*-/, '')))
    const given = same?.id ?? keyResultId(objective, ++highest)
    taken.add(given.replace(/^.*-/, ''))
    return given
  })
}

/** An id that is written wrongly is reported elsewhere, and none here. */
function ownId(text: string | null, isId: (text: string) => boolean): string | null {
  return text !== null && isId(text) ? text : null
}

function isOneOf(title: string | null, titles: readonly string[]): boolean {
  return title !== null && titles.some((one) => comparable(one) === title)
}
