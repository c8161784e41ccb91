/** Names as people say them: `Sarah, Mike and Ana`; `or` where one of them is enough. */
export function inWords(names: readonly string[], last: 'and' | 'or'): string {
  const unique = [...new Set(names)]
  if (unique.length < 2) return unique[0] ?? ''
  return `${unique.slice(0, -1).join(', ')} ${last} ${unique.at(-1)}`
}
