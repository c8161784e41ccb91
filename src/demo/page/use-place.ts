import { useCallback, useSyncExternalStore } from 'react'
import { type Place, parsePlace, placeHash } from './place.ts'

/** Where the address says we are, and the way to go elsewhere. */
export function usePlace(): [Place, (next: Place) => void] {
  const hash = useSyncExternalStore(listen, () => window.location.hash)
  const go = useCallback((next: Place) => {
    window.location.hash = placeHash(next)
  }, [])
  return [parsePlace(hash), go]
}

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
