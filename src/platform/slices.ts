import { setImmediate } from 'node:timers/promises'

/**
 * For long work on the event loop: `await pause()` often. When `milliseconds` have passed since the last pause it lets
 * everything else that waits have its turn; before that it costs next to nothing.
 */
export function slices(milliseconds = 10): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < milliseconds) return undefined
    return setImmediate().then(() => {
      began = performance.now()
    })
  }
}
