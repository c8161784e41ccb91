/** Something in a text that should perhaps not be kept in git for ever. It never repeats what it found. */
export interface Suspicion {
  /** From 1. */
  line: number
  /** `a Slack token`. */
  what: string
}

const mostNamed = 5
/** A list of people's addresses; a few are somebody's signature. */
const manyAddresses = 5

/** What looks like a secret or like a list of people in a text, at most five, by line. */
export function suspicionsIn(text: string): Suspicion[] {
  const found: Suspicion[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (found.length >= mostNamed) break
    const what = whatIn(line.slice(0, 20_000))
    if (what !== null) found.push({ line: index + 1, what })
  }
  const addresses = addressesIn(text)
  if (addresses && found.length < mostNamed) found.push(addresses)
  return found.sort((a, b) => a.line - b.line)
}

function whatIn(line: string): string | null {
  const known = shapes.find(([shape]) => shape.test(line))
  if (known) return known[1]
  return line.split(/[\s"'`,;|<>()[\]{}=:]+/).some(isKey) ? 'a long random key' : null
}

const shapes: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z]-[\w-]{10,}|\bxapp-[\w-]{10,}/i, 'a Slack token'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS key'],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/, 'a private key'],
  [/\bgh[pousr]_\w{30,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}/, 'a git host’s token'],
  [/\bsk[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{20,}|\bAIza[\w-]{30,}/, 'an API key'],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/, 'a signed token (JWT)'],
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,80}:[^\s/@]{2,200}@/i, 'an address with a password in it'],
  [/\b(?:password|passwd|pwd|passphrase|secret|api[_-]?key|access[_-]?key|(?:access|auth|bearer|refresh)[_-]?token)["']?\s{0,3}(?:=\s{0,3}["']?(?![<*x]{2}|["'\s])\S{4,}|:\s{0,3}["']?(?=\S{0,60}\d)(?![<*x]{2})\S{6,})/i, 'a password or key'],
] // biome-ignore format: a list reads better in rows

/** Letters and digits mixed as only machines do: not a word, a path, a number or git's name of a commit. */
function isKey(word: string): boolean {
  if (word.length < 32 || word.length > 400 || word.includes('://')) return false
  if (/^[0-9a-f]+$/i.test(word)) return word.length !== 40 && /\d/.test(word) && /[a-f]/i.test(word)
  if (!/^[A-Za-z0-9+/_-]+$/.test(word) || (word.match(/[/_-]/g)?.length ?? 0) > 3) return false
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(word)).length
  return kinds === 3 && new Set(word).size >= 16 && (word.match(/\d/g)?.length ?? 0) >= 3
}

function addressesIn(text: string): Suspicion | null {
  const found = new Map<string, number>()
  for (const { 0: address, index } of text.matchAll(
    /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
  )) {
    if (!found.has(address.toLowerCase())) found.set(address.toLowerCase(), index)
    if (found.size > 1_000) break
  }
  if (found.size < manyAddresses) return null
  const [first = 0] = found.values()
  return { line: text.slice(0, first).split('\n').length, what: `${found.size} e-mail addresses` }
}
