import { CST, Lexer } from 'yaml'

interface Trap {
  line: number
  message: string
}

const deepest = 20
const mostTraps = 50
// A file of 1 MB that is all keys and values has about 320,000.
const mostTokens = 400_000

/**
 * What people stumble over in YAML, said in words, and what must not be built at all. `fatal`: do not go on, what
 * follows would be nonsense or take long. Works on the words of the language (tokens) and stops at the first depth no
 * OKR file has, so it is quick whatever the text is.
 */
export function findTraps(text: string): { problems: Trap[]; fatal: boolean } {
  const problems: Trap[] = []
  let fatal = false
  let line = 1
  let depth = 0
  let dashes = 0
  let before = ''
  let tokens = 0
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token)
    if (type === 'newline') dashes = 0
    else if (type === 'seq-item-ind') dashes++
    else if (type === 'flow-map-start' || type === 'flow-seq-start') depth++
    else if (type === 'flow-map-end' || type === 'flow-seq-end') depth--
    const trap =
      depth > deepest || dashes > deepest ? tooDeep : ++tokens > mostTokens ? tooMuch : trapIn(token, type, before)
    if (trap) problems.push({ line, message: trap.message })
    if (trap?.fatal) fatal = true
    if (trap === tooDeep || trap === tooMuch || problems.length >= mostTraps) return { problems, fatal: true }
    if (type !== 'space' && type !== 'scalar') before = type === 'map-value-ind' ? `${before}:` : token
    line += countNewlines(token)
  }
  return { problems, fatal }
}

const tooDeep = { message: 'brackets or lists stand inside each other deeper than any OKR file needs', fatal: true }
const tooMuch = { message: 'the file holds more than one cycle of OKRs ever needs', fatal: true }

/** `before`: the last word, with a colon when it is a key. */
function trapIn(token: string, type: CST.TokenType | null, before: string): { message: string; fatal?: true } | null {
  const short = shortened(token)
  if (type === 'anchor' || type === 'alias') {
    const message = `${short} would be a YAML anchor or alias, which an OKR file does not have: write it out, or in quotes`
    return { message }
  }
  if (type === 'tag')
    return { message: `${short} would be a YAML tag, which an OKR file does not have: put it in quotes` }
  if (type === 'comment' && before === 'channel:' && /^#\S/.test(token)) {
    const name = token.split(/[\s,}]/)[0]
    return { message: `put the channel in quotes: channel: "${name}" (YAML takes ${name} without them for a comment)` }
  }
  if (type === 'directive-line') return { message: 'a line that begins with % is no part of an OKR file', fatal: true }
  if (type === 'explicit-key-ind') return { message: 'a text that begins with "? " must stand in quotes', fatal: true }
  if (isUnclosed(token, type)) return { message: `a quote is opened here and not closed: ${short}`, fatal: true }
  // The library reads these as text all the same, so the rest of the file can be checked.
  if (type === null && /^[@`%]/.test(token)) return { message: `put ${short} in quotes: "${short}"` }
  return null
}

function isUnclosed(token: string, type: CST.TokenType | null): boolean {
  if (type === 'single-quoted-scalar') return token.length < 2 || !token.endsWith("'")
  if (type !== 'double-quoted-scalar') return false
  if (token.length < 2 || !token.endsWith('"')) return true
  let backslashes = 0
  while (token[token.length - 2 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

function shortened(token: string): string {
  const first = token.slice(0, 200).split('\n')[0] ?? ''
  return first.length > 40 ? `${first.slice(0, 40)}…` : first
}

function countNewlines(token: string): number {
  let count = 0
  for (let at = token.indexOf('\n'); at !== -1; at = token.indexOf('\n', at + 1)) count++
  return count
}
