import { expect } from 'vitest'

/** Asserts on something that comes over the wire and is there in a moment; on a busy machine that may take longer. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 10_000 })
}
