/** Something that takes longer than this hangs, and would never come. */
const patienceMs = 90_000

/** Looks often: what it waits for is another process's doing. Throws when it does not come. */
export async function eventuallyTrue(what: string, isSo: () => boolean): Promise<void> {
  const began = Date.now()
  while (!isSo()) {
    if (Date.now() - began > patienceMs) throw new Error(`it did not happen that ${what}`)
    await pause(5)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
