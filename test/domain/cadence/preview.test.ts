import { describe, expect, it } from 'vitest'
import { plannedAsks } from '../../../src/domain/cadence/preview.ts'
import { ana, calendarOf, keyResult, mike, newYork, person, retention, sarah } from './acme.ts'

const names = ['', 'Sarah', 'Mike', 'Ana']
const friday = newYork('2026-01-09', '12:00')
const words = (calendar: ReturnType<typeof calendarOf>, now = friday) =>
  plannedAsks(calendar, now, (id) => names[id] ?? '').map(({ plan, words }) => `${names[plan.personId]}: ${words}`)

describe('the preview of who will be asked when', () => {
  it('names day, hour, place, key results and the reason, earliest first', () => {
    const people = [
      person(sarah, 'America/New_York', { preferred: { weekday: 'monday', time: '10:00' } }),
      person(ana, 'Asia/Kathmandu'),
    ]
    const owned = { [sarah]: [keyResult('O1-KR1'), keyResult('O1-KR2')], [ana]: [keyResult('O1-KR3')] }
    expect(words(calendarOf({ people, owned }))).toEqual([
      'Ana: Mon 12 Jan, 09:00 Kathmandu: O1-KR3. Retention asks on Monday at 09:00.',
      'Sarah: Mon 12 Jan, 10:00 New York: O1-KR1, O1-KR2. Their own choice: Mon 12 Jan at 10:00.',
    ])
  })

  it('says which ask is dropped, and which comes instead', () => {
    const teams = [{ ...retention, importedAt: newYork('2026-01-11', '18:00') }]
    expect(words(calendarOf({ teams }), newYork('2026-01-11', '18:00'))).toEqual([
      'Sarah: Not asked in the week of Mon 12 Jan: O1-KR1 (that would be within 24 hours of the import).',
      'Sarah: Mon 19 Jan, 09:00 New York: O1-KR1. Retention asks on Monday at 09:00.',
    ])
  })

  it('says why a day moved, and who stands in', () => {
    const people = [
      person(sarah, 'America/New_York', {
        daysOff: new Set(['2026-01-12', '2026-01-13', '2026-01-14']),
        delegateId: mike,
      }),
      person(mike, 'America/New_York', { daysOff: new Set(['2026-01-12']) }),
    ]
    expect(words(calendarOf({ people }))).toEqual([
      'Sarah: Away from Mon 12 Jan until the summary, so Mike is asked instead.',
      'Mike: Tue 13 Jan, 09:00 New York: O1-KR1 for Sarah. Mon 12 Jan is no working day of theirs, so it is the next one.',
    ])
    expect(words(calendarOf({ holidays: ['2026-01-12'] }))).toEqual([
      'Sarah: Tue 13 Jan, 09:00 New York: O1-KR1. Retention asks on Monday at 09:00; that Monday is no working day, so it is Tue 13 Jan.',
    ])
  })

  it('has one line for somebody who will not be asked in sight', () => {
    const done = { [sarah]: [keyResult('O1-KR1', { due: '2026-01-01' })] }
    expect(words(calendarOf({ owned: done }))).toEqual([
      'Sarah: Not asked in the week of Mon 5 Jan: O1-KR1 (the due date has passed).',
    ])
  })
})
