import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatChange, formatValue, parseReading, parseValue } from '../../src/domain/numbers.ts'

describe('a value reads as a person writes it', () => {
  it.each([
    [6.2, '%', '6.2 %'],
    [2_500_000, '$', '$2.5M'],
    [2_512_345, 'USD', '$2.51M'],
    [1_240, null, '1,240'],
    [1_240, 'count', '1,240'],
    [12, 'hours', '12 hours'],
    [0.1 + 0.2, null, '0.3'],
    [0.0345678, '%', '0.0346 %'],
    [-1.8, '%', '-1.8 %'],
    [-2_500_000, '€', '-€2.5M'],
    [999_999.99, '$', '$1M'],
    [-0, null, '0'],
  ])('%s %s is %s', (value, unit, text) => expect(formatValue(value, unit)).toBe(text))
})

describe('a change', () => {
  it('has its sign, and percentages change by points', () => {
    expect(formatChange(6.2 - 8, '%')).toBe('-1.8 pp')
    expect(formatChange(300_000, '$')).toBe('+$300,000')
    expect(formatChange(-3, null)).toBe('-3')
  })

  it('that would read as zero is none', () => {
    expect(formatChange(0, '%')).toBe('no change')
  })
})

describe('what a person types', () => {
  it.each([
    ['6,2 %', 6.2, '%'],
    ['6.2%', 6.2, '%'],
    ['6.2 percent', 6.2, '%'],
    ['$2.5M', 2_500_000, '$'],
    ['2.5 M€', 2_500_000, '€'],
    ['3 million', 3_000_000, null],
    ['10k', 10_000, null],
    ['1,240', 1_240, null],
    ['1 240', 1_240, null],
    ['1.240,5', 1_240.5, null],
    ['1,240.50', 1_240.5, null],
    ["1'240", 1_240, null],
    ['12,345,678', 12_345_678, null],
    ['0,125', 0.125, null],
    ['−3.5 pp', -3.5, 'pp'],
    ['-$5', -5, '$'],
    ['12 hours', 12, 'hours'],
    ['250ms', 250, 'ms'],
    ['about 12', 12, null],
  ])('%s is %d in %s', (text, value, unit) => expect(parseValue(text)).toEqual({ value, unit, bound: null }))

  it.each([
    ['<250', '<', 250],
    ['≤ 250', '<=', 250],
    ['> 40', '>', 40],
    ['40+', '>=', 40],
    ['at least 40', '>=', 40],
    ['up to 12', '<=', 12],
  ])('%s is the bound %s %d', (text, bound, value) => expect(parseValue(text)).toMatchObject({ value, bound }))

  it.each(['', 'soon', '1,2,3', '1.2.3', '12/31', '5 - 6', '1e6', '$5 %', '9999999999999999'])(
    '“%s” is refused with a sentence',
    (text) => expect(parseValue(text)).toEqual({ problem: expect.stringMatching(/^[^.].*\.$/) }),
  )

  it('2.5m is not guessed: it may be millions, metres or minutes', () => {
    expect(parseValue('2.5m')).toEqual({ problem: expect.stringContaining('2.5M for millions') })
    expect(parseValue('$2.5m')).toMatchObject({ value: 2_500_000 })
  })

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.constantFrom('%', null, 'hours', 'count'),
        (hundredths, unit) => {
          const value = hundredths / 100
          fc.pre(value === 0 || Math.abs(value) >= 1)
          expect(parseValue(formatValue(value, unit))).toEqual({
            value,
            unit: unit === 'count' ? null : unit,
            bound: null,
          })
        },
      ),
    )
  })

  it('never throws, whatever it is', () => {
    const typed = fc.string({ unit: fc.constantFrom(..."0123456789.,'’ +-<≤%$€kmM×e\u0000\u200f𝟙½") })
    fc.assert(
      fc.property(typed, (text) => void parseValue(text)),
      { numRuns: 1_000 },
    )
  })
})

describe('a reading somebody types', () => {
  it('may leave the unit out or say it', () => {
    expect(parseReading('6.2', '%')).toEqual({ value: 6.2 })
    expect(parseReading('6,2 %', '%')).toEqual({ value: 6.2 })
    expect(parseReading('5 USD', '$')).toEqual({ value: 5 })
    expect(parseReading('1 hour', 'hours')).toEqual({ value: 1 })
  })

  it('in another unit than the KPI has is a mistake', () => {
    expect(parseReading('6.2 hours', '%')).toEqual({ problem: '“6.2 hours” is in hours, and this KPI is in %.' })
    expect(parseReading('6.2 %', null)).toEqual({ problem: '“6.2 %” is in %, and this KPI is a plain number.' })
  })

  it('is no bound', () => {
    expect(parseReading('<250', null)).toEqual({ problem: 'A reading is one number, without <, > or +. Was it 250?' })
  })
})
