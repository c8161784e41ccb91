/** A number with its unit as somebody typed it. */
export interface TypedValue {
  value: number
  /** `%`, `pp`, `$`, `€`, `£`, a currency code or a word; null when none was typed. */
  unit: string | null
  /** `<250` and `40+` are bounds, not values: the caller says whether it takes one. */
  bound: '<' | '<=' | '>' | '>=' | null
}

const currencies: Record<string, string> = { $: '$', usd: '$', '€': '€', eur: '€', '£': '£', gbp: '£' }
/** Units that say nothing beside a number. */
const bare = new Set(['', 'count', 'number', '#'])

/**
 * A value with its unit, as a person reads it: `6.2 %`, `$2.5M`, `1,240`, `12 hours`. At most two digits after the
 * point (three significant ones below 1); money from a million on is shortened.
 */
export function formatValue(value: number, unit: string | null = null): string {
  const plainUnit = unit?.trim() ?? ''
  const currency = currencies[plainUnit.toLowerCase()]
  if (currency !== undefined) return `${value < 0 ? '-' : ''}${currency}${formatMoney(Math.abs(value))}`
  return bare.has(plainUnit.toLowerCase()) ? formatNumber(value) : `${formatNumber(value)} ${plainUnit}`
}

/** A change with its sign: `-1.8 pp` (percentages change by points), `+$0.3M`, `no change`. */
export function formatChange(change: number, unit: string | null = null): string {
  const amount = formatValue(Math.abs(change), unit?.trim() === '%' ? 'pp' : unit)
  if (amount === formatValue(0, unit?.trim() === '%' ? 'pp' : unit)) return 'no change'
  return `${change < 0 ? '-' : '+'}${amount}`
}

/**
 * What a person types, as value and unit: `6,2 %`, `$2.5M`, `1,240`, `1.240,5`, `1 240`, `<250`, `40+`, `about 12`.
 * Anything else gives the sentence to show. A single comma before exactly three digits separates thousands (`1,240`);
 * any other is a decimal comma.
 */
export function parseValue(text: string): TypedValue | { problem: string } {
  const plain = text.normalize('NFKC').replace(/−/g, '-').replace(/\s+/g, ' ').trim()
  // No number is that long, and the pattern need not try.
  const match = plain.length > 80 ? null : pattern.exec(plain)
  const digits = match?.groups?.['digits']
  const value = digits === undefined ? null : numberOf(digits)
  if (match?.groups === undefined || value === null) return { problem: noNumber(text) }
  const { sign, minus, before, prefix, scale, plus, rest } = match.groups
  const unit = unitOf(prefix, rest)
  if (unit === undefined) return { problem: `“${text.trim()}” has two units. Write it like 6.2 % or $2.5M.` }
  const factor = factorOf(scale, unit)
  if (factor === null)
    return { problem: `“${text.trim()}” could mean millions or something else. Write 2.5M for millions.` }
  return {
    value: Number(((sign === '-' || minus ? -1 : 1) * value * factor).toPrecision(15)),
    unit,
    bound: plus ? '>=' : boundOf(before),
  }
}

/**
 * What a person types as a reading of a KPI with this unit. A bound is no reading, and another unit than the KPI's is
 * a mistake: both give the sentence to show.
 */
export function parseReading(text: string, unit: string | null): { value: number } | { problem: string } {
  const typed = parseValue(text)
  if ('problem' in typed) return typed
  if (typed.bound !== null) {
    return { problem: `A reading is one number, without <, > or +. Was it ${formatValue(typed.value, typed.unit)}?` }
  }
  if (typed.unit !== null && !sameUnit(typed.unit, unit)) {
    const expected = bare.has(unit?.trim() ?? '') ? 'a plain number' : `in ${unit}`
    return { problem: `“${text.trim()}” is in ${typed.unit}, and this KPI is ${expected}.` }
  }
  return { value: typed.value }
}

