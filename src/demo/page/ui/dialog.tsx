import { type ReactNode, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  labelledBy: string
  describedBy?: string
  className: string
  role?: 'dialog' | 'alertdialog'
  /** Esc was pressed, or the browser's own way back. */
  onCancel: () => void
  children: ReactNode
}

/** The browser's modal dialog: it keeps the focus inside, everything else inert, and gives the focus back at the end. */
export function Dialog({ labelledBy, describedBy, className, role = 'dialog', onCancel, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // Closing before it goes is what returns the focus: a removed dialog would leave it nowhere.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      role={role}
      className={`dialog ${className}`}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={(event) => {
        // Only the owner takes it away: what was typed stays when the app refuses.
        event.preventDefault()
        if (event.target === event.currentTarget) onCancel()
      }}
      onClose={(event) => {
        // A browser closes it by itself on the second Esc; then it comes back until the owner has decided.
        if (event.target !== event.currentTarget || !event.currentTarget.isConnected) return
        event.currentTarget.showModal()
        onCancel()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {children}
    </dialog>
  )
}
