/**
 * What `instantAt` is compared with: the instant found by searching the walls that `Intl` shows. Nothing here knows
 * Temporal; the zone data is the program's own.
 */

const hour = 3_600_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The wall of `zone` at an instant, as milliseconds of a clock that never changes. */
export function wallAt(instant: number, zone: string): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  const shown = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d):(\d\d):(\d\d)$/.exec(format.format(instant))
  if (shown === null) throw new Error(`${zone} shows ${format.format(instant)}`)
  const [month, day, year, hours, minutes, seconds] = shown.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return Date.UTC(year, month - 1, day, hours, minutes, seconds) + (((instant % 1000) + 1000) % 1000)
}

/**
 * The first instant at which the wall shows `date` and `time`. When it never does, because clocks sprang over it, the
 * instant that lies as far behind the jump's beginning as the time lies behind the last one shown before.
 */
export function oracle(date: string, time: string, zone: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  // Every offset the zone has within a day of it; a jump is found by the hour, and no zone jumps twice in two days.
  const offsets = new Set<number>()
  let before = Number.NaN
  for (let at = wanted - 26 * hour; at <= wanted + 26 * hour; at += hour) {
    const offset = wallAt(at, zone) - at
    if (offsets.size === 0) before = offset
    offsets.add(offset)
  }
  const shown = [...offsets].map((offset) => wanted - offset).filter((at) => wallAt(at, zone) === wanted)
  return shown.length > 0 ? Math.min(...shown) : wanted - before
}

/** The instants at which the zone's offset changes, to the second. */
export function transitionsOf(zone: string, from: number, to: number): number[] {
  const offset = (at: number) => wallAt(at, zone) - at
  const found: number[] = []
  for (let at = from; at < to; at += 24 * hour) {
    if (offset(at) === offset(at + 24 * hour)) continue
    let [low, high] = [at, at + 24 * hour]
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000
      if (offset(middle) === offset(low)) low = middle
      else high = middle
    }
    found.push(high)
  }
  return found
}
