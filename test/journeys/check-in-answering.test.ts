import { describe, expect, it } from 'vitest'
import { standingAnswer } from '../../src/storage/check-ins.ts'
import { listItemsEverOpened, listOpenItems } from '../../src/storage/open-items.ts'
import { monday, personId, readings } from '../support/check-ins.ts'

const atRisk = {
  'What is the risk?': 'Dependency: we wait for somebody else',
  'In your words': 'The exporter is late',
  'What happens next?': 'Agree a date with billing',
}

describe('on track', () => {
  it.each(['socket', 'http'] as const)(
    'is one click, and saves what was filled in with its sources (%s)',
    async (mode) => {
      const { mike, saved } = await monday({ mode })
      await mike.press('O1-KR1', '🟢 On track')
      const answer = standingAnswer(saved('O1-KR1'))
      expect(answer?.answer.confidence).toBe(2)
      expect(answer?.answer.evidence).toEqual([
        { text: 'Monthly customer churn 8 % on 31 December, from 7 % on 31 October', source: 'billing exports' },
      ])
      expect(mike.part('O1-KR1')).toContain('✓ Saved 🟢 *On track*')
      expect(mike.part('O1-KR1')).toContain('Add a note')
    },
  )

  it('never writes a reading', async () => {
    const { acme, mike } = await monday()
    const count = () => acme.database.sqlite.prepare('select count(*) as n from readings').get()
    const before = count()
    await mike.press('O1-KR1', '🟢 On track')
    expect(count()).toEqual(before)
  })

  it('leaves the other key results open', async () => {
    const { mike } = await monday()
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.words()).toContain('1 key result to go')
    expect(mike.part('O1-KR2')).toContain('🟡 At risk')
  })

  it('clicked twice is one version', async () => {
    const { acme, mike, saved } = await monday()
    const message = mike.message()
    const click = () => acme.workspace.as('mike').press(message, { block_id: 'answer:O1-KR1', text: '🟢 On track' })
    await Promise.all([click(), click()])
    await acme.settle()
    expect(saved('O1-KR1')?.versions).toHaveLength(1)
  })

  it('says at the moment of the click that the data says otherwise, and is accepted', async () => {
    const { acme, mike, saved } = await monday()
    await acme.playTo('2026-02-17T17:00:00Z')
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.part('O1-KR1')).toContain('⚠️ On track, but unmoved for 6 weeks.')
    expect(mike.part('O1-KR1')).toContain('Change')
    expect(standingAnswer(saved('O1-KR1', '2026-W08'))?.answer.confidence).toBe(2)
  })

  it('says where the numbers are heading when that is not the target', async () => {
    const known = '2026-01-30T12:00:00Z'
    const weekly = [
      ['2026-01-05', 8],
      ['2026-01-12', 7.9],
      ['2026-01-19', 7.8],
      ['2026-01-26', 7.7],
    ] as const
    const { acme, mike } = await monday({ before: (db) => readings(db, 'churn', weekly, known) })
    await acme.playTo('2026-02-02T17:00:00Z')
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.part('O1-KR1')).toMatch(/⚠️ On track, but forecast to end at 6\.79 %, not 5\.9 %\./)
  })
})

