/**
 * Runs what has the same key one after the other, in the order given, and everything else side by side. What fails
 * holds up nobody behind it.
 */
export function createLanes<Key>(): <Result>(key: Key, work: () => Promise<Result>) => Promise<Result> {
  const lanes = new Map<Key, Promise<unknown>>()
  return (key, work) => {
    const mine = (lanes.get(key) ?? Promise.resolve()).catch(() => {}).then(work)
    lanes.set(key, mine)
    return mine.finally(() => {
      if (lanes.get(key) === mine) lanes.delete(key)
    })
  }
}
