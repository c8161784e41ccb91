const milliseconds = { h: 3_600_000, d: 86_400_000, w: 604_800_000, m: 2_592_000_000, mo: 2_592_000_000 } as const

/**
 * The instant a person means by "since …" or "until …": a time ago as chant writes it (`2h`, `1d`, `1w`, `1m` or `1mo`
 * = 30 days), a date (`2026-01-28`, its beginning in UTC) or an instant (`2026-01-28T08:30Z`; without a zone UTC).
 * Null when it says none of these.
 */
export function parseInstant(text: string, now: Date): Date | null {
  const plain = text.trim()
  const ago = /^(\d{1,6})\s?(h|d|w|mo|m)$/.exec(plain)
  if (ago) return new Date(now.getTime() - Number(ago[1]) * milliseconds[ago[2] as keyof typeof milliseconds])
  const date = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?)?$/i.exec(plain)
  if (!date) return null
  const [, year, month, day, time = '00:00', zone = 'Z'] = date
  const instant = new Date(`${year}-${month}-${day}T${time}${zone}`)
  const isRealDay = new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() === Number(day)
  return isRealDay && !Number.isNaN(instant.getTime()) ? instant : null
}

/** True for `2026-01-28`: a whole day, not an instant of it. */
export function isWholeDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text.trim())
}
