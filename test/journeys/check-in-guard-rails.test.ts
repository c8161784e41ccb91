import { describe, expect, it } from 'vitest'
import { standingAnswer } from '../../src/storage/check-ins.ts'
import { addDaysOff, savePreferences } from '../../src/storage/preferences.ts'
import { changeKeyResult, monday, ownerIn, personId, readings } from '../support/check-ins.ts'

describe('who may answer is read at the click', () => {
  it('a key result that belongs to somebody else by now', async () => {
    const { acme, mike, saved } = await monday()
    const { db } = acme.database
    changeKeyResult(db, 'O1-KR1', { ownerId: personId(db, 'sarah') })
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.told()).toEqual(['O1-KR1 belongs to Sarah now, so only Sarah can answer for it. Nothing was changed.'])
    await mike.menu('O1-KR1', 'Skip this week')
    expect(mike.told()).toHaveLength(2)
    expect(saved('O1-KR1')).toBeNull()
  })

  it('one without an owner', async () => {
    const { acme, mike } = await monday()
    changeKeyResult(acme.database.db, 'O1-KR1', { ownerId: null })
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.told()).toEqual(['O1-KR1 has no owner right now. Its lead can name one.'])
  })

  it('one whose cycle is closed', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR2', '🟢 On track')
    acme.database.sqlite.exec('update cycles set closed_at = 1')
    await mike.press('O1-KR1', '🟢 On track')
    await mike.press('O1-KR2', 'Undo')
    await mike.menu('O1-KR1', 'Enter a new value')
    expect(mike.told()).toEqual([
      'The cycle of O1-KR1 is closed, so its answers stay as they are.',
      'The cycle of O1-KR2 is closed, so its answers stay as they are.',
      'The cycle of O1-KR1 is closed, so its answers stay as they are.',
    ])
    expect(saved('O1-KR1')).toBeNull()
    expect(standingAnswer(saved('O1-KR2'))).not.toBeNull()
  })

  it('a key result that is no longer part of the check-in', async () => {
    const { acme, mike } = await monday()
    acme.database.sqlite.exec("delete from request_items where key_result_id = 'O1-KR1'")
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.told()).toEqual(['O1-KR1 is not part of this check-in any more. Nothing was changed.'])
  })
})

describe('whoever stands in', () => {
  async function mikeAway() {
    const at = await monday({
      before(db) {
        const nobody = { weekday: null, time: null, source: 'home' } as const
        savePreferences(db, personId(db, 'mike'), { ...nobody, delegateId: personId(db, 'sarah') }, new Date(0))
        addDaysOff(db, personId(db, 'mike'), ['2026-01-12', '2026-01-13', '2026-01-14', '2026-01-15'], 'home')
      },
    })
    return { ...at, sarah: ownerIn(at.acme, 'sarah') }
  }

  it('answers in their own message, which says for whom and why', async () => {
    const { sarah, saved, acme } = await mikeAway()
    expect(sarah.words()).toContain('Hi Sarah, how sure are you?* 3 key results')
    expect(sarah.part('O1-KR1')).toContain('_(for Mike)_')
    expect(sarah.words()).toContain('Mike is away, and you stand in.')
    expect(sarah.choices('O1-KR1')).not.toContain('Hand over to somebody')
    expect(sarah.choices('O1-KR3')).toContain('Hand over to somebody')
    await sarah.press('O1-KR1', '🟢 On track')
    expect(standingAnswer(saved('O1-KR1'))?.by).toBe(personId(acme.database.db, 'sarah'))
    expect(sarah.part('O1-KR1')).toContain('by Sarah')
  })

  it('may not answer any more once somebody else stands in', async () => {
    const { acme, sarah, saved } = await mikeAway()
    const { db } = acme.database
    const nobody = { weekday: null, time: null, source: 'home', delegateId: null } as const
    savePreferences(db, personId(db, 'mike'), nobody, new Date(0))
    await sarah.press('O1-KR1', '🟢 On track')
    expect(sarah.told()).toEqual(['You do not stand in for Mike any more, so nothing was changed for O1-KR1.'])
    expect(saved('O1-KR1')).toBeNull()
  })
})

describe('early and late', () => {
  it('an answer after the summary is late, and the message says so kindly', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR2', '🟢 On track')
    await acme.playTo('2026-01-14T22:00:00Z')
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.part('O1-KR2')).not.toContain('summary')
    expect(mike.part('O1-KR1')).toContain('It came after the summary, which shows it now. Thank you all the same.')
    expect(saved('O1-KR1', '2026-W04')).toBeNull()
  })

  it('a late answer on Friday counts for the next week too: nobody is asked on Monday', async () => {
    const { acme, mike } = await monday()
    await acme.playTo('2026-01-16T18:00:00Z')
    await mike.press('O1-KR1', '🟢 On track')
    await mike.press('O1-KR2', '🟢 On track')
    expect(mike.part('O1-KR1')).toContain('It counts for next week too, so you need not answer twice.')
    const asked = mike.message().ts
    await acme.playTo('2026-01-19T23:00:00Z')
    expect(mike.message().ts).toBe(asked)
  })

  it('an answer that is changed on Friday counts for the next week too', async () => {
    const { acme, mike } = await monday()
    for (const id of ['O1-KR1', 'O1-KR2']) await mike.press(id, '🟢 On track')
    await acme.playTo('2026-01-16T18:00:00Z')
    await mike.press('O1-KR1', 'Add a note')
    await mike.fill({ 'Anything else?': 'The vendor signed' })
    await acme.playTo('2026-01-19T17:00:00Z')
    expect(mike.words()).toContain('O1-KR2')
    expect(mike.words()).not.toContain('O1-KR1')
  })
})