const pattern =
  /^(?<before><=|>=|<|>|≤|≥|~|≈|about|approx\.?|under|below|over|above|at most|at least|up to)? ?(?<sign>[+-])? ?(?<prefix>[$€£]|USD|EUR|GBP)? ?(?<minus>-)?(?<digits>\d[\d.,'’_ ]*)(?<scale> ?(?:thousand|million|billion|mio|mn|bn|k|m|b)(?!\p{L}))?(?<plus> ?\+)? ?(?<rest>[%$€£°]|(?!e\d)[\p{L}%‰][\p{L}\p{N}%/ .-]{0,39})?$/iu

function noNumber(text: string): string {
  const shown = text.trim().slice(0, 40)
  return shown === ''
    ? 'Write a number, like 6.2, 6.2 % or $2.5M.'
    : `“${shown}” is no number. Write it like 6.2, 6.2 % or $2.5M.`
}

/** Digits with separators as people write them; null when they contradict each other (`1,2,3`). */
function numberOf(digits: string): number | null {
  const plain = digits.trim().replace(/[’_]/g, "'")
  const decimal = decimalMark(plain)
  const [whole = '', fraction = '', ...more] = decimal === null ? [plain] : plain.split(decimal)
  const isGrouped = /^\d{1,3}([.,' ])\d{3}(?:\1\d{3})*$/.test(whole)
  if (more.length > 0 || !/^\d*$/.test(fraction) || !(isGrouped || /^\d+$/.test(whole))) return null
  const value = Number(`${whole.replace(/[.,' ]/g, '')}.${fraction || '0'}`)
  return value <= 1e15 ? value : null
}

/** The mark that separates the fraction: the last of two kinds; a single one unless it separates thousands. */
function decimalMark(digits: string): ',' | '.' | null {
  const [commas, points] = [digits.split(',').length - 1, digits.split('.').length - 1]
  if (commas > 0 && points > 0) return digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.'
  if (points === 1) return '.'
  return commas === 1 && !/^[1-9]\d{0,2},\d{3}$/.test(digits) ? ',' : null
}

function unitOf(prefix: string | undefined, rest: string | undefined): string | null | undefined {
  if (prefix !== undefined && rest !== undefined) return undefined
  const typed = (prefix ?? rest ?? '').trim()
  if (typed === '') return null
  if (/^(percent|per cent|prozent)$/i.test(typed)) return '%'
  if (/^(pp|percentage points?|points?)$/i.test(typed)) return 'pp'
  return currencies[typed.toLowerCase()] ?? typed
}

/** `m` alone may be metres, minutes or months: a million only beside money. */
function factorOf(scale: string | undefined, unit: string | null): number | null {
  const typed = scale?.trim() ?? ''
  if (typed === 'm' && (unit === null || currencies[unit] === undefined)) return null
  switch (typed.toLowerCase()) {
    case '':
      return 1
    case 'k':
    case 'thousand':
      return 1e3
    case 'm':
    case 'mn':
    case 'mio':
    case 'million':
      return 1e6
    default:
      return 1e9
  }
}

function boundOf(before: string | undefined): TypedValue['bound'] {
  switch (before?.toLowerCase()) {
    case '<':
    case 'under':
    case 'below':
      return '<'
    case '<=':
    case '≤':
    case 'at most':
    case 'up to':
      return '<='
    case '>':
    case 'over':
    case 'above':
      return '>'
    case '>=':
    case '≥':
    case 'at least':
      return '>='
    default:
      return null
  }
}

function sameUnit(typed: string, unit: string | null): boolean {
  const normal = (text: string) => currencies[text.toLowerCase()] ?? text.toLowerCase().replace(/s$/, '')
  if (bare.has(unit?.trim().toLowerCase() ?? '')) return false
  return normal(typed) === normal(unit?.trim() ?? '')
}

function formatMoney(value: number): string {
  for (const [size, letter] of [
    [1e9, 'B'],
    [1e6, 'M'],
  ] as const) {
    // 999,999.99 would read 1,000,000: it is shortened like the million it looks like.
    if (value >= size * 0.999995) return `${formatNumber(Number((value / size).toPrecision(3)))}${letter}`
  }
  return formatNumber(value)
}

const upToTwo = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const small = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

function formatNumber(value: number): string {
  const text = Math.abs(value) < 1 ? small.format(value) : upToTwo.format(value)
  return text === '-0' ? '0' : text
}
