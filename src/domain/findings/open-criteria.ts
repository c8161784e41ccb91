/**
 * What stands unchecked in a spec's last "Acceptance Criteria" section, outside code, as chant counts it: `- [ ]` and
 * nothing else. Markdown, one line each.
 */
export function openCriteria(body: string): string[] {
  let open: string[] = []
  let isInside = false
  let isCode = false
  for (const line of body.split(/\r?\n/)) {
    const text = line.trimStart()
    if (text.startsWith('```')) isCode = !isCode
    if (isCode) continue
    if (text.startsWith('## ')) {
      isInside = text.startsWith('## Acceptance Criteria')
      if (isInside) open = []
    } else if (isInside && text.includes('- [ ]')) open.push(text.slice(text.indexOf('- [ ]') + 5).trim())
  }
  return open
}
