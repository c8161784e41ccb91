/** A run of text as it is shown, whatever it was written in (Slack's mrkdwn, markdown, rich text). */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'user'; id: string; name?: string }
  | { kind: 'channel'; id: string; name?: string }
  | { kind: 'group'; id: string; name?: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; seconds: number; format: string; url?: string; fallback: string }
  | { kind: 'emoji'; name: string; character: string }
  | { kind: 'break' }

/** Appends, joining neighbouring texts, so that a parser can go character by character. */
export function append(to: Inline[], next: Inline): void {
  const last = to.at(-1)
  if (next.kind === 'text' && last?.kind === 'text') last.text += next.text
  else to.push(next)
}

/** What a screen reader or a notification would get. */
export function plainOf(inlines: readonly Inline[]): string {
  return inlines.map(plain).join('')
}

function plain(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text
    case 'bold':
    case 'italic':
    case 'strike':
    case 'link':
      return plainOf(inline.children)
    case 'user':
    case 'group':
      return `@${inline.name ?? inline.id}`
    case 'channel':
      return `#${inline.name ?? inline.id}`
    case 'broadcast':
      return `@${inline.range}`
    case 'date':
      return inline.fallback
    case 'emoji':
      return inline.character
    case 'break':
      return ' '
  }
}
