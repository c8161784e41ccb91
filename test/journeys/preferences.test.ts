import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { daysOffOf, pausesOf, preferencesOf } from '../../src/storage/preferences.ts'
import { importOkrFile } from '../../src/usecases/import-okr-file.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { personId } from '../support/check-ins.ts'
import type { Message } from '../support/follow-ups.ts'
import { buttonsOf, formWords, homeOf, okr, openHome, partOf, pressHome, submit, wordsOf } from '../support/home.ts'

/** Mike in Los Angeles has opened the form about his own check-in. */
async function mikeChanges(acme?: RunningAcme): Promise<RunningAcme> {
  const running = acme ?? (await startAcme())
  await openHome(running, 'mike')
  await pressHome(running, 'mike', 'Change …')
  return running
}

const preferences = (acme: RunningAcme, who = 'mike') =>
  preferencesOf(acme.database.db, personId(acme.database.db, who))
const daysOff = (acme: RunningAcme, who = 'mike') => daysOffOf(acme.database.db, personId(acme.database.db, who))
const sendingTime = (acme: RunningAcme) => partOf(acme, 'mike', 'My sending time')

describe('my own weekday and time', () => {
  it('is when I am asked from then on, and Home says whose choice it was', async () => {
    const acme = await mikeChanges()
    expect(formWords(acme, 'mike')).toContain('As Retention has it: Monday')
    expect(await submit(acme, 'mike', { Weekday: 'Tuesday', Time: '10:30' })).toEqual({})
    expect(acme.workspace.modal('mike')).toBeNull()
    expect(sendingTime(acme)).toContain('*Tuesdays at 10:30*, your own choice. Your time zone: America/Los_Angeles')
    expect(sendingTime(acme)).toContain('*Next:* Tue 13 Jan, 10:30 Los Angeles: O1-KR1, O1-KR2. Your own choice')
    await acme.playTo('2026-01-13T18:29:59Z')
    expect(acme.workspace.dm('mike')).toHaveLength(0)
    await acme.playTo('2026-01-13T18:30:00Z')
    expect(acme.workspace.dm('mike')).toHaveLength(1)
  })

  it('must lie between two working days before the ask and the summary: the form stays, and says until when', async () => {
    const acme = await mikeChanges()
    const window =
      'Retention asks on Monday at 09:00, and its summary goes out on Wednesday at 13:00 your time. Choose a time from Thursday until then.'
    expect(await submit(acme, 'mike', { Weekday: 'Wednesday', Time: '17:00' })).toEqual({ time: window })
    expect(formWords(acme, 'mike')).toContain('Weekday')
    expect(preferences(acme)).toBeNull()
    // Corrected in the same form.
    expect(await submit(acme, 'mike', { Weekday: 'Wednesday', Time: '12:30' })).toEqual({})
    expect(preferences(acme)).toMatchObject({ weekday: 'wednesday', time: '12:30' })
  })

  it('can be given back: as the team has it', async () => {
    const acme = await mikeChanges()
    await submit(acme, 'mike', { Weekday: 'Tuesday', Time: '10:30' })
    await pressHome(acme, 'mike', 'Change …')
    expect(await submit(acme, 'mike', { Weekday: 'team', Time: null })).toEqual({})
    expect(sendingTime(acme)).toContain('*Mondays at 09:00*, as Retention has it.')
  })

  it('stays when the OKR file is imported again, and so do days off and who stands in', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    const file = readFileSync(new URL('../../src/demo/acme/okrs.yaml', import.meta.url))
    const imported = () => importOkrFile(db, file, { defaultZone: 'UTC' }, acme.clock.now()).kind
    expect(imported()).toBe('imported')
    await acme.settle()
    await mikeChanges(acme)
    const sarah = acme.workspace.as('sarah').id
    const said = { Weekday: 'Tuesday', Time: '10:30', 'Who stands in for you?': sarah, 'off-from': '2026-02-23' }
    expect(await submit(acme, 'mike', said)).toEqual({})
    // The file says that Ana stands in for Mike, and nothing of the rest.
    expect(imported()).toBe('imported')
    expect(preferences(acme)).toEqual({
      weekday: 'tuesday',
      time: '10:30',
      delegateId: personId(db, 'sarah'),
      source: 'home',
    })
    expect(daysOff(acme)).toEqual(['2026-02-23'])
    // What the file gave and was given back here does not return.
    await openHome(acme, 'priya')
    await pressHome(acme, 'priya', 'Change …')
    expect(await submit(acme, 'priya', { on: ['Mon 26 Jan'] })).toEqual({})
    imported()
    expect(daysOff(acme, 'priya')).toEqual([])
  })
})

