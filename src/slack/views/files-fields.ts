import type { InputBlock, MultiStaticSelect, PlainTextOption, StaticSelect } from '@slack/types'
import { type ContextFile, folderBelowContext } from '../../domain/digests.ts'
import { limits } from '../blocks/blocks.ts'
import { plain, shorten } from '../blocks/text.ts'

/** Slack's: choices in a menu, all groups together as far as people read; characters of a choice's value. */
const mostChoices = 100
const longestValue = 150

/** Of a project's name, as operators give them. */
export const longestName = longestValue

type Choice = readonly [value: string, text: string]

interface Field {
  id: string
  label: string
  hint?: string
  /** What stays when the form is drawn anew has the same: another project has other choices. */
  actionId?: string
}

/** A menu in which several may be chosen. What is chosen already is offered first, also when nobody else knows it. */
export function severalField(field: Field, choices: readonly Choice[], chosen: readonly string[]): InputBlock | null {
  const known = new Map(choices)
  const first = [...new Set(chosen)].map((value): Choice => [value, known.get(value) ?? value])
  const rest = choices.filter(([value]) => !chosen.includes(value))
  const options = [...first, ...rest].filter(fits).slice(0, mostChoices).map(toOption)
  if (options.length === 0) return null
  const initial = options.slice(0, first.filter(fits).length)
  const element: MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: field.actionId ?? 'value',
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  }
  return input(field, element)
}

/** A menu of files below `.chant/context`, by folder. `chosen` is offered even when it is not there yet. */
export function contextField(
  field: Field,
  files: readonly ContextFile[],
  chosen: readonly string[],
): { field: InputBlock | null; left: number } {
  const rest = files.map(({ path }) => path).filter((path) => !chosen.includes(path))
  const paths = [...new Set([...chosen, ...rest])].filter((path) => path.length <= longestValue)
  const shown = paths.slice(0, mostChoices)
  if (shown.length === 0) return { field: null, left: files.length }
  const groups = new Map<string, string[]>()
  for (const path of shown) {
    const folder = folderBelowContext(path)
    groups.set(folder, [...(groups.get(folder) ?? []), path])
  }
  const option = (path: string) => toOption([path, path.slice(path.lastIndexOf('/') + 1)])
  const initial = chosen.filter((path) => shown.includes(path)).map(option)
  const element: MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: field.actionId ?? 'value',
    option_groups: [...groups].map(([folder, some]) => ({
      label: plain(shorten(folder || '.chant/context', limits.option)),
      options: some.map(option),
    })),
    ...(initial.length > 0 && { initial_options: initial }),
  }
  return { field: input(field, element), left: Math.max(0, files.length - shown.length) }
}

/** Which of several projects; another choice draws the form anew. Nothing where there is one only. */
export function repositoryField(actionId: string, names: readonly string[], chosen: string): InputBlock[] {
  if (names.length < 2) return []
  const options = names
    .filter((name) => name.length <= longestValue)
    .slice(0, mostChoices)
    .map((name) => toOption([name, name]))
  const initial = options.find(({ value }) => value === chosen)
  const element: StaticSelect = {
    type: 'static_select',
    action_id: actionId,
    options,
    ...(initial && { initial_option: initial }),
  }
  return [{ type: 'input', block_id: 'repository', dispatch_action: true, label: plain('Project'), element }]
}

function fits([value]: Choice): boolean {
  return value !== '' && value.length <= longestValue
}

function toOption([value, text]: Choice): PlainTextOption {
  return { value, text: plain(shorten(text, limits.option)) }
}

function input({ id, label, hint }: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    element,
    optional: true,
    ...(hint && { hint: plain(hint) }),
  }
}
