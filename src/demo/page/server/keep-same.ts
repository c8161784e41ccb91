/**
 * `next`, with every part that equals the one before replaced by that very object: what did not change is not drawn
 * again. For JSON only; things in lists are matched by `ts` or `id` where they have one, else by their place.
 */
export function keepSame<T>(before: unknown, next: T): T {
  if (Object.is(before, next) || !isTree(before) || !isTree(next)) return next
  const merged = Array.isArray(next) ? keepItems(before, next) : keepFields(before, next)
  const parts = Object.values(merged)
  const same =
    Object.keys(before).length === parts.length &&
    Object.entries(merged).every(([key, part]) => Object.is(before[key], part))
  return (same && Array.isArray(before) === Array.isArray(next) ? before : merged) as T
}

type Tree = Record<string, unknown>

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null
}

function keepFields(before: Tree, next: Tree): Tree {
  return Object.fromEntries(Object.entries(next).map(([key, part]) => [key, keepSame(before[key], part)]))
}

function keepItems(before: Tree, next: unknown[]): Tree {
  const earlier = Array.isArray(before) ? before : []
  const named = new Map(earlier.map((item) => [nameOf(item), item]))
  return next.map((item, index) =>
    keepSame(named.get(nameOf(item) ?? Symbol()) ?? earlier[index], item),
  ) as unknown as Tree
}

function nameOf(item: unknown): unknown {
  return isTree(item) ? (item['ts'] ?? item['id']) : undefined
}