describe('days off', () => {
  it('are taken as a stretch, move the question, and are given back as a whole', async () => {
    const acme = await mikeChanges()
    expect(await submit(acme, 'mike', { 'off-from': '2026-01-12', 'off-to': '2026-01-13' })).toEqual({})
    expect(sendingTime(acme)).toContain('*Days off:* Mon 12 Jan – Tue 13 Jan')
    expect(sendingTime(acme)).toContain('*Next:* Wed 14 Jan, 09:00 Los Angeles')
    expect(sendingTime(acme)).toContain('Mon 12 Jan is no working day of yours, so it is the next one.')
    await acme.playTo('2026-01-12T20:00:00Z')
    expect(acme.workspace.dm('mike')).toHaveLength(0)
    await pressHome(acme, 'mike', 'Change …')
    expect(await submit(acme, 'mike', { on: ['Mon 12 Jan – Tue 13 Jan'] })).toEqual({})
    expect(daysOff(acme)).toEqual([])
  })

  it('that make no sense are said at their field, all at once, and nothing is saved', async () => {
    const acme = await mikeChanges()
    const self = acme.workspace.as('mike').id
    expect(await submit(acme, 'mike', { 'off-to': '2026-02-20', delegate: self, Weekday: 'Tuesday' })).toEqual({
      'off-from': 'From which day on? Only the last day is filled in.',
      delegate: 'You cannot stand in for yourself. Choose somebody else, or leave it empty.',
    })
    expect(await submit(acme, 'mike', { 'off-from': '2026-01-08', 'off-to': null, delegate: null })).toEqual({
      'off-from': 'That day is over. Choose today or a later day.',
    })
    expect(await submit(acme, 'mike', { 'off-from': '2026-03-02', 'off-to': '2026-03-01' })).toEqual({
      'off-to': 'The last day lies before the first, Mon 2 Mar.',
    })
    expect(await submit(acme, 'mike', { 'off-from': '2027-03-02', 'off-to': null })).toEqual({
      'off-from': 'That is more than a year ahead. Choose an earlier day.',
    })
    expect(await submit(acme, 'mike', { 'off-from': '2026-03-02', 'off-to': '2026-07-02' })).toEqual({
      'off-to': 'That is more than three months. Add them in parts.',
    })
    expect(preferences(acme)).toBeNull()
    expect(daysOff(acme)).toEqual([])
  })
})

describe('who stands in', () => {
  it('is asked instead, and both Homes say so', async () => {
    const acme = await mikeChanges()
    const ana = acme.workspace.as('ana').id
    await submit(acme, 'mike', { delegate: ana, 'off-from': '2026-01-12', 'off-to': '2026-01-16' })
    expect(sendingTime(acme)).toContain('*Stands in for me:* Ana')
    expect(sendingTime(acme)).toContain('*Next:* Away from Mon 12 Jan until the summary, so Ana is asked instead.')
    expect(sendingTime(acme)).toContain('*Next:* Mon 19 Jan, 09:00 Los Angeles')
    await openHome(acme, 'ana')
    expect(partOf(acme, 'ana', 'My sending time')).toContain('*I stand in for:* Mike, while they are away')
    await acme.playTo('2026-01-12T20:00:00Z')
    expect(acme.workspace.dm('ana')).toHaveLength(1)
    expect(acme.workspace.dm('mike')).toHaveLength(0)
  })

  it('cannot be a guest, somebody from outside, somebody who has left, or an app', async () => {
    const acme = await startAcme({
      workspace: {
        people: [
          { handle: 'sarah', name: 'Sarah', email: 'sarah@acme.example', zone: 'America/New_York', admin: true },
          { handle: 'mike', name: 'Mike', email: 'mike@acme.example', zone: 'America/Los_Angeles' },
          { handle: 'ana', name: 'Ana', email: 'ana@acme.example', zone: 'Asia/Kathmandu', guest: true },
          { handle: 'jonas', name: 'Jonas', email: 'jonas@acme.example', zone: 'Europe/Berlin', external: true },
          { handle: 'priya', name: 'Priya', email: 'priya@acme.example', zone: 'Australia/Sydney' },
        ] as never,
      },
    })
    await mikeChanges(acme)
    await acme.workspace.changePerson('priya', { deactivated: true })
    const said = async (id: string) => (await submit(acme, 'mike', { delegate: id }))['delegate']
    expect(await said(acme.workspace.as('ana').id)).toBe(
      'Ana is a guest here, and guests are not asked. Choose somebody else.',
    )
    expect(await said(acme.workspace.as('jonas').id)).toBe('Jonas belongs to another workspace, so I cannot ask them.')
    expect(await said(acme.workspace.as('priya').id)).toBe('Priya’s account is deactivated. Choose somebody else.')
    expect(await said(botId(acme))).toBe('An app cannot stand in. Choose a person.')
    expect(preferences(acme)).toBeNull()
  })
})