describe('/okr checkin', () => {
  it('sends the message before its hour, and not again at it', async () => {
    const { acme, mike } = await monday({ now: '2026-01-09T17:00:00Z' })
    await acme.playTo('2026-01-19T16:00:00Z')
    const before = mike.message().ts
    await acme.workspace.as('mike').command('app', '/okr checkin')
    await acme.settle()
    const sent = mike.message().ts
    expect(sent).not.toBe(before)
    await acme.playTo('2026-01-19T23:00:00Z')
    expect(mike.message().ts).toBe(sent)
    expect(mike.words()).toContain('You get this because you asked for it.')
  })

  it('finds the message that stands already', async () => {
    const { acme, mike } = await monday()
    const { ts } = mike.message()
    await acme.workspace.as('mike').command('app', '/okr checkin')
    await acme.settle()
    expect(mike.told().at(-1)).toContain('This week’s check-in is in our direct message.')
    expect(mike.message().ts).toBe(ts)
  })

  it('with a key result opens its form, in which the confidence is chosen', async () => {
    const { acme, mike, saved } = await monday()
    await acme.workspace.as('mike').command('retention', '/okr checkin o1 kr2')
    await acme.settle()
    await acme.workspace.as('mike').choose(mike.form(), 'check-in-form:confidence', '🔴 Off track')
    await acme.settle()
    await mike.fill({
      'What is the risk?': 'External: the market, a vendor, the law',
      'What happens next?': 'Find another vendor',
    })
    expect(standingAnswer(saved('O1-KR2'))?.answer).toMatchObject({ confidence: 0 })
    expect(mike.part('O1-KR2')).toContain('Saved 🔴 *Off track*')
  })

  it.each([
    ['/okr checkin O1-KR3', 'O1-KR3 belongs to Sarah, so you cannot answer for it.'],
    ['/okr checkin O9-KR1', 'There is no key result O9-KR1.'],
    ['/okr checkin churn', '“churn” is no key result. Write it like /okr checkin O1-KR1.'],
  ])('%s is answered kindly', async (text, sentence) => {
    const { acme, mike } = await monday()
    await acme.workspace.as('mike').command('app', text)
    expect(mike.told().at(-1)).toBe(sentence)
    expect(acme.workspace.modal('mike')).toBeNull()
  })
})

describe('a key result that tests an assumption', () => {
  const assumption = {
    statement: 'Customers leave because exports fail',
    test: 'Call ten who left',
    threshold: '6 of 10 name exports',
    result: null,
  }
  const form = {
    'What is the risk?': 'Clarity: we do not know enough yet',
    'What happens next?': 'Call the rest',
  }

  it('asks for the result of the test and the next one, judged pass or fail', async () => {
    const { mike, saved, acme } = await monday({ before: (db) => changeKeyResult(db, 'O1-KR1', { assumption }) })
    await mike.press('O1-KR1', '🟡 At risk')
    expect(JSON.stringify(mike.form().content)).toContain(
      'The test: Call ten who left. It passes at: 6 of 10 name exports',
    )
    const told = { 'What came out of the test?': 'Seven of ten', 'What is the next test?': 'Fix exports for five' }
    expect((await mike.fill({ ...form, ...told })).errors).toEqual({ verdict: 'Passed or failed?' })
    await mike.fill({ 'Did it pass?': 'Passed' })
    expect(standingAnswer(saved('O1-KR1'))?.answer.test).toEqual({
      next: 'Fix exports for five',
      outcome: { result: 'Seven of ten', verdict: 'pass' },
    })
    expect(mike.part('O1-KR1')).toContain('Test passed: Seven of ten')
    expect(mike.part('O1-KR1')).toContain('Next test: Fix exports for five')
    await acme.playTo('2026-01-19T17:00:00Z')
    await mike.press('O1-KR1', '🟡 At risk')
    expect(JSON.stringify(mike.form().content)).toContain('The test: Fix exports for five.')
  })

  it('asks for no test elsewhere', async () => {
    const { mike } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    expect(JSON.stringify(mike.form().content)).not.toContain('test')
  })
})

describe('the evidence', () => {
  it('is what came since the last check-in, with its source', async () => {
    const { acme, mike } = await monday()
    await mike.press('O1-KR1', '🟢 On track')
    await acme.playTo('2026-01-16T12:00:00Z')
    readings(acme.database.db, 'churn', [['2026-01-15', 7.1]], '2026-01-16T12:00:00Z')
    await acme.playTo('2026-01-19T17:00:00Z')
    expect(mike.part('O1-KR1')).toContain(
      '• Monthly customer churn 7.1 % on 15 January, from 8 % on 31 December (billing exports)',
    )
    expect(mike.part('O1-KR1')).toContain('-0.9 pp since last week')
  })

  it('names a guardrail that is broken', async () => {
    const { mike } = await monday({
      before(db) {
        changeKeyResult(db, 'O1-KR1', { guardrailKpiId: 'churn' })
        db.run("update kpis set limit_operator = '<=', limit_value = 7 where id = 'churn'")
      },
    })
    expect(mike.part('O1-KR1')).toContain(
      '• Guardrail broken: Monthly customer churn 8 % on 31 December, must be <= 7 % (billing exports)'.replace(
        '<',
        '&lt;',
      ),
    )
  })
})
