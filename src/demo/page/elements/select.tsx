import type { MultiSelect, Select as SelectElement } from '@slack/types'
import { useEffect, useRef, useState } from 'react'
import { useSurface, useWorld } from '../blocks/surface.tsx'
import type { Option, OptionGroup } from '../blocks/types.ts'
import { cityOf } from '../text/dates.ts'
import { Icon } from '../ui/icons.tsx'
import { Combobox } from './combobox.tsx'
import { ariaOf, type Field } from './field.ts'
import { groupsOf, matching, optionsOf } from './options.ts'
import { initialState, valueIn } from './state.ts'
import { useAction } from './use-action.tsx'

interface SelectProps {
  element: SelectElement | MultiSelect
  blockId: string
  field?: Field | undefined
  dispatches: boolean
}

/** Every menu one chooses from: own options, people, channels, or what the app suggests; one or several. */
export function Select({ element, blockId, field, dispatches }: SelectProps) {
  const surface = useSurface()
  const { pending, send, question } = useAction(blockId, element)
  const [typed, setTyped] = useState('')
  const { groups, emptyText, searching } = useGroups(element, blockId, typed)
  const several = element.type.startsWith('multi_')
  const known = useKnownOptions(element, groups)
  const value = valueIn(surface.stateOf(blockId, element))
  const chosen = (several ? (value as unknown[]) : value ? [value] : []).map((one) => known(one))
  const change = (next: Option[]) => {
    const values = next.map((option) => (byId(element) ? option.value : option))
    const result = several ? values : (values[0] ?? null)
    if (dispatches) send({ [placeOf(element)]: result })
    else surface.put(blockId, element, result)
  }
  const isChosen = (option: Option) => chosen.some((one) => one.value === option.value)
  const pick = (option: Option) => {
    if (!several) return change([option])
    if (isChosen(option)) return change(chosen.filter((one) => one.value !== option.value))
    const { max_selected_items: max = 100 } = element as { max_selected_items?: number }
    if (chosen.length < max) change([...chosen, option])
  }
  return (
    <div className={several ? 'select several' : 'select'}>
      {several && <Chips options={chosen} onRemove={pick} />}
      <Combobox
        groups={groups}
        shown={several ? '' : (chosen[0]?.text.text ?? '')}
        placeholder={element.placeholder?.text ?? 'Choose'}
        typed={typed}
        onType={setTyped}
        onPick={pick}
        isChosen={isChosen}
        emptyText={emptyText}
        busy={pending || searching}
        several={several}
        aria={ariaOf(field, element, 'Choose')}
      />
      {question}
    </div>
  )
}

function Chips({ options, onRemove }: { options: Option[]; onRemove: (option: Option) => void }) {
  return options.map((option) => (
    <span key={option.value} className="chip">
      {option.text.text}
      <button type="button" aria-label={`Remove ${option.text.text}`} onClick={() => onRemove(option)}>
        <Icon name="close" size={12} />
      </button>
    </span>
  ))
}

/** People and channels are chosen by id, everything else as the whole option. */
function byId(element: SelectProps['element']): boolean {
  return /users|conversations|channels/.test(element.type)
}

function placeOf(element: SelectProps['element']): string {
  return Object.keys(initialState(element) ?? {}).find((name) => name !== 'type') ?? 'selected_option'
}

/** From what stands in the state to an option with a text. */
function useKnownOptions(element: SelectProps['element'], groups: OptionGroup[]): (value: unknown) => Option {
  const { people, channels } = useWorld()
  return (value) => {
    if (!byId(element)) return value as Option
    const named = [...people, ...channels].find((one) => one.id === value)
    const fallback = groups.flatMap((group) => group.options).find((option) => option.value === value)?.text.text
    return { text: { type: 'plain_text', text: named?.name ?? fallback ?? String(value) }, value: String(value) }
  }
}

interface Groups {
  groups: OptionGroup[]
  emptyText: string
  searching: boolean
}

function useGroups(element: SelectProps['element'], blockId: string, typed: string): Groups {
  const { people, channels } = useWorld()
  const isExternal = element.type.includes('external')
  const suggested = useSuggestions(element, blockId, typed, isExternal)
  if (isExternal) return suggested
  const all = /users/.test(element.type)
    ? optionsOf(
        people
          .filter((person) => !person.deactivated)
          .map((person) => ({ ...person, detail: `${person.title} · ${cityOf(person.zone)}` })),
      )
    : byId(element)
      ? optionsOf(channels.map((channel) => ({ ...channel, name: `#${channel.name}` })))
      : groupsOf(element)
  return { groups: matching(all, typed), emptyText: 'Nothing found.', searching: false }
}

function useSuggestions(element: SelectProps['element'], blockId: string, typed: string, wanted: boolean): Groups {
  const surface = useSurface()
  const ask = useRef(surface.suggest)
  ask.current = surface.suggest
  const { min_query_length: least = 3 } = element as { min_query_length?: number }
  const [found, setFound] = useState<{ typed: string; groups: OptionGroup[] } | null>(null)
  const enough = typed.trim().length >= least
  useEffect(() => {
    if (!wanted || !enough) return
    let current = true
    const timer = setTimeout(async () => {
      const groups = await ask.current(blockId, element.action_id ?? '', typed.trim())
      if (current) setFound({ typed, groups })
    }, 200)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [wanted, enough, typed, blockId, element.action_id])
  const searching = wanted && enough && found?.typed !== typed
  const emptyText = !enough
    ? `Type ${least === 1 ? 'a letter' : `${least} letters`} to search.`
    : searching
      ? 'Searching …'
      : 'Nothing found.'
  return { groups: wanted && enough && found ? found.groups : [], emptyText, searching }
}
