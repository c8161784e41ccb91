import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Inlines } from '../blocks/text.tsx'
import type { Option, OptionGroup } from '../blocks/types.ts'
import { parsePlain } from '../text/mrkdwn.ts'
import { Icon } from '../ui/icons.tsx'
import { Popover } from '../ui/popover.tsx'

interface ComboboxProps {
  groups: OptionGroup[]
  /** What the field shows while nobody types in it. */
  shown: string
  placeholder: string
  typed: string
  onType: (typed: string) => void
  onPick: (option: Option) => void
  /** Marks those already chosen. */
  isChosen: (option: Option) => boolean
  /** What stands in the list when it is empty: "Nothing found", "Type 2 letters", "Searching …". */
  emptyText: string
  busy: boolean
  /** Several can be chosen: the list stays open after a pick. */
  several: boolean
  aria: Record<string, unknown>
}

/** A field that finds options while one types (WAI-ARIA combobox with a list): arrows move, Enter takes, Esc closes. */
export function Combobox(props: ComboboxProps) {
  const { groups, shown, placeholder, typed, onType, onPick, several, busy, aria } = props
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const anchor = useRef<HTMLDivElement>(null)
  const id = useId()
  const options = groups.flatMap((group) => group.options)
  const at = Math.min(active, options.length - 1)
  const openAt = (index: number) => {
    setOpen(true)
    setActive(Math.max(0, index))
  }
  const close = () => {
    setOpen(false)
    onType('')
  }
  const pick = (option: Option | undefined) => {
    if (option) onPick(option)
    if (!several) close()
    else onType('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1 + options.length }
    const to = moves[event.key]
    if (to !== undefined) openAt(open ? to % Math.max(1, options.length) : options.findIndex(props.isChosen))
    else if (event.key === 'Enter' && open) pick(options[at])
    else if (event.key === 'Escape' && open) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="combobox" ref={anchor}>
      <input
        className="input"
        role="combobox"
        aria-expanded={open}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={open && options[at] ? `${id}-${at}` : undefined}
        aria-busy={busy}
        autoComplete="off"
        value={open ? typed : shown}
        placeholder={shown && open ? shown : placeholder}
        onClick={() => openAt(options.findIndex(props.isChosen))}
        onChange={(event) => {
          onType(event.target.value)
          openAt(0)
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
        {...aria}
      />
      <Icon name="chevron" size={16} />
      <Popover anchor={anchor} open={open} onClose={close} wide className="listbox">
        <OptionList {...props} id={id} active={at} pick={pick} />
      </Popover>
    </div>
  )
}

function OptionList({
  id,
  groups,
  active,
  isChosen,
  emptyText,
  several,
  pick,
}: ComboboxProps & { id: string; active: number; pick: (option: Option) => void }) {
  const options = groups.flatMap((group) => group.options)
  return (
    // The field keeps the focus: a press in the list must not take it.
    <div
      id={id}
      role="listbox"
      aria-multiselectable={several}
      tabIndex={-1}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.length === 0 && (
        <p className="quiet listbox-note" role="status">
          {emptyText}
        </p>
      )}
      {groups.map((group, index) => (
        <div key={index} role="group" aria-label={group.label ?? undefined}>
          {group.label && (
            <p className="listbox-label" aria-hidden="true">
              {group.label}
            </p>
          )}
          {group.options.map((option) => {
            const at = options.indexOf(option)
            return (
              <div
                key={option.value ?? at}
                id={`${id}-${at}`}
                ref={(element) => {
                  if (at === active) element?.scrollIntoView({ block: 'nearest' })
                }}
                role="option"
                tabIndex={-1}
                aria-selected={isChosen(option)}
                className={at === active ? 'listbox-option active' : 'listbox-option'}
                onClick={() => pick(option)}
                onKeyDown={() => {}}
              >
                <span className="option-text">
                  <span>
                    <Inlines of={parsePlain(option.text.text)} />
                  </span>
                  {option.description && <small>{option.description.text}</small>}
                </span>
                {isChosen(option) && <Icon name="check" size={16} />}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
