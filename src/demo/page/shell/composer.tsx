import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Acted, Snapshot } from '../../page-api.ts'
import { Icon } from '../ui/icons.tsx'
import { useKept } from '../ui/kept.tsx'
import { Menu } from '../ui/menu.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { AttachButton, type Attached, AttachedFiles, useAttachments } from './attachments.tsx'
import { type Completion, completionsFor, hintFor } from './completions.ts'
import { type Doings, tellProblem } from './doings.ts'

interface ComposerProps {
  /** Where an unsent text is kept. */
  id: string
  label: string
  commands: Snapshot['commands']
  shortcuts: Snapshot['shortcuts']
  doings: Doings
  send: (written: Written) => Promise<Acted>
  /** The channel an answer can be sent to as well. */
  alsoTo?: string
}

export interface Written {
  text: string
  files: readonly Attached[]
  broadcast: boolean
}

/** Where one writes: Enter sends, Shift+Enter starts a new line, `/` shows the commands; files can be dropped. */
export function Composer({ id, label, commands, shortcuts, doings, send, alsoTo }: ComposerProps) {
  const [text, setText] = useKept(`draft:${id}`, '')
  const [broadcast, setBroadcast] = useState(false)
  const { tell } = useToasts()
  const { files, add, remove, setFiles, drop } = useAttachments(id, tell)
  const listId = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const completing = useCompletions(text, commands, (taken) => {
    setText(taken)
    input.current?.focus()
  })
  const hint = hintFor(text, commands)
  useLayoutEffect(() => {
    if (text !== null) growToText(input.current)
  }, [text])
  const submit = async (event: { preventDefault: () => void }) => {
    event.preventDefault()
    if (text.trim() === '' && files.length === 0) return
    setText('')
    setFiles([])
    setBroadcast(false)
    const acted = await send({ text: text.trim(), files, broadcast })
    // What could not be sent comes back, unless something new is being written already.
    if (!acted.ok && input.current?.value === '') {
      setText(text)
      setFiles(files)
    }
    tellProblem(acted, tell)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || completing.onKey(event)) return
    if (event.key !== 'Enter' || event.shiftKey) return
    void submit(event)
  }
  const { options, active, take } = completing
  return (
    <form className="composer" onSubmit={(event) => void submit(event)} {...drop}>
      {options.length > 0 && <Completions id={listId} options={options} active={active} onTake={take} />}
      {options.length === 0 && hint && (
        <p className="command-hint" id={`${listId}-hint`}>
          {hint}
        </p>
      )}
      <AttachedFiles files={files} onRemove={remove} backTo={input} />
      <AttachButton onFiles={(chosen) => void add(chosen)} />
      <Shortcuts shortcuts={shortcuts} doings={doings} />
      <textarea
        ref={input}
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        aria-controls={options.length > 0 ? listId : undefined}
        aria-activedescendant={options.length > 0 && active >= 0 ? `${listId}-${active}` : undefined}
        aria-describedby={hint ? `${listId}-hint` : undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="submit"
        className="icon-button send"
        aria-label="Send"
        disabled={text.trim() === '' && files.length === 0}
      >
        <Icon name="send" />
      </button>
      {alsoTo && (
        <label className="also-to">
          <input type="checkbox" checked={broadcast} onChange={(event) => setBroadcast(event.target.checked)} />
          <span>Also send to {alsoTo}</span>
        </label>
      )}
    </form>
  )
}

/** Grows with its text, up to a third of the window. */
function growToText(input: HTMLTextAreaElement | null): void {
  if (!input) return
  input.style.height = 'auto'
  input.style.height = `${Math.min(input.scrollHeight, window.innerHeight / 3)}px`
}

function Shortcuts({ shortcuts, doings }: { shortcuts: Snapshot['shortcuts']; doings: Doings }) {
  const items = shortcuts
    .filter((shortcut) => shortcut.type === 'global')
    .map(({ callbackId, name }) => ({ key: callbackId, label: name, onPick: () => void doings.shortcut(callbackId) }))
  if (items.length === 0) return null
  return <Menu label="Shortcuts" button={<Icon name="bolt" />} buttonClass="icon-button" align="start" items={items} />
}

interface CompletionsProps {
  id: string
  options: Completion[]
  active: number
  onTake: (option: Completion) => void
}

function Completions({ id, options, active, onTake }: CompletionsProps) {
  return (
    <div className="completions" id={id} role="listbox" aria-label="Commands">
      {options.map((option, index) => (
        <div
          key={option.text}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={index === active ? 'listbox-option active' : 'listbox-option'}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
          onKeyDown={() => {}}
        >
          <b>{option.label}</b>
          <span className="quiet">{option.detail}</span>
        </div>
      ))}
      <p className="completions-keys quiet" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Tab</kbd> to take, <kbd>Esc</kbd> to close
      </p>
    </div>
  )
}

/** Which completions are open. Enter sends what is typed once it is a whole command; Tab takes the marked one. */
function useCompletions(text: string, commands: Snapshot['commands'], onTake: (text: string) => void) {
  const [active, setActive] = useState(0)
  const [closedFor, setClosedFor] = useState('')
  const options = closedFor === text ? [] : completionsFor(text, commands)
  const at = Math.min(active, options.length - 1)
  const take = (option: Completion) => {
    setActive(0)
    onTake(option.text)
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (options.length === 0) return false
    const isWhole = commands.some(({ command }) => command === text.trim()) || text.includes(' ')
    const takes = event.key === 'Tab' ? !event.shiftKey : event.key === 'Enter' && !isWhole
    const option = options[at]
    if (event.key === 'ArrowDown') setActive((at + 1) % options.length)
    else if (event.key === 'ArrowUp') setActive((at - 1 + options.length) % options.length)
    else if (event.key === 'Escape') setClosedFor(text)
    else if (takes && option) take(option)
    else return false
    event.preventDefault()
    return true
  }
  return { options, active: at, take, onKey }
}
