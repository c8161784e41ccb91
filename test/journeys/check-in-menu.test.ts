import { describe, expect, it } from 'vitest'
import { standingAnswer } from '../../src/storage/check-ins.ts'
import { latestReading } from '../../src/storage/kpis.ts'
import { closeItem, listOpenItems } from '../../src/storage/open-items.ts'
import { findSkip } from '../../src/storage/skips.ts'
import { monday, personId, week } from '../support/check-ins.ts'

const secondMonday = '2026-01-19T17:00:00Z'
const atRisk = {
  'What is the risk?': 'Dependency: we wait for somebody else',
  'In your words': 'The exporter is late',
  'What happens next?': 'Agree a date with billing',
}

describe('Same as last time', () => {
  it('is offered once there is a last time', async () => {
    const { acme, mike } = await monday()
    expect(mike.choices('O1-KR1')).toEqual(['Enter a new value', 'Skip this week', 'Hand over to somebody'])
    await mike.press('O1-KR1', '🟢 On track')
    await acme.playTo(secondMonday)
    expect(mike.choices('O1-KR1')[0]).toBe('Same as last time')
  })

  it('saves the last confidence with the evidence of today, in one click', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR1', '🟢 On track')
    await acme.playTo(secondMonday)
    await mike.menu('O1-KR1', 'Same as last time')
    expect(standingAnswer(saved('O1-KR1', '2026-W04'))?.answer).toMatchObject({
      confidence: 2,
      evidence: [{ text: 'No new data since 31 December (Monthly customer churn 8 %)', source: 'billing exports' }],
    })
  })

  it('keeps risk and next action at risk, and the open items keep their age', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill(atRisk)
    const before = listOpenItems(acme.database.db, ['O1-KR1'])
    await acme.playTo(secondMonday)
    await mike.menu('O1-KR1', 'Same as last time')
    const answers = [week, '2026-W04'].map((each) => standingAnswer(saved('O1-KR1', each))?.answer)
    expect(answers[1]?.confidence).toBe(1)
    expect(answers[1]?.risk).toEqual(answers[0]?.risk)
    expect(answers[1]?.nextAction).toEqual(answers[0]?.nextAction)
    expect(listOpenItems(acme.database.db, ['O1-KR1'])).toEqual(before)
  })

  it('asks for a new next action when the old one is done', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill(atRisk)
    await acme.playTo(secondMonday)
    const { db } = acme.database
    const action = listOpenItems(db, ['O1-KR1']).find(({ kind }) => kind === 'next-action')
    const closed = { at: acme.clock.now(), by: personId(db, 'mike'), how: 'done', result: 'The 20th' } as const
    closeItem(db, action?.id ?? 0, closed)
    await mike.menu('O1-KR1', 'Same as last time')
    expect(saved('O1-KR1', '2026-W04')).toBeNull()
    const { errors } = await mike.fill({})
    expect(errors).toEqual({ 'next-action': 'Please complete this required field.' })
  })
})

describe('Enter a new value', () => {
  it('records a reading by the person, as they write it, and the message shows it', async () => {
    const { acme, mike } = await monday()
    await mike.menu('O1-KR1', 'Enter a new value')
    await mike.fill({ 'Value, in %': '6,2 %', 'Anything to know about it?': 'Without the trial accounts' })
    expect(latestReading(acme.database.db, 'churn', '2026-01-12')).toMatchObject({
      value: 6.2,
      at: '2026-01-12',
      source: 'Mike',
      note: 'Without the trial accounts',
    })
    const part = mike.part('O1-KR1')
    expect(part).toContain('*6.2 % → 5 %*   -1.8 pp since last week')
    expect(part).toContain('Monthly customer churn 6.2 % on 12 January, from 8 % on 31 December (Mike)')
  })

  it('shows it at every key result of the same KPI, and answers for none', async () => {
    const { mike, saved } = await monday()
    await mike.menu('O1-KR1', 'Enter a new value')
    await mike.fill({ 'Value, in %': '6.2' })
    expect(mike.part('O1-KR2')).toContain('*6.2 % → 5 %*')
    expect(saved('O1-KR1')).toBeNull()
  })

  it.each([
    ['six', {}, { value: '“six” is no number. Write it like 6.2, 6.2 % or $2.5M.' }],
    ['$6.2', {}, { value: '“$6.2” is in $, and this KPI is in %.' }],
    [
      '6.2',
      { 'On which day was it so?': '2026-01-13' },
      { on: 'That day is still to come. Choose today or an earlier day.' },
    ],
  ])('refuses %s at its field', async (value, more, errors) => {
    const { acme, mike } = await monday()
    await mike.menu('O1-KR1', 'Enter a new value')
    expect((await mike.fill({ 'Value, in %': value, ...more })).errors).toEqual(errors)
    expect(latestReading(acme.database.db, 'churn', '2026-12-31')?.value).toBe(8)
  })

  it('says so when an older value was entered, since the message does not change', async () => {
    const { acme, mike } = await monday()
    await mike.menu('O1-KR1', 'Enter a new value')
    await mike.fill({ 'Value, in %': '7.4', 'On which day was it so?': '2025-11-30' })
    expect(JSON.stringify(acme.workspace.modal('mike')?.content)).toContain(
      'Recorded: Monthly customer churn 7.4 % on 30 November. The newest is still 8 % of 31 December.',
    )
  })
})

describe('Skip this week', () => {
  it('wants a reason, keeps it, and leaves the others due', async () => {
    const { acme, mike } = await monday()
    await mike.menu('O1-KR1', 'Skip this week')
    expect((await mike.fill({})).errors).toEqual({ reason: 'Please complete this required field.' })
    await mike.fill({ 'Why is there nothing to say this week?': 'Numbers come on the 20th' })
    expect(findSkip(acme.database.db, 'O1-KR1', week)).toMatchObject({
      reason: 'Numbers come on the 20th',
      skippedBy: personId(acme.database.db, 'mike'),
    })
    expect(mike.part('O1-KR1')).toContain('Skipped this week: Numbers come on the 20th')
    expect(mike.part('O1-KR2')).toContain('🟢 On track')
  })

  it('can be answered after all', async () => {
    const { acme, mike, saved } = await monday()
    await mike.menu('O1-KR1', 'Skip this week')
    await mike.fill({ 'Why is there nothing to say this week?': 'Nothing new' })
    await mike.press('O1-KR1', 'Answer after all')
    expect(findSkip(acme.database.db, 'O1-KR1', week)).toBeNull()
    await mike.press('O1-KR1', '🟢 On track')
    expect(standingAnswer(saved('O1-KR1'))?.answer.confidence).toBe(2)
  })

  it('is over when an answer comes from elsewhere', async () => {
    const { acme, mike } = await monday()
    const before = mike.message()
    await mike.menu('O1-KR1', 'Skip this week')
    await mike.fill({ 'Why is there nothing to say this week?': 'Nothing new' })
    await acme.workspace.as('mike').command('app', '/okr checkin O1-KR1')
    await acme.settle()
    await mike.fill({})
    expect(findSkip(acme.database.db, 'O1-KR1', week)).toBeNull()
    expect(mike.message().ts).toBe(before.ts)
    expect(mike.part('O1-KR1')).toContain('Saved 🟢 *On track*')
  })

  it('is asked again next week', async () => {
    const { acme, mike } = await monday()
    await mike.menu('O1-KR1', 'Skip this week')
    await mike.fill({ 'Why is there nothing to say this week?': 'Nothing new' })
    await acme.playTo(secondMonday)
    expect(mike.part('O1-KR1')).toContain('🟢 On track')
  })
})