describe('a pause', () => {
  it('keeps questions away up to and including its last day; Resume ends it at once', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    await pressHome(acme, 'mike', { text: 'Pause 1 week, to Thu 15 Jan' })
    expect(sendingTime(acme)).toContain(
      '⏸️ *Paused up to and including Thu 15 Jan.* From Fri 16 Jan on I ask you again.',
    )
    expect(sendingTime(acme)).toContain('Not asked on Mon 12 Jan: paused until after the summary.')
    await acme.playTo('2026-01-13T18:00:00Z')
    expect(acme.workspace.dm('mike')).toHaveLength(0)
    await pressHome(acme, 'mike', 'Resume now')
    expect(sendingTime(acme)).not.toContain('Paused')
    await acme.playTo('2026-01-13T18:10:00Z')
    expect(acme.workspace.dm('mike')).toHaveLength(1)
  })

  it('until a date is chosen in a form, which says what is wrong with it', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    await pressHome(acme, 'mike', 'Pause until …')
    expect(await submit(acme, 'mike', { until: '2026-01-02' })).toEqual({
      until: 'That day is over. Choose today or a later day.',
    })
    expect(await submit(acme, 'mike', { until: '2027-06-01' })).toEqual({
      until: 'That is more than a year ahead. Choose an earlier day.',
    })
    expect(await submit(acme, 'mike', { until: '2026-01-30' })).toEqual({})
    expect(sendingTime(acme)).toContain('*Paused up to and including Fri 30 Jan.*')
  })

  it('takes the place of the one before', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    await pressHome(acme, 'mike', { action_id: 'pause:7' })
    await pressHome(acme, 'mike', { action_id: 'pause:1' })
    expect(sendingTime(acme)).toContain('*Paused up to and including Fri 9 Jan.*')
    const all = pausesOf(acme.database.db, personId(acme.database.db, 'mike'))
    expect(all.filter(({ resumedAt }) => resumedAt === null)).toHaveLength(1)
  })

  it('can be said in a command, with the buttons under the answer', async () => {
    const acme = await startAcme()
    const asked = await okr(acme, 'mike', 'pause')
    expect(wordsOf(asked)).toContain('You are not paused. For how long shall I stop asking?')
    await acme.workspace.as('mike').press(asked, { action_id: 'pause:3' })
    await acme.settle()
    expect(acme.workspace.ephemerals('mike')).toHaveLength(1)
    const paused = acme.workspace.ephemerals('mike').at(-1) as Message
    expect(wordsOf(paused)).toContain('I do not ask you up to and including Sun 11 Jan. From Mon 12 Jan on I do again.')
    expect(buttonsOf(paused)[0]?.text).toBe('Resume now')
    expect(wordsOf(await okr(acme, 'mike', 'pause 2 weeks'))).toContain('up to and including Thu 22 Jan')
    expect(wordsOf(await okr(acme, 'mike', 'pause until 2026-02-01'))).toContain('up to and including Sun 1 Feb')
    expect(wordsOf(await okr(acme, 'mike', 'pause until 2026-01-01'))).toContain('That day is over.')
    expect(wordsOf(await okr(acme, 'mike', 'pause forever'))).toContain(
      '“forever” is no length. Write /okr pause 3 days',
    )
    expect(wordsOf(await okr(acme, 'mike', 'pause off'))).toContain('Welcome back. I ask you again from today on.')
    expect(wordsOf(await okr(acme, 'mike', 'resume'))).toContain('You were not paused. Nothing was changed.')
    await acme.playTo('2026-01-12T17:00:00Z')
    expect(acme.workspace.dm('mike')).toHaveLength(1)
  })

  it('is mine alone: nobody pauses somebody else', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    await openHome(acme, 'sarah')
    await pressHome(acme, 'sarah', { action_id: 'pause:7' })
    expect(pausesOf(acme.database.db, personId(acme.database.db, 'mike'))).toEqual([])
    expect(sendingTime(acme)).not.toContain('Paused')
  })

  it('holds from the day it was pressed on, when it is driven again after a restart', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    await pressHome(acme, 'mike', { action_id: 'pause:3' })
    const mike = personId(acme.database.db, 'mike')
    // As if the process had died between the acknowledgement and the transaction.
    acme.database.sqlite.exec(`delete from pauses; update inbox set done_at = null where key like 'trigger:%'`)
    acme.clock.set('2026-01-10T17:00:00Z')
    await acme.restart()
    await acme.playTo('2026-01-10T17:10:00Z')
    expect(pausesOf(acme.database.db, mike)).toMatchObject([{ starts: '2026-01-09', ends: '2026-01-11' }])
    expect(homeOf(acme, 'mike')).toBeDefined()
  })
})

function botId(acme: RunningAcme): string {
  const row = acme.database.sqlite.prepare('select bot_user_id from workspace').pluck().get()
  return String(row)
}
