import { z } from 'zod'

const form = z.object({ kpi: z.string(), askedBy: z.string().nullable() })

/** What the reading form carries with it. */
export function parseReadingFormFor(privateMetadata: string): z.infer<typeof form> {
  return form.parse(JSON.parse(privateMetadata))
}

/** `churn 6,2 % 2026-01-28 without trials`, taken apart. The value may hold blanks; the first date ends it. */
export function parseTypedReading(rest: string): {
  kpi: string
  value: string
  on: string | null
  note: string | null
} {
  const [, kpi = '', said = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest.trim()) ?? []
  const dated = /^(.*?)\s+(\d{4}-\d{2}-\d{2})(?:\s+([\s\S]*))?$/.exec(said)
  if (dated) return { kpi, value: dated[1] as string, on: dated[2] as string, note: dated[3]?.trim() || null }
  // Without a date the number and what belongs to it is the value, and words after it are the note.
  const [, value = said, note = ''] =
    /^((?:[$€£<~]\s*)?[-−+]?[\d.,\s]*\d\s*(?:%|pp|[kKmMbB]\b|\+)?)\s*([\s\S]*)$/.exec(said) ?? []
  return { kpi, value: value.trim(), on: null, note: note.trim() || null }
}
