/** Who is looking and at what. It stands in the address, so that reload, back and a link work. */
export interface Place {
  as: string | null
  /** A conversation's id, or `home`. */
  at: string | null
  thread: string | null
}

/** `#/U1/C1/1768.0001` */
export function parsePlace(hash: string): Place {
  const [as, at, thread] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  return { as: as || null, at: at || null, thread: thread || null }
}

export function placeHash({ as, at, thread }: Place): string {
  const parts = [as, at, thread].slice(0, thread ? 3 : at ? 2 : 1)
  return `#/${parts.map((part) => encodeURIComponent(part ?? '')).join('/')}`
}
