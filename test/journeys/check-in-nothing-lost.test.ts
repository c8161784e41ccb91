import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { standingAnswer } from '../../src/storage/check-ins.ts'
import type { OpenDatabase } from '../../src/storage/open.ts'
import { changeKeyResult, monday, personId } from '../support/check-ins.ts'

const typed = {
  'What is the risk?': 'Dependency: we wait for somebody else',
  'In your words': 'Long and carefully written',
  'What happens next?': 'Agree a date with billing',
  'Anything else?': 'And this as well',
}

/** Slack waits three seconds for an answer; here it gives up sooner. */
const impatient = { ackWithin: 100 }

/** Nothing can be written about this any more, until what is returned is called. */
function failing({ sqlite }: OpenDatabase, table = 'check_in_versions'): () => void {
  sqlite.exec(`create trigger broken before insert on ${table} begin select raise(abort, 'a full disk'); end`)
  return () => sqlite.exec('drop trigger broken')
}

/** As if the process had died after it had written down what came in, and before it did anything about it. */
function dying(database: OpenDatabase): () => void {
  const mend = failing(database)
  database.sqlite.exec("create trigger dead before delete on inbox begin select raise(abort, 'dead'); end")
  return () => {
    mend()
    database.sqlite.exec('drop trigger dead')
  }
}

describe('nothing typed is lost', () => {
  it('when saving fails: the form stays and says so, and when it is closed it comes back', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    const mend = failing(acme.database)
    expect((await mike.fill(typed)).errors?.['evidence']).toContain('Something went wrong on my side')
    expect(saved('O1-KR1')).toBeNull()
    await acme.workspace.as('mike').closeView()
    await mike.press('O1-KR1', '🔴 Off track')
    const form = JSON.stringify(mike.form().content)
    expect(form).toContain('Here is what you had typed')
    for (const words of ['Long and carefully written', 'Agree a date with billing', 'And this as well']) {
      expect(form).toContain(words)
    }
    mend()
    await mike.fill({})
    expect(standingAnswer(saved('O1-KR1'))?.answer).toMatchObject({ confidence: 0, note: 'And this as well' })
    await mike.press('O1-KR1', 'Change')
    expect(JSON.stringify(mike.form().content)).not.toContain('Here is what you had typed')
  })

  it('when the process dies over it: it is saved after the restart, and the message shows it', async () => {
    const { acme, mike, saved } = await monday({ workspace: impatient })
    await mike.press('O1-KR1', '🟡 At risk')
    const revive = dying(acme.database)
    await mike.fill(typed)
    await acme.restart()
    revive()
    await acme.playTo('2026-01-12T17:10:00Z')
    expect(standingAnswer(saved('O1-KR1'))?.answer).toMatchObject({ confidence: 1, note: 'And this as well' })
    expect(mike.part('O1-KR1')).toContain('Saved 🟡 *At risk*')
  })

  it('when the process dies over it until the next day: what was due on the day it was said is right', async () => {
    const { acme, mike, saved } = await monday({ workspace: impatient })
    await mike.press('O1-KR1', '🟡 At risk')
    const revive = dying(acme.database)
    await mike.fill({ ...typed, 'Until when?': '2026-01-12' })
    acme.clock.set('2026-01-13T17:00:00Z')
    await acme.restart()
    revive()
    await acme.playTo('2026-01-13T17:10:00Z')
    expect(standingAnswer(saved('O1-KR1'))?.answer.nextAction).toMatchObject({ due: '2026-01-12' })
  })

  it('when it is refused: the form stays, with the reason, as often as it is sent', async () => {
    const { acme, mike } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    const { db } = acme.database
    changeKeyResult(db, 'O1-KR1', { ownerId: personId(db, 'sarah') })
    const refusal = { evidence: 'O1-KR1 belongs to Sarah now, so only Sarah can answer for it. Nothing was changed.' }
    expect((await mike.fill(typed)).errors).toEqual(refusal)
    expect((await mike.fill({})).errors).toEqual(refusal)
    await acme.workspace.as('mike').closeView()
    changeKeyResult(db, 'O1-KR1', { ownerId: personId(db, 'mike') })
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill({})
    expect(mike.part('O1-KR1')).toContain('Note: And this as well')
  })

  it('when the form was closed over an error', async () => {
    const { acme, mike } = await monday()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill({ ...typed, 'Until when?': '2026-01-01' })
    await acme.workspace.as('mike').closeView()
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill({ 'Until when?': '2026-01-20' })
    expect(mike.part('O1-KR1')).toContain('Next: Agree a date with billing (Mike, until Tue 20 Jan)')
  })

  it('when Slack gave up waiting: it is saved all the same, and the message shows it', async () => {
    const { acme, mike, saved } = await monday({ workspace: impatient })
    await mike.press('O1-KR1', '🟡 At risk')
    acme.workspace.faults.add({ kind: 'slow', ms: 400, method: 'users.info' })
    const acted = await mike.fill({ ...typed, 'Who does it?': 'U0JONAS000' })
    expect(acted).toMatchObject({ ok: false })
    expect(mike.part('O1-KR1')).toContain('Saved 🟡 *At risk*')
    await mike.fill({})
    expect(saved('O1-KR1')?.versions).toHaveLength(1)
  })

  it('when it can no longer be saved by the time it is driven again: a message says so, and keeps it', async () => {
    const { acme, mike } = await monday({ workspace: impatient })
    await mike.press('O1-KR1', '🟡 At risk')
    const revive = dying(acme.database)
    await mike.fill(typed)
    revive()
    const { db } = acme.database
    changeKeyResult(db, 'O1-KR1', { ownerId: personId(db, 'sarah') })
    await acme.playTo('2026-01-12T17:10:00Z')
    const words = wordsOf(acme.workspace.lastMessage('mike'))
    expect(words).toContain('What you typed for O1-KR1 is not saved yet')
    expect(words).toContain('O1-KR1 belongs to Sarah now')
    changeKeyResult(db, 'O1-KR1', { ownerId: personId(db, 'mike') })
    await mike.press('O1-KR1', '🟡 At risk')
    expect(JSON.stringify(mike.form().content)).toContain('Long and carefully written')
    await acme.playTo('2026-01-12T18:10:00Z')
    expect(acme.workspace.dm('mike').filter((one) => wordsOf(one).includes('not saved yet'))).toHaveLength(1)
  })

  it('and is not asked about again when it was sent once more in the meantime', async () => {
    const { acme, mike, saved } = await monday({ workspace: impatient })
    await mike.press('O1-KR1', '🟡 At risk')
    const revive = dying(acme.database)
    await mike.fill(typed)
    revive()
    acme.clock.advance(1000)
    await mike.fill({ 'Anything else?': 'Sent once more' })
    await acme.playTo('2026-01-12T17:10:00Z')
    expect(saved('O1-KR1')?.versions).toMatchObject([{ answer: { note: 'Sent once more' } }])
    expect(acme.workspace.dm('mike')).toHaveLength(1)
    await mike.press('O1-KR1', 'Change')
    expect(JSON.stringify(mike.form().content)).not.toContain('Here is what you had typed')
  })

  it.each([
    ['Enter a new value', 'readings', { 'Value, in %': '6.2', 'Anything to know about it?': 'Counted twice' }],
    ['Skip this week', 'skips', { 'Why is there nothing to say this week?': 'Counted twice' }],
    ['Hand over to somebody', 'hand_overs', { 'Who takes it over?': 'U0ANA00000', 'A word to them': 'Counted twice' }],
  ])('nor in the form of "%s"', async (choice, table, fields) => {
    const { acme, mike } = await monday()
    await mike.menu('O1-KR1', choice)
    const mend = failing(acme.database, table)
    await mike.fill(fields)
    await acme.workspace.as('mike').closeView()
    await mike.menu('O1-KR1', choice)
    expect(JSON.stringify(mike.form().content)).toContain('Here is what you had typed')
    expect(JSON.stringify(mike.form().content)).toContain('Counted twice')
    mend()
    await mike.fill({})
    expect(acme.database.sqlite.prepare('select count(*) as n from drafts').get()).toEqual({ n: 0 })
  })
})

