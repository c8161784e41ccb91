import { addDays, instantAt, localDateAt, localTimeAt } from '../../src/domain/local-time.ts'
import { oracle, transitionsOf, wallAt } from './zone-oracle.ts'

/**
 * Run by itself, once for each host zone (`TZ`): `node zone-run.ts <zones> <days> <seed>`. Compares our local time with
 * the oracle in that many zones (0: all), counts days one by one over that many days, and prints one JSON line.
 */

interface Figures {
  host: string
  zones: number
  transitions: number
  compared: number
  days: number
  wrong: string[]
}

const begin = Date.UTC(2025, 0, 1)
const end = Date.UTC(2036, 0, 1)
const times = ['00:00', '00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '09:00', '16:00', '23:30']

function run(zones: readonly string[], days: number): Figures {
  const figures: Figures = {
    host: process.env['TZ'] ?? '',
    zones: zones.length,
    transitions: 0,
    compared: 0,
    days: 0,
    wrong: [],
  }
  for (const zone of zones) {
    const transitions = transitionsOf(zone, begin, end)
    figures.transitions += transitions.length
    for (const date of datesToTry(zone, transitions)) for (const time of times) compare(figures, date, time, zone)
    countDays(figures, zone, days)
  }
  return figures
}

/** The days around every transition, and two ordinary ones. */
function datesToTry(zone: string, transitions: readonly number[]): string[] {
  const around = transitions.flatMap((at) => {
    const date = new Date(wallAt(at, zone)).toISOString().slice(0, 10)
    return [addDays(date, -1), date, addDays(date, 1)]
  })
  return [...new Set([...around, '2026-01-12', '2026-07-13'])]
}

function compare(figures: Figures, date: string, time: string, zone: string): void {
  figures.compared++
  const expected = oracle(date, time, zone)
  const instant = instantAt(date, time, zone)
  const wall = new Date(wallAt(expected, zone)).toISOString()
  const isRight =
    instant.getTime() === expected &&
    localDateAt(instant, zone) === wall.slice(0, 10) &&
    localTimeAt(instant, zone) === wall.slice(11, 16)
  if (!isRight)
    figures.wrong.push(`${date} ${time} ${zone}: ${instant.toISOString()}, not ${new Date(expected).toISOString()}`)
}

/** Nine o'clock comes exactly once on each local date, and one after the other. */
function countDays(figures: Figures, zone: string, days: number): void {
  let last = Number.NEGATIVE_INFINITY
  for (let day = 0; day < days; day++) {
    const date = addDays('2025-01-01', day)
    const instant = instantAt(date, '09:00', zone)
    figures.days++
    if (instant.getTime() <= last || localDateAt(instant, zone) !== date || localTimeAt(instant, zone) !== '09:00') {
      figures.wrong.push(`${date} 09:00 ${zone} is not its own`)
    }
    last = instant.getTime()
  }
}

function sample(zones: readonly string[], count: number, seed: number): string[] {
  if (count === 0) return [...zones]
  let state = seed
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
  return Array.from({ length: count }, () => zones[Math.floor(next() * zones.length)] as string)
}

const [count = 0, days = 0, seed = 1] = process.argv.slice(2).map(Number)
// Half an hour, quarters of an hour, midnight jumps, a pause in Ramadan: these are in every sample.
const odd = [
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Santiago',
  'America/Havana',
]
const zones =
  count === 0
    ? Intl.supportedValuesOf('timeZone')
    : [...new Set([...odd, ...sample(Intl.supportedValuesOf('timeZone'), count, seed)])]
process.stdout.write(`${JSON.stringify(run(zones, days))}\n`)
