import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ModalView } from '../../page-api.ts'
import { Blocks } from '../blocks/blocks.tsx'
import { SurfaceProvider, useTyped } from '../blocks/surface.tsx'
import { readBlocks, type ShownBlock } from '../blocks/types.ts'
import { collectState, problemIn } from '../elements/state.ts'
import { closeView, submitView } from '../server/client.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icons.tsx'
import { ToastRegion, useToasts } from '../ui/toasts.tsx'
import { type Doings, tellProblem } from './doings.ts'

interface ModalProps {
  as: string
  view: ModalView
  doings: Doings
}

/** A form of the app's. Nothing typed is lost: it stays until the app has taken it, and errors stand at their field. */
export function Modal({ as, view, doings }: ModalProps) {
  const titleId = useId()
  const { tell } = useToasts()
  const blocks = useMemo(() => readBlocks(view.blocks), [view.blocks])
  const typing = useTyped(view.id, blocks)
  const [sending, setSending] = useState<'submit' | 'close' | null>(null)
  const { errors, refuse, body } = useErrors(view.errors)
  const state = collectState(blocks, typing.typed)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending) return
    const problems = problemsIn(blocks, state)
    if (Object.keys(problems).length > 0) return refuse(problems)
    setSending('submit')
    const acted = await submitView({ as, view: view.id, state })
    setSending(null)
    if (acted.errors && Object.keys(acted.errors).length > 0) return refuse(acted.errors)
    refuse({})
    tellProblem(acted, tell)
  }
  const close = async () => {
    if (sending) return
    setSending('close')
    tellProblem(await closeView({ as, view: view.id }), tell)
    setSending(null)
  }
  useEffect(() => firstField(body.current)?.focus(), [body])
  return (
    <Dialog labelledBy={titleId} className="modal" onCancel={() => void close()}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <header className="modal-head">
          <h2 id={titleId}>{view.title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={() => void close()}>
            <Icon name="close" />
          </button>
        </header>
        <div className="modal-body" ref={body}>
          <SurfaceProvider
            id={view.id}
            blocks={blocks}
            typing={typing}
            errors={errors}
            act={(action, values) => doings.act({ view: view.id }, action, values)}
            suggest={(blockId, actionId, typed) => doings.suggest({ view: view.id }, blockId, actionId, typed)}
          >
            <Blocks blocks={blocks} />
          </SurfaceProvider>
        </div>
        <ModalErrors errors={errors} blocks={blocks} />
        <footer className="dialog-buttons">
          <button type="button" className="button" aria-busy={sending === 'close'} onClick={() => void close()}>
            {view.close ?? (view.submit ? 'Cancel' : 'Close')}
          </button>
          {view.submit !== null && (
            <button
              type="submit"
              className="button primary"
              aria-busy={sending === 'submit'}
              aria-disabled={sending !== null}
            >
              <span className="button-text">{view.submit}</span>
            </button>
          )}
        </footer>
      </form>
      <ToastRegion />
    </Dialog>
  )
}

/** Where typing starts: the field the app asks for, else the first. */
function firstField(body: HTMLElement | null): HTMLElement | null {
  if (body?.contains(document.activeElement)) return null
  return body?.querySelector<HTMLElement>('.field input, .field textarea') ?? null
}

/** Says how many fields need a look; an error of a block that has no field is said here, or nobody would see it. */
function ModalErrors({ errors, blocks }: { errors: Record<string, string>; blocks: readonly ShownBlock[] }) {
  const fields = new Set(blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  const [atField, elsewhere] = [
    Object.keys(errors).filter((id) => fields.has(id)).length,
    Object.entries(errors).filter(([id]) => !fields.has(id)),
  ]
  return (
    <div className="modal-errors" role="alert">
      {elsewhere.map(([id, text]) => (
        <p key={id}>{text}</p>
      ))}
      {atField > 0 && <p>{atField === 1 ? 'One field needs another look.' : `${atField} fields need another look.`}</p>}
    </div>
  )
}

function problemsIn(blocks: readonly ShownBlock[], state: ReturnType<typeof collectState>): Record<string, string> {
  const found = blocks.flatMap((block): [string, string][] => {
    if (block.type !== 'input') return []
    const element = state[block.block_id ?? '']?.[block.element.action_id ?? '']
    const problem = problemIn(block, (element as never) ?? null)
    return problem ? [[block.block_id ?? '', problem]] : []
  })
  return Object.fromEntries(found)
}

/** A group of choices can be wrong but not have the focus: its first choice takes it. */
const focusableField = '.invalid :is(input, textarea, select, button, [tabindex="0"])'

/** The errors that are in force, from this side or from the app; a refusal moves the focus to the first of them. */
function useErrors(fromApp: Record<string, string>) {
  const [own, setOwn] = useState<Record<string, string> | null>(null)
  const [refusals, setRefusals] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const refuse = (errors: Record<string, string>) => {
    setOwn(errors)
    if (Object.keys(errors).length > 0) setRefusals((count) => count + 1)
  }
  useEffect(() => {
    if (refusals > 0) body.current?.querySelector<HTMLElement>(focusableField)?.focus()
  }, [refusals])
  return { errors: own ?? fromApp, refuse, body }
}
