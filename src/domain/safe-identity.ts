import type { Author } from './chant-writing.ts'
import type { Person } from './people.ts'

/** Longer names are cut: nobody reads further, and chant repeats the name in every list. */
const longestName = 80

/**
 * In whose name a person's decision is written: `by` for `chant approve --by`, `author` for git. From what the OKR file
 * says (`git: "Sarah <sarah@acme.example>"`), else from Slack's name and e-mail. Both are made safe: whatever somebody
 * calls themselves, it stays one line that neither chant nor git takes for anything but a name.
 */
export function safeIdentity(person: Pick<Person, 'name' | 'handle' | 'email' | 'git'>): {
  by: string
  author: Author
} {
  const [, named = person.git ?? '', address = ''] = /^([^<]*)<([^<>]*)>\s*$/.exec(person.git ?? '') ?? []
  const name = [named, person.name, person.handle ?? '', person.email ?? ''].map(safeName).find((one) => one !== '')
  const by = name ?? 'somebody in Slack'
  const email = [address, person.email ?? ''].map((one) => one.trim()).find(isAddress)
  return { by, author: { name: by, email: email ?? `${slug(by)}@slack.invalid` } }
}

/** What `--by` may be: exactly what `safeName` makes of it. chant would save the rest, and read it back as something else. */
export function isSafeName(name: string): boolean {
  return name !== '' && safeName(name) === name
}

/**
 * A name as one line: no control or direction characters, no `---` (ends chant's frontmatter), no `*` (ends the entry's
 * name), none of git's `<`, `>`, no `|` (cuts a row of `chant activity`), nothing at its ends that git would take away.
 * Empty when nothing is left.
 */
export function safeName(text: string): string {
  const plain = text
    .slice(0, 10 * longestName)
    .toWellFormed()
    .replace(/[\p{Zs}\p{Zl}\p{Zp}\p{Cc}]+/gu, ' ')
    // Zero-width joiners belong to emoji and to some scripts; every other invisible character goes.
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/[*<>|`"\\]+/g, '')
    .replace(/-{2,}/g, '-')
  const cut = [...withoutEnds(plain)].slice(0, longestName).join('')
  const name = withoutEnds(cut.replace(/ {2,}/g, ' '))
  // Chant writes these two in quotes, but whoever reads them back may take them for "nobody".
  if (name === '~') return ''
  return name === 'null' ? 'Null' : name
}

/** git cuts these at both ends of a name; a leading `-` would be an option. */
function withoutEnds(name: string): string {
  return name.replace(/^[\s.,:;'\-~#&!%@?]+|[\s.,:;'-]+$/g, '')
}

function isAddress(text: string): boolean {
  return /^[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,189}$/.test(text)
}

function slug(name: string): string {
  const ascii = name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-')
  return ascii.replace(/^-+|-+$/g, '').toLowerCase() || 'somebody'
}
