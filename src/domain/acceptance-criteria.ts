export interface Criterion {
  text: string
  checked: boolean
}

/**
 * Boxes of the acceptance criteria, counted as chant counts them: in the *last* section whose heading begins with
 * `## Acceptance Criteria`, up to the next `## ` (so `###` parts count), outside ``` fences, `- [ ]` anywhere in a line.
 */
export function countCriteria(body: string): { checked: number; total: number } {
  let checked = 0
  let total = 0
  for (const line of criteriaLines(body)) {
    const open = occurrences(line, '- [ ]')
    const done = occurrences(line, '- [x]') + occurrences(line, '- [X]')
    checked += done
    total += open + done
  }
  return { checked, total }
}

/** The criteria themselves, one for each line that has a box. */
export function criteriaOf(body: string): Criterion[] {
  return criteriaLines(body).flatMap((line) => {
    const box = /- \[([ xX])\]\s*(.*)$/.exec(line)
    return box ? [{ text: box[2]?.trim() ?? '', checked: box[1] !== ' ' }] : []
  })
}

function criteriaLines(body: string): string[] {
  if (!body.includes('## Acceptance Criteria')) return []
  let section: string[] = []
  let isInside = false
  let isFenced = false
  for (const line of body.split('\n')) {
    const text = line.trimStart()
    if (text.startsWith('```')) isFenced = !isFenced
    else if (isFenced) continue
    else if (text.startsWith('## Acceptance Criteria')) {
      isInside = true
      section = []
    } else if (text.startsWith('## ')) isInside = false
    else if (isInside) section.push(line)
  }
  return section
}

function occurrences(line: string, mark: string): number {
  return line.split(mark).length - 1
}
