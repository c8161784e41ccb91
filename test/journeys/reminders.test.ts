import { describe, expect, it } from 'vitest'
import { addHolidays } from '../../src/storage/holidays.ts'
import { addDaysOff } from '../../src/storage/preferences.ts'
import { startAcme } from '../support/app.ts'
import { personId } from '../support/check-ins.ts'
import { answer, messagesWith, read, remindersOf } from '../support/follow-ups.ts'

// Mike in Los Angeles is asked on Monday 12 January at nine; the summary is on Wednesday at 16:00 in New York.
const mondayNine = '2026-01-12T17:00:00Z'
const tuesdayNine = '2026-01-13T17:00:00Z'
const wednesdayNine = '2026-01-14T17:00:00Z'

describe('reminders (rule 6)', () => {
  it('come at the same hour of the owner’s next two working days, and then no more', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-13T16:59:59Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(0)
    await acme.playTo(tuesdayNine)
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
    await acme.playTo('2026-01-14T16:59:59Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
    await acme.playTo(wednesdayNine)
    expect(remindersOf(acme, 'mike')).toHaveLength(2)
    await acme.playTo('2026-01-18T23:00:00Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(2)
  })

  it('are short, lead back to the request, and say why they came and what happens next', async () => {
    const acme = await startAcme()
    await acme.playTo(tuesdayNine)
    const words = read(acme.workspace.lastMessage('mike'))
    const request = messagesWith(acme, 'mike', 'how sure are you?')[0]
    expect(words).toContain(`/p${request?.ts.replace('.', '')}|this week’s check-in>`)
    expect(words).toContain('Mike, 2 key results are still open.')
    expect(words).toContain('The summary goes out')
    expect(words).toContain('At most one more like this.')
    expect(acme.workspace.lastMessage('mike').text).toContain('O1-KR1 Reduce monthly customer churn from 8 % to 5 %')
  })

  it('carry the buttons of what is missing: a click there is as good as in the request, and both say so', async () => {
    const acme = await startAcme()
    await acme.playTo(mondayNine)
    await answer(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1')
    await acme.playTo(tuesdayNine)
    const reminder = acme.workspace.lastMessage('mike')
    expect(read(reminder)).not.toContain('O1-KR1')
    await answer(acme, 'mike', reminder, 'O1-KR2')
    expect(read(remindersOf(acme, 'mike')[0])).toContain('All answered — thank you, Mike.')
    expect(read(messagesWith(acme, 'mike', 'All done, Mike')[0])).toContain('O1-KR2')
    await acme.playTo('2026-01-16T23:00:00Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
  })

  it('are edited when the answer is given in the request', async () => {
    const acme = await startAcme()
    await acme.playTo(tuesdayNine)
    const request = messagesWith(acme, 'mike', 'Hi Mike, how sure are you?')[0]
    if (!request) throw new Error('no request')
    await answer(acme, 'mike', request, 'O1-KR1')
    expect(read(remindersOf(acme, 'mike')[0])).toContain('1 of 2 answered')
    await answer(acme, 'mike', request, 'O1-KR2')
    expect(read(remindersOf(acme, 'mike')[0])).toContain('All answered — thank you, Mike.')
  })

  it('leave the buttons to the newest one', async () => {
    const acme = await startAcme()
    await acme.playTo(wednesdayNine)
    const [first, second] = remindersOf(acme, 'mike')
    expect(read(first)).toContain('I asked once more, below')
    expect(read(first)).not.toContain('On track')
    expect(read(second)).toContain('the last reminder')
    expect(read(second)).toContain('🟢 On track')
  })

  it('go to nobody who has answered, also when the answer is taken back at another hour', async () => {
    const acme = await startAcme()
    await acme.playTo(mondayNine)
    const request = acme.workspace.lastMessage('mike')
    await answer(acme, 'mike', request, 'O1-KR1')
    await answer(acme, 'mike', request, 'O1-KR2')
    await acme.playTo('2026-01-13T18:30:00Z')
    await acme.workspace
      .as('mike')
      .press(acme.workspace.lastMessage('mike'), { block_id: 'saved:O1-KR1', text: 'Undo' })
    await acme.playTo('2026-01-14T16:59:59Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(0)
    await acme.playTo(wednesdayNine)
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
  })

  it('skip days off and holidays, and none comes after the summary', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    await acme.playTo(mondayNine)
    addDaysOff(db, personId(db, 'mike'), ['2026-01-13'], 'home')
    await acme.playTo('2026-01-14T16:59:59Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(0)
    await acme.playTo(wednesdayNine)
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
    // Thursday would be the second of his working days, and lies behind the summary.
    await acme.playTo('2026-01-18T23:00:00Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
    // In the week after, Tuesday is a holiday: the summary waits for Thursday, the reminders for Wednesday.
    addHolidays(db, ['2026-01-20'])
    await acme.playTo('2026-01-21T16:59:59Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
    await acme.playTo('2026-01-21T17:00:00Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(2)
  })

  it('are sent once, however often the app is restarted around their hour', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-13T16:59:59Z')
    await acme.restart()
    await acme.playTo(tuesdayNine)
    await acme.restart()
    await acme.playTo('2026-01-13T17:04:00Z')
    await acme.restart()
    await acme.playTo('2026-01-13T23:00:00Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
  })

  it('missed while the app was down come later that day in working time, or never', async () => {
    const acme = await startAcme()
    await acme.playTo(mondayNine)
    await acme.app.stop(100)
    acme.clock.set('2026-01-13T22:10:00Z')
    await acme.restart()
    await acme.settle()
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
    await acme.app.stop(100)
    // Wednesday 18:00 in Los Angeles: working time and summary are over.
    acme.clock.set('2026-01-15T02:00:00Z')
    await acme.restart()
    await acme.playTo('2026-01-16T23:00:00Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(1)
  })

  it('that Slack took too late are not sent any more once all is answered', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-13T16:59:00Z')
    acme.workspace.faults.add({ kind: 'rate-limited', retryAfter: 3600, method: 'chat.postMessage' })
    await acme.playTo(tuesdayNine)
    const request = messagesWith(acme, 'mike', 'how sure are you?')[0]
    if (!request) throw new Error('no request')
    await answer(acme, 'mike', request, 'O1-KR1')
    await answer(acme, 'mike', request, 'O1-KR2')
    await acme.playTo('2026-01-13T20:00:00Z')
    expect(remindersOf(acme, 'mike')).toHaveLength(0)
  })
})
