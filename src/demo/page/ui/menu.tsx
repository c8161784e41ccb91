import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Popover } from './popover.tsx'

export interface MenuItem {
  key: string
  label: ReactNode
  /** Marks the one that is in force ("You are …"). */
  current?: boolean
  onPick: () => void
}

interface MenuProps {
  /** What a screen reader calls the button, where its content does not say it. */
  label?: string
  button: ReactNode
  buttonClass: string
  items: MenuItem[]
  align?: 'start' | 'end'
  wide?: boolean
  busy?: boolean
  className?: string
}

/** A button with a menu (WAI-ARIA menu button): arrows move, Home and End jump, Esc closes and returns to the button. */
export function Menu({
  label,
  button,
  buttonClass,
  items,
  align = 'end',
  wide = false,
  busy = false,
  className,
}: MenuProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = () => setOpen(false)
  const onDone = (backToButton: boolean) => {
    close()
    if (backToButton) anchor.current?.focus()
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={buttonClass}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-busy={busy}
        aria-disabled={busy}
        onClick={() => !busy && setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || busy) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {button}
      </button>
      <Popover
        anchor={anchor}
        open={open}
        onClose={close}
        align={align}
        wide={wide}
        className={`menu ${className ?? ''}`}
      >
        <MenuList id={id} label={label} items={items} onDone={onDone} />
      </Popover>
    </>
  )
}

interface MenuListProps {
  id: string
  label: string | undefined
  items: MenuItem[]
  onDone: (backToButton: boolean) => void
}

function MenuList({ id, label, items, onDone }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const all = itemsIn(list.current)
    const start = all.find((item) => item.dataset['current']) ?? all[0]
    start?.focus()
  }, [])
  return (
    <div
      ref={list}
      id={id}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => onMenuKey(event, list.current, onDone)}
    >
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          {...(item.current === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': item.current })}
          data-current={item.current || undefined}
          tabIndex={-1}
          className="menu-item"
          onClick={() => {
            onDone(true)
            item.onPick()
          }}
        >
          {item.label}
        </button>
      ))}
    </div>
  )
}

function onMenuKey(event: KeyboardEvent, list: HTMLElement | null, onDone: (backToButton: boolean) => void): void {
  const all = itemsIn(list)
  const at = all.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
  if (event.key === 'Tab') onDone(false)
  if (event.key !== 'Escape' && to === undefined) {
    focusByLetter(all, at, event)
    return
  }
  // The Esc that closes a menu must not close the dialog below it as well.
  event.preventDefault()
  event.stopPropagation()
  if (to === undefined) onDone(true)
  else all[to % all.length]?.focus()
}

function focusByLetter(all: HTMLElement[], at: number, event: KeyboardEvent): void {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === ' ') return
  const after = [...all.slice(at + 1), ...all.slice(0, at + 1)]
  after.find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus()
}

function itemsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('.menu-item') ?? [])]
}
