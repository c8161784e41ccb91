/**
 * Text from a person as a file keeps it: lines end with a line feed, no control characters but tabs, nothing that turns
 * the direction of writing or cannot be seen. What people see stays as it was.
 */
export function plainText(text: string): string {
  return withoutInvisible(text.toWellFormed().replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n'))
    .replace(/[^\S\n]+$/gm, '')
    .trim()
}

/** The same as one line, blanks folded. */
export function plainLine(text: string): string {
  return withoutInvisible(text.toWellFormed().replace(/[\s\u0085]+/g, ' '))
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Joiners belong to emoji and to some scripts; every other character nobody sees goes. */
function withoutInvisible(text: string): string {
  return text.replace(/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}]/gu, '')
}