describe('a click is answered once, whatever happens in between', () => {
  it('is saved after a failure, as of when it was pressed', async () => {
    const { acme, mike, saved } = await monday()
    const mend = failing(acme.database)
    await mike.press('O1-KR1', '🟢 On track')
    mend()
    await acme.playTo('2026-01-12T17:10:00Z')
    expect(saved('O1-KR1')?.versions).toMatchObject([{ at: new Date('2026-01-12T17:00:00Z') }])
    expect(mike.part('O1-KR1')).toContain('Saved 🟢 *On track*')
  })

  it('does not come back over a newer answer', async () => {
    const { acme, mike, saved } = await monday()
    const mend = failing(acme.database)
    await mike.press('O1-KR1', '🟢 On track')
    mend()
    acme.clock.advance(1000)
    await mike.press('O1-KR1', '🟡 At risk')
    await mike.fill(typed)
    await acme.playTo('2026-01-12T17:10:00Z')
    expect(saved('O1-KR1')?.versions).toHaveLength(1)
    expect(standingAnswer(saved('O1-KR1'))?.answer.confidence).toBe(1)
    expect(mike.told().at(-1)).toBe('Something newer was said about O1-KR1 in the meantime, and that stands.')
  })

  it('has one effect when its delivery comes again, also after an undo', async () => {
    const { acme, mike, saved } = await monday()
    await mike.press('O1-KR1', '🟢 On track')
    const click = acme.workspace.deliveries().length - 1
    await mike.press('O1-KR1', 'Undo')
    await acme.workspace.redeliver(click, 'replay')
    await acme.workspace.redeliver(click, 'retry')
    await acme.settle()
    expect(saved('O1-KR1')?.versions).toHaveLength(2)
    expect(standingAnswer(saved('O1-KR1'))).toBeNull()
  })

  it('survives a restart between press and answer', async () => {
    const { acme, mike, saved } = await monday()
    const mend = failing(acme.database)
    await mike.press('O1-KR1', '🟢 On track')
    await acme.restart()
    mend()
    await acme.playTo('2026-01-12T17:10:00Z')
    expect(saved('O1-KR1')?.versions).toHaveLength(1)
  })
})
