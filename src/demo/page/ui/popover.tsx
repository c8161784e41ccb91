import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

interface PopoverProps {
  /** What it stands next to. */
  anchor: RefObject<HTMLElement | null>
  open: boolean
  onClose: () => void
  /** Which edge of the anchor it keeps to. */
  align?: 'start' | 'end'
  /** As wide as the anchor, at least. */
  wide?: boolean
  className?: string
  children: ReactNode
}

/**
 * A box above everything else, also above an open dialog (the browser's top layer), next to its anchor wherever that
 * moves. It closes when somebody presses elsewhere; Esc is for its content, which knows where the focus belongs then.
 */
export function Popover({
  anchor,
  open,
  onClose,
  align = 'start',
  wide = false,
  className = '',
  children,
}: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!open || !element || !anchor.current) return
    if (!element.matches(':popover-open')) element.showPopover()
    place(element, anchor.current, align, wide)
  })
  useEffect(() => {
    if (!open) return
    const follow = () => {
      if (box.current && anchor.current) place(box.current, anchor.current, align, wide)
    }
    const away = (event: Event) => {
      const target = event.target as Node
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onClose()
    }
    window.addEventListener('pointerdown', away, true)
    window.addEventListener('scroll', follow, true)
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('pointerdown', away, true)
      window.removeEventListener('scroll', follow, true)
      window.removeEventListener('resize', follow)
    }
  }, [open, onClose, anchor, align, wide])
  if (!open) return null
  return (
    <div ref={box} popover="manual" className={`popover ${className}`}>
      {children}
    </div>
  )
}

/** Below the anchor, or above it where there is more room; never outside the window. */
function place(box: HTMLElement, anchor: HTMLElement, align: 'start' | 'end', wide: boolean): void {
  const margin = 8
  const at = anchor.getBoundingClientRect()
  if (wide) box.style.minWidth = `${at.width}px`
  const below = window.innerHeight - at.bottom - margin
  const above = at.top - margin
  const up = below < Math.min(box.offsetHeight, 240) && above > below
  box.style.maxHeight = `${Math.min(360, up ? above : below)}px`
  box.style.top = up ? 'auto' : `${at.bottom + 4}px`
  box.style.bottom = up ? `${window.innerHeight - at.top + 4}px` : 'auto'
  const left = align === 'start' ? at.left : at.right - box.offsetWidth
  box.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - box.offsetWidth - margin))}px`
}
