const hour = 3_600_000

/** How long something has waited: `less than an hour`, `5 hours`, `1 day`, `3 days`. */
export function waitedInWords(since: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - since.getTime()) / hour)
  if (hours < 1) return 'less than an hour'
  if (hours < 24) return counted(hours, 'hour')
  return counted(Math.floor(hours / 24), 'day')
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
