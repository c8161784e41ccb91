import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/platform/db.ts'
import { getKeyResult } from '../../src/storage/key-results.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { addDaysOff, savePreferences } from '../../src/storage/preferences.ts'
import { findRequest } from '../../src/storage/requests.ts'
import { findTeamByName, saveTeam } from '../../src/storage/teams.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { addKeyResult, changeKeyResult, ownerIn, personId } from '../support/check-ins.ts'
import { answer, messagesWith, press, read, remindersOf } from '../support/follow-ups.ts'

const mikesNine = '2026-01-12T17:00:00Z'

describe('a leaver (rule 8)', () => {
  it('makes their lead be asked once, by direct message, who takes each key result over', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T18:00:00Z')
    await leaves(acme, 'mike')
    const [message] = leaversIn(acme)
    expect(read(message)).toContain('*Mike has left Slack: who takes over these key results?*')
    expect(read(message)).toContain('*O1-KR1*  Reduce monthly customer churn from 8 % to 5 %\nNo owner chosen yet')
    expect(read(message)).toContain('*O1-KR2*  Second thing\nNo owner chosen yet')
    await acme.restart()
    await acme.playTo('2026-01-30T18:00:00Z')
    expect(leaversIn(acme)).toHaveLength(1)
  })

  it('is found at the daily look, should Slack’s event be lost, and the lead is asked in their working time', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T23:30:00Z')
    await acme.app.stop(100)
    await acme.workspace.changePerson('mike', { deactivated: true })
    acme.clock.set('2026-01-13T03:00:00Z')
    await acme.restart()
    await acme.playTo('2026-01-13T13:59:59Z')
    expect(leaversIn(acme)).toHaveLength(0)
    await acme.playTo('2026-01-13T14:00:00Z')
    expect(leaversIn(acme)).toHaveLength(1)
  })

  it('is asked nothing any more, and nobody else is either until somebody has accepted', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    await acme.playTo('2026-01-12T18:00:00Z')
    await leaves(acme, 'mike')
    const before = acme.workspace.dm('mike').length
    await acme.playTo('2026-01-20T18:00:00Z')
    expect(acme.workspace.dm('mike')).toHaveLength(before)
    expect(findRequest(db, personId(db, 'mike'), '2026-W04')).toBeNull()
    await acme.playTo('2026-01-27T18:00:00Z')
    expect(findRequest(db, personId(db, 'mike'), '2026-W04')).toMatchObject({ outcome: 'not-due' })
  })

  it('is replaced by whoever the lead chooses and who accepts; they are asked from the next ask on', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    await acme.playTo('2026-01-12T18:00:00Z')
    await leaves(acme, 'mike')
    await choose(acme, 'O1-KR1', 'jonas')
    expect(read(leaversIn(acme)[0])).toContain('Offered to Jonas, who has not answered yet')
    expect(getKeyResult(db, 'O1-KR1').ownerId).toBe(personId(db, 'mike'))
    await press(acme, 'jonas', acme.workspace.lastMessage('jonas'), 'Accept')
    expect(read(leaversIn(acme)[0])).toContain('✓ Jonas owns it now')
    expect(getKeyResult(db, 'O1-KR1').ownerId).toBe(personId(db, 'jonas'))
    // Berlin's nine o'clock of the next Monday.
    await acme.playTo('2026-01-19T07:59:59Z')
    expect(messagesWith(acme, 'jonas', 'how sure are you?')).toHaveLength(0)
    await acme.playTo('2026-01-19T08:00:00Z')
    expect(messagesWith(acme, 'jonas', 'how sure are you?')).toHaveLength(1)
  })

  it('leaves the choice open when the first one declines, and it is over when everything has an owner', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T18:00:00Z')
    await leaves(acme, 'mike')
    await choose(acme, 'O1-KR1', 'jonas')
    await press(acme, 'jonas', acme.workspace.lastMessage('jonas'), 'Decline')
    expect(read(leaversIn(acme)[0])).toContain('Jonas declined: choose somebody else')
    for (const id of ['O1-KR1', 'O1-KR2']) {
      await choose(acme, id, 'priya')
      await press(acme, 'priya', acme.workspace.lastMessage('priya'), 'Accept')
    }
    expect(messagesWith(acme, 'sarah', 'Everything Mike owned has a new owner.')).toHaveLength(1)
  })

  it('without a lead is put before the admins', async () => {
    const acme = await startAcme()
    changeLead(acme.database.db, null)
    await acme.playTo('2026-01-12T18:00:00Z')
    await leaves(acme, 'mike')
    // Sarah is the admin of the workspace.
    expect(leaversIn(acme)).toHaveLength(1)
  })

  it('who comes back before anything was handed over keeps everything', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T18:00:00Z')
    await leaves(acme, 'mike')
    await acme.workspace.changePerson('mike', { deactivated: false })
    await acme.settle()
    await acme.playTo('2026-01-19T17:00:00Z')
    expect(messagesWith(acme, 'mike', 'how sure are you?')).toHaveLength(2)
  })
})

