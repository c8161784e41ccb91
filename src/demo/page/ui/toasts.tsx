import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { Icon } from './icons.tsx'

interface Toast {
  id: number
  text: string
}

interface Toasts {
  shown: Toast[]
  /** Tells the person that something did not work, in one sentence. */
  tell: (text: string) => void
  drop: (id: number) => void
}

const ToastsContext = createContext<Toasts>({ shown: [], tell: () => {}, drop: () => {} })

export function useToasts(): Toasts {
  return use(ToastsContext)
}

let lastId = 0

export function ToastsProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Toast[]>([])
  const tell = useCallback((text: string) => {
    lastId += 1
    const id = lastId
    setShown((before) => [...before.filter((toast) => toast.text !== text).slice(-2), { id, text }])
  }, [])
  const drop = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), [])
  const toasts = useMemo(() => ({ shown, tell, drop }), [shown, tell, drop])
  return <ToastsContext value={toasts}>{children}</ToastsContext>
}

/** Where toasts appear. A modal shows them inside itself: what lies below an open modal is out of reach. */
export function ToastRegion() {
  const { shown, drop } = useToasts()
  return (
    <div className="toasts" role="alert">
      {shown.map((toast) => (
        <ToastBox key={toast.id} toast={toast} onDrop={() => drop(toast.id)} />
      ))}
    </div>
  )
}

function ToastBox({ toast, onDrop }: { toast: Toast; onDrop: () => void }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(onDrop, 10_000)
    return () => clearTimeout(timer)
  }, [held, onDrop])
  return (
    <div className="toast" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
      <Icon name="warning" />
      <span>{toast.text}</span>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDrop} onFocus={() => setHeld(true)}>
        <Icon name="close" size={16} />
      </button>
    </div>
  )
}
