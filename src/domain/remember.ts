/**
 * The same pure function, that remembers its last results: at most `most` of them, then it starts over.
 * For what is asked again and again for the same few dates and zones.
 */
export function remember<Key, Value>(most: number, compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    if (known.size >= most) known.clear()
    known.set(key, value)
    return value
  }
}
