/** A kind sentence for the person who clicked or typed; nothing was changed. */
export interface Refused {
  kind: 'refused'
  why: string
}

/** What must be put right in a form first, by field, in a person's words. Nothing was changed. */
export interface Invalid {
  kind: 'invalid'
  errors: Record<string, string>
}

/** Something newer was said about it since this was, which therefore changes nothing. */
export interface Overtaken {
  kind: 'overtaken'
  why: string
}

export function refused(why: string): Refused {
  return { kind: 'refused', why }
}