describe('a delegate (rule 3)', () => {
  it('gets the key results of whoever is away in their own message, one message in all', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    await away(acme, 'mike', 'sarah', ['2026-01-12', '2026-01-13', '2026-01-14'])
    await acme.playTo('2026-01-14T20:00:00Z')
    const [request, ...others] = messagesWith(acme, 'sarah', 'how sure are you?')
    expect(others).toHaveLength(0)
    expect(read(request)).toContain('O1-KR3')
    expect(read(request)).toContain('O1-KR1')
    expect(read(request)).toContain('Mike is away, and you stand in.')
    expect(acme.workspace.dm('mike')).toHaveLength(0)
    expect(findRequest(db, personId(db, 'mike'), '2026-W03')).toMatchObject({ outcome: 'delegated' })
  })

  it('who was asked already finds them added to that message, with a note in its thread, and can answer', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    await acme.playTo('2026-01-12T14:30:00Z')
    expect(messagesWith(acme, 'sarah', 'how sure are you?')).toHaveLength(1)
    await answer(acme, 'sarah', messagesWith(acme, 'sarah', 'how sure are you?')[0] as never, 'O1-KR3')
    // Mike falls ill at half past six, before he is asked.
    await away(acme, 'mike', 'sarah', ['2026-01-12', '2026-01-13', '2026-01-14'])
    await acme.playTo(mikesNine)
    const requests = acme.workspace.dm('sarah').filter(({ threadTs, text }) => !threadTs && /O1-KR1/.test(text))
    const request = requests.at(-1)
    expect(read(request)).toContain('_(for Mike)_')
    const note = acme.workspace.lastMessage('sarah')
    expect(note.threadTs).toBe(request?.ts)
    expect(read(note)).toBe(
      '<@U0SARAH000>, Mike is away until the summary and named you to stand in. I added to this check-in: O1-KR1, O1-KR2.',
    )
    await ownerIn(acme, 'sarah').press('O1-KR1', '🟢 On track')
    expect(read(acme.workspace.dm('sarah').find(({ ts }) => ts === request?.ts))).toContain('Saved 🟢 *On track*')
    expect(acme.workspace.dm('mike')).toHaveLength(0)
    expect(findRequest(db, personId(db, 'mike'), '2026-W03')).toMatchObject({ outcome: 'delegated' })
  })

  it('need not own anything themselves', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    ensurePerson(db, 'priya@acme.example')
    await acme.playTo('2026-01-09T18:00:00Z')
    await away(acme, 'mike', 'priya', ['2026-01-12', '2026-01-13', '2026-01-14'])
    // Nine o'clock on Monday in Sydney.
    await acme.playTo('2026-01-11T22:00:00Z')
    const [request] = messagesWith(acme, 'priya', 'O1-KR1')
    expect(read(request)).toContain('_(for Mike)_')
    await answer(acme, 'priya', request as never, 'O1-KR1')
    expect(read(messagesWith(acme, 'priya', 'O1-KR1')[0])).toContain('Saved 🟢 *On track*')
    await acme.playTo('2026-01-14T22:00:00Z')
    expect(messagesWith(acme, 'priya', 'could you stand in').length).toBeLessThanOrEqual(1)
    expect(read(messagesWith(acme, 'retention', 'week of')[0])).toMatch(/\*O1-KR1\*.*\n🟢 \*On track\*/)
  })

  it('is reminded of what they stand in for', async () => {
    const acme = await startAcme()
    await away(acme, 'mike', 'sarah', ['2026-01-12', '2026-01-13', '2026-01-14'])
    await acme.playTo('2026-01-13T14:00:00Z')
    expect(read(remindersOf(acme, 'sarah')[0])).toContain(
      'O1-KR1*  Reduce monthly customer churn from 8 % to 5 % _(for Mike)_',
    )
  })
})

