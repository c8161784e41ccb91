import type { ConfirmationDialog } from '@slack/types'
import { type ReactNode, useState } from 'react'
import { useSurface } from '../blocks/surface.tsx'
import type { Control } from '../blocks/types.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

interface Doing {
  /** True from the press until the app has answered. */
  pending: boolean
  /** Sends the element's action, after its "are you sure" if it has one. */
  send: (change: Record<string, unknown>) => void
  /** The open "are you sure", to be put beside the element. */
  question: ReactNode
}

/** How every element acts: at most one action at a time, confirmed first where the sender wants it. */
export function useAction(blockId: string, element: Control): Doing {
  const surface = useSurface()
  const [pending, setPending] = useState(false)
  const [asked, setAsked] = useState<Record<string, unknown> | null>(null)
  const confirm = (element as { confirm?: ConfirmationDialog }).confirm
  const go = async (change: Record<string, unknown>) => {
    setPending(true)
    await surface.act(blockId, element, change)
    setPending(false)
  }
  const send = (change: Record<string, unknown>) => {
    if (pending) return
    if (confirm) setAsked(change)
    else void go(change)
  }
  const answer = (yes: boolean) => {
    setAsked(null)
    if (yes && asked) void go(asked)
  }
  return { pending, send, question: asked && confirm && <ConfirmDialog confirm={confirm} onAnswer={answer} /> }
}
