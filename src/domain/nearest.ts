/**
 * The known word a person probably meant, or null when none is near: at most one edit in words of up to four letters,
 * two up to seven, three beyond. An edit adds, drops, changes or swaps neighbouring letters; case does not count.
 */
export function nearest(word: string, known: Iterable<string>): string | null {
  const wanted = word.slice(0, 80).toLowerCase()
  let best: { word: string; edits: number } | null = null
  for (const candidate of known) {
    const edits = editsBetween(wanted, candidate.toLowerCase())
    if (best === null || edits < best.edits) best = { word: candidate, edits }
  }
  const allowed = wanted.length <= 4 ? 1 : wanted.length <= 7 ? 2 : 3
  return best !== null && best.edits <= allowed ? best.word : null
}

/** Optimal string alignment distance: Levenshtein's, with a swap of neighbours as one edit. */
function editsBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        at(above, j) + 1,
        at(row, j - 1) + 1,
        at(above, j - 1) + change,
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = above
    above = row
  }
  return at(above, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