describe('the preview to the lead (rule 9)', () => {
  it('says once for each team and cycle who will be asked when, in whose time, and why', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-30T12:00:00Z')
    const previews = messagesWith(acme, 'sarah', 'this is who I ask for a check-in')
    expect(previews).toHaveLength(1)
    expect(read(previews[0])).toContain(
      '• *Mike* — Mon 12 Jan, 09:00 Los Angeles: O1-KR1, O1-KR2. Retention asks on Monday at 09:00.',
    )
    expect(read(previews[0])).toContain('You get this once for each cycle because you lead Retention.')
  })

  it('comes in the lead’s working time, and follows what changes until the first request', async () => {
    const acme = await startAcme({ now: '2026-01-09T03:00:00Z' })
    const { db } = acme.database
    const previews = () => messagesWith(acme, 'sarah', 'this is who I ask for a check-in')
    await acme.playTo('2026-01-09T13:59:59Z')
    expect(previews()).toHaveLength(0)
    await acme.playTo('2026-01-09T14:00:00Z')
    expect(previews()).toHaveLength(1)
    addDaysOff(db, personId(db, 'mike'), ['2026-01-12'], 'home')
    changeKeyResult(db, 'O1-KR2', { ownerId: null })
    await acme.playTo('2026-01-09T15:00:00Z')
    expect(previews()).toHaveLength(1)
    expect(read(previews()[0])).toContain('• *Mike* — Tue 13 Jan, 09:00 Los Angeles: O1-KR1.')
    expect(read(previews()[0])).toContain('Mon 12 Jan is no working day of theirs, so it is the next one.')
    expect(read(previews()[0])).toContain('• *Nobody* — O1-KR2: no owner, so nobody is asked.')
    expect(read(previews()[0])).toContain('Changed ')
    await acme.playTo('2026-01-12T15:00:00Z')
    const standing = read(previews()[0])
    addDaysOff(db, personId(db, 'mike'), ['2026-01-13'], 'home')
    await acme.playTo('2026-01-13T18:00:00Z')
    expect(read(previews()[0])).toBe(standing)
  })

  it('reaches a lead in the middle of the night when the first request would come before they wake', async () => {
    const acme = await startAcme({ now: '2026-01-11T03:00:00Z' })
    addKeyResult(acme.database.db, 'O1-KR4', { ownerId: ensurePerson(acme.database.db, 'priya@acme.example') })
    await acme.playTo('2026-01-11T22:00:00Z')
    expect(messagesWith(acme, 'priya', 'how sure are you?')).toHaveLength(1)
    expect(messagesWith(acme, 'sarah', 'this is who I ask for a check-in')).toHaveLength(1)
  })
})

async function leaves(acme: RunningAcme, who: string): Promise<void> {
  await acme.workspace.changePerson(who, { deactivated: true })
  await acme.settle()
}

function leaversIn(acme: RunningAcme) {
  return messagesWith(acme, 'sarah', 'has left Slack')
}

async function choose(acme: RunningAcme, id: string, who: string): Promise<void> {
  const { workspace } = acme
  const [message] = leaversIn(acme)
  const person = workspace.as(who)
  await workspace.as('sarah').choose(message as never, { action_id: `leaver:hand-over:${id}` }, person.id)
  await acme.settle()
}

async function away(acme: RunningAcme, who: string, delegate: string, dates: string[]): Promise<void> {
  const { db } = acme.database
  const preferences = { weekday: null, time: null, delegateId: personId(db, delegate), source: 'home' } as const
  savePreferences(db, personId(db, who), preferences, acme.clock.now())
  addDaysOff(db, personId(db, who), dates, 'home')
}

function changeLead(db: Db, leadId: number | null): void {
  const team = findTeamByName(db, 'Retention')
  if (!team) throw new Error('no team')
  const { id: _id, importedAt: _at, channelId: _channel, reportChannelId: _report, ...definition } = team
  saveTeam(db, { ...definition, leadId }, new Date('2026-01-09T17:00:00Z'))
}
