import { createContext, use, useCallback, useState } from 'react'

/** What was typed and not sent yet, by where it was typed; it outlives a visit to another channel. */
export const KeptContext = createContext<Map<string, unknown>>(new Map())

/** Like `useState`, but what was left under `key` is still there when somebody comes back. */
export function useKept<T>(key: string, empty: T): [T, (next: T) => void] {
  const kept = use(KeptContext)
  const [, redraw] = useState(0)
  const set = useCallback(
    (next: T) => {
      kept.set(key, next)
      redraw((count) => count + 1)
    },
    [kept, key],
  )
  return [kept.has(key) ? (kept.get(key) as T) : empty, set]
}
