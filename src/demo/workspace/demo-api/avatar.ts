import type { Person } from '../state/model.ts'

/** A person's picture: their initials on a colour of their own. */
export function avatarOf(person: Person): string {
  const initials = person.name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">',
    `<rect width="72" height="72" rx="8" fill="hsl(${hueOf(person.id)} 45% 38%)"/>`,
    '<text x="36" y="37" fill="#fff" font-family="system-ui, sans-serif" font-size="30" font-weight="600"',
    ` text-anchor="middle" dominant-baseline="central">${initials}</text></svg>`,
  ].join('')
}

function hueOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)
}