describe('at risk and off track', () => {
  it('are a form with what is known filled in: two clicks and what there is to say', async () => {
    const { mike, saved, acme } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill(atRisk)
    const { answer } = standingAnswer(saved('O1-KR1')) ?? {}
    expect(answer).toMatchObject({
      confidence: 1,
      risk: { kind: 'dependency', text: 'The exporter is late' },
      nextAction: { text: 'Agree a date with billing', person: personId(acme.database.db, 'mike'), due: '2026-01-19' },
    })
    expect(answer?.evidence[0]?.source).toBe('billing exports')
    const part = mike.part('O1-KR1')
    expect(part).toContain('Saved 🟡 *At risk*')
    expect(part).toContain('Risk: The exporter is late (a dependency)')
    expect(part).toContain('Next: Agree a date with billing (Mike, until Mon 19 Jan)')
  })

  it('cite nobody for what the owner typed', async () => {
    const { mike, saved } = await monday()
    await mike.press('O1-KR1', '🔴 Off track')
    await mike.fill({ ...atRisk, 'What does this rest on?': 'Churn is 4 % (billing exports)\nSaid so by sales' })
    expect(standingAnswer(saved('O1-KR1'))?.answer.evidence).toEqual([
      { text: 'Churn is 4 % (billing exports)', source: 'Mike' },
      { text: 'Said so by sales', source: 'Mike' },
    ])
  })

  it('keep the form open with the error at its field', async () => {
    const { mike, saved } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    const { errors } = await mike.fill({ ...atRisk, 'Until when?': '2026-01-09' })
    expect(errors).toEqual({ 'next-action-due': 'That day is over. Choose today or a later day.' })
    expect(mike.form().typed['next-action']).toBeDefined()
    await mike.fill({ 'Until when?': '2026-01-12' })
    expect(standingAnswer(saved('O1-KR1'))?.answer.nextAction?.due).toBe('2026-01-12')
  })

  it('take no next action from an app', async () => {
    const { mike } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    const { errors } = await mike.fill({ ...atRisk, 'Who does it?': 'U0APPBOT00' })
    expect(errors).toEqual({ 'next-action-person': 'An app cannot do it. Choose a person.' })
  })

  it('open an adjustment plan or an investigation, and the risk and the next action they name', async () => {
    const { acme, mike } = await monday()
    await mike.press('O1-KR1', '🔴 Off track')
    await mike.fill(atRisk)
    const { db } = acme.database
    const mikeId = personId(db, 'mike')
    expect(listOpenItems(db, ['O1-KR1'])).toMatchObject([
      { kind: 'investigation', personId: mikeId, due: '2026-01-19' },
      { kind: 'risk', text: 'The exporter is late (a dependency)', personId: mikeId },
      { kind: 'next-action', text: 'Agree a date with billing', personId: mikeId, due: '2026-01-19' },
    ])
    await mike.press('O1-KR1', 'Change')
    await acme.workspace.as('mike').choose(mike.form(), 'check-in-form:confidence', '🟡 At risk')
    await acme.settle()
    await mike.fill({})
    expect(listOpenItems(db, ['O1-KR1']).map(({ kind }) => kind)).toEqual(['risk', 'next-action', 'adjustment-plan'])
    expect(listItemsEverOpened(db, 'O1-KR1')[0]).toMatchObject({ closed: { how: 'withdrawn' } })
  })
})

describe('changing an answer', () => {
  it('adds a note in a new version; the old one stays', async () => {
    const { mike, saved } = await monday()
    await mike.press('O1-KR1', '🟢 On track')
    await mike.press('O1-KR1', 'Add a note')
    await mike.fill({ 'Anything else?': 'The trial accounts are gone' })
    expect(saved('O1-KR1')?.versions.map(({ answer }) => answer?.note)).toEqual([null, 'The trial accounts are gone'])
    expect(mike.part('O1-KR1')).toContain('Note: The trial accounts are gone')
    expect(mike.part('O1-KR1')).toContain('Change')
  })

  it('keeps what was typed when another confidence is chosen in the form', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill(atRisk)
    await mike.press('O1-KR1', 'Change')
    await acme.workspace.as('mike').choose(mike.form(), 'check-in-form:confidence', '🟢 On track', {
      'Anything else?': 'It came after all',
    })
    await acme.settle()
    expect(JSON.stringify(mike.form().content)).not.toContain('What is the risk?')
    await mike.fill({})
    expect(standingAnswer(saved('O1-KR1'))?.answer).toMatchObject({
      confidence: 2,
      risk: null,
      note: 'It came after all',
    })
  })

  it('can be taken back, and the three buttons return', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill(atRisk)
    await mike.press('O1-KR1', 'Undo')
    expect(standingAnswer(saved('O1-KR1'))).toBeNull()
    expect(saved('O1-KR1')?.versions).toHaveLength(2)
    expect(mike.part('O1-KR1')).toContain('🟢 On track')
    expect(listOpenItems(acme.database.db, ['O1-KR1'])).toEqual([])
  })

  it('shows what nobody has finished next week, and for how long it has been open', async () => {
    const { acme, mike } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill(atRisk)
    await acme.playTo('2026-01-19T17:00:00Z')
    const part = mike.part('O1-KR1')
    expect(part).toContain('Last time 🟡 At risk: The exporter is late')
    expect(part).toContain('◦ Adjustment plan (until Mon 19 Jan, open for 7 days)')
    expect(part).toContain('No new data since 31 December (Monthly customer churn 8 %) (billing exports)')
  })
})
