import { describe, expect, it } from 'vitest'
import { saveDependencies, saveLinks } from '../../src/storage/key-results.ts'
import { saveObjective } from '../../src/storage/objectives.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { addKeyResult, changeKeyResult, readings } from '../support/check-ins.ts'
import { answer, type Message, worry } from '../support/follow-ups.ts'
import { buttonsOf, okr, wordsOf } from '../support/home.ts'

const mikesNine = '2026-01-12T17:00:00Z'

/** Monday evening: O1-KR1 is off track, O1-KR2 on track, and Sarah has not answered for O1-KR3. */
async function mondayEvening(): Promise<RunningAcme> {
  const acme = await startAcme()
  await acme.playTo(mikesNine)
  await worry(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1', { off: true, next: 'Agree a date' })
  await answer(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR2')
  return acme
}

describe('/okr status', () => {
  it('says in its first lines how many stand how, and which is the worst; never an average', async () => {
    const acme = await mondayEvening()
    const words = wordsOf(await okr(acme, 'sarah', 'status'))
    expect(words.split('\n').slice(0, 2).join('\n')).toContain(
      '*All key results: 🔴 1 off track, ⚪ 1 no answer yet, 🟢 1 on track.*\n' +
        'Worst: 🔴 Off track — O1-KR1 Reduce monthly customer churn from 8 % to 5 % (Mike). 2026-Q1, 13 % over.',
    )
  })

  it('keeps what is said and what is measured apart, each with its age, its way and its pace', async () => {
    const acme = await mondayEvening()
    readings(acme.database.db, 'churn', [['2026-01-12', 7.4]], mikesNine)
    expect(wordsOf(await okr(acme, 'sarah', 'status'))).toContain(
      '*O1-KR1*  Reduce monthly customer churn from 8 % to 5 % — Mike\n' +
        '🔴 *Off track*, today\n*7.4 % → 5 %*   ▰▰▱▱▱▱▱▱▱▱ 20 %, on pace',
    )
    await acme.playTo('2026-01-14T12:00:00Z')
    expect(wordsOf(await okr(acme, 'sarah', 'status'))).toContain('🔴 *Off track*, 2 days ago')
  })

  it('lets stale outrank the last colour, and still says what that was', async () => {
    const acme = await mondayEvening()
    await acme.playTo('2026-01-28T18:00:00Z')
    const words = wordsOf(await okr(acme, 'sarah', 'status'))
    expect(words).toContain('⚪ 3 stale')
    expect(words).toContain('⚪ *Stale*, nothing said since 🔴 Off track, 16 days ago')
    expect(words).toContain('*O1-KR3*  Sarah’s thing — Sarah\n⚪ *Stale*, asked and never answered')
  })

  it('says when data and answer disagree', async () => {
    const acme = await mondayEvening()
    changeKeyResult(acme.database.db, 'O1-KR2', { kpiId: 'churn' })
    const measured = [['2026-01-12', 8], ['2026-01-19', 8.1], ['2026-01-26', 8.2], ['2026-02-02', 8.2]] as const // biome-ignore format: a row
    readings(acme.database.db, 'churn', measured, '2026-02-02T09:00:00Z')
    await acme.playTo('2026-02-03T12:00:00Z')
    expect(wordsOf(await okr(acme, 'sarah', 'status'))).toMatch(
      /⚠️ Said on track, but forecast to end at .* %, not 5.9 %\./,
    )
  })

  it('says everything in its text too, which is all that screen readers and phones get', async () => {
    const acme = await mondayEvening()
    const { text } = await okr(acme, 'sarah', 'status')
    for (const part of [
      'All key results: 🔴 1 off track, ⚪ 1 no answer yet, 🟢 1 on track.',
      'O1-KR1 Reduce monthly customer churn from 8 % to 5 % — Mike. 🔴 Off track, today. 8 % → 5 % 0 %, behind pace',
      'O1-KR3 Sarah’s thing — Sarah. ⚪ No answer yet.',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toMatch(/[*▰▱]/)
  })

  it('is for the person alone, unless share is added', async () => {
    const acme = await mondayEvening()
    const before = acme.workspace.messages('retention').length
    await okr(acme, 'sarah', 'status')
    expect(acme.workspace.messages('retention')).toHaveLength(before)
    await acme.workspace.as('sarah').command('retention', '/okr status O1 share')
    await acme.settle()
    const shared = acme.workspace.lastMessage('retention')
    expect(wordsOf(shared)).toContain('*O1  New customers stay*')
    // Whoever looks closer there sees it alone; what all see stays.
    await acme.workspace.as('jonas').message('retention', 'hello')
    await acme.workspace.as('jonas').choose(shared, { action_id: 'status:look-closer' }, 'O1-KR1')
    await acme.settle()
    expect(wordsOf(acme.workspace.ephemerals('jonas').at(-1) as Message)).toContain('*O1-KR1  Reduce monthly')
    const still = acme.workspace.messages('retention').find(({ ts }) => ts === shared.ts) as Message
    expect(wordsOf(still)).toContain('*O1  New customers stay*')
  })

  it('answers before anything was imported', async () => {
    const acme = await startAcme()
    for (const table of ['key_results', 'objectives', 'teams', 'cycles']) {
      acme.database.sqlite.exec(`pragma foreign_keys = off; delete from ${table}`)
    }
    expect(wordsOf(await okr(acme, 'sarah', 'status'))).toContain('There are no OKRs here yet.')
    expect(wordsOf(await okr(acme, 'sarah', 'status cycle'))).toContain('There are no OKRs here yet.')
  })
})

describe('/okr status of something', () => {
  it('me: only mine, without my name at every line', async () => {
    const acme = await mondayEvening()
    const words = wordsOf(await okr(acme, 'mike', 'status me'))
    expect(words).toContain('*Your key results: 🔴 1 off track, 🟢 1 on track.*')
    expect(words).not.toContain('O1-KR3')
    expect(words).not.toContain('— Mike\n')
    expect(wordsOf(await okr(acme, 'priya', 'status me'))).toContain('*Your key results: no key results* in 2026-Q1')
  })

  it('@person: as Slack writes a mention, or as typed', async () => {
    const acme = await mondayEvening()
    const mentioned = wordsOf(await okr(acme, 'sarah', 'status @mike'))
    expect(mentioned).toContain('*Key results of Mike: 🔴 1 off track, 🟢 1 on track.*')
    expect(wordsOf(await okr(acme, 'sarah', `status <@${acme.workspace.as('mike').id}>`))).toContain(
      'Key results of Mike',
    )
    expect(wordsOf(await okr(acme, 'sarah', 'status @mikee'))).toContain(
      'I know nobody called @mikee. Did you mean @mike?',
    )
    expect(wordsOf(await okr(acme, 'sarah', 'status @jonas'))).toMatch(/no key result/)
  })

  it('team: mine, or the one that is named; a typo gets the nearest', async () => {
    const acme = await mondayEvening()
    expect(wordsOf(await okr(acme, 'mike', 'status team'))).toContain('*Retention: 🔴 1 off track')
    expect(wordsOf(await okr(acme, 'priya', 'status team'))).toContain(
      'You own and lead nothing, so I cannot tell which team is yours. Name one: Retention.',
    )
    expect(wordsOf(await okr(acme, 'priya', 'status retention'))).toContain('*Retention: 🔴 1 off track')
    expect(wordsOf(await okr(acme, 'priya', 'status Retenton'))).toContain('Did you mean Retention?')
  })

  it('at-risk: only those, counted among all', async () => {
    const acme = await mondayEvening()
    const words = wordsOf(await okr(acme, 'sarah', 'status at-risk'))
    expect(words).toContain('*At risk, of all key results: 🔴 1 off track, ⚪ 1 no answer yet, 🟢 1 on track.*')
    expect(words).toContain('*O1-KR1*')
    expect(words).not.toContain('*O1-KR2*')
  })

  it('cycle: how much is over, what is said, what is measured, team by team', async () => {
    const acme = await mondayEvening()
    const words = wordsOf(await okr(acme, 'sarah', 'status cycle'))
    expect(words).toContain('*2026-Q1: 🔴 1 off track, ⚪ 1 no answer yet, 🟢 1 on track.*')
    expect(words).toContain('1 January to 31 March   ▰▱▱▱▱▱▱▱▱▱ 13 % over, 78 days are left')
    expect(words).toContain('Measured: 3 behind pace. 3 items are open.')
    expect(words).toContain('*Retention*, 1 objective: 🔴 1 off track')
  })

  it('O1: what it is for, what it serves, and how many items are open', async () => {
    const acme = await mondayEvening()
    const { db } = acme.database
    const o2 = {
      id: 'O2',
      cycleId: 1,
      teamId: 1,
      title: 'Everybody can see why',
      type: 'enabler',
      supports: 'O1-KR1',
    } as const
    saveObjective(db, { ...o2, whyNow: null })
    const words = wordsOf(await okr(acme, 'sarah', 'status o1'))
    expect(words).toContain(
      '*O1  New customers stay*\n🔴 1 off track, ⚪ 1 no answer yet, 🟢 1 on track. Worst: 🔴 Off track — O1-KR1',
    )
    expect(words).toContain('Served by O2 Everybody can see why')
    expect(words).toContain('Week by week: 🔴 Off track')
    expect(words).toContain('• Next action: Agree a date (Mike,')
    expect(wordsOf(await okr(acme, 'sarah', 'status O2'))).toContain('Serves O1-KR1 Reduce monthly customer churn')
    expect(wordsOf(await okr(acme, 'sarah', 'status O9'))).toContain('There is no objective O9. Did you mean O1?')
  })

  it('O1-KR1: its weeks, its last answer with what it rests on, what is open, what it waits for, and links', async () => {
    const acme = await mondayEvening()
    const { db } = acme.database
    changeKeyResult(db, 'O1-KR1', { dashboard: 'https://metrics.acme.example/churn', measurement: 'Billing export' })
    saveDependencies(db, 'O1-KR1', [
      { on: 'Billing export', ownerId: ensurePerson(db, 'ana@acme.example'), due: '2026-01-10' },
    ])
    saveLinks(db, 'O1-KR1', [
      { kind: 'prd', title: 'Wizard', url: 'https://docs.acme.example/wizard' },
      { kind: 'trap', title: 'No link', url: 'javascript:alert(1)' },
    ])
    await acme.playTo('2026-01-20T20:00:00Z')
    await answer(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1')
    const words = wordsOf(await okr(acme, 'sarah', 'status O1-KR1'))
    expect(words).toContain('🟢 *On track*, today')
    expect(words).toContain('A hit from 5.9 % on.')
    expect(words).toContain('12 Jan 🔴 Off track  ·  19 Jan 🟢 On track')
    expect(words).toContain('🟢 On track, said by Mike today for the week of Mon 19 Jan')
    expect(words).toMatch(/• Investigation: Why is O1-KR1 off track\? \(Mike, .*opened 8 days ago\)/)
    expect(words).toContain('• Billing export (Ana, was due Sat 10 Jan)')
    expect(words).toContain('<https://metrics.acme.example/churn|Dashboard>')
    expect(words).toContain('prd: <https://docs.acme.example/wizard|Wizard>')
    expect(words).not.toContain('javascript')
    expect(wordsOf(await okr(acme, 'sarah', 'status o1kr9'))).toContain(
      'There is no key result O1-KR9: O1 has O1-KR1, O1-KR2, O1-KR3.',
    )
  })

  it('anything else gets one sentence, with what is called nearly so', async () => {
    const acme = await mondayEvening()
    expect(wordsOf(await okr(acme, 'sarah', 'status at-rsk'))).toContain('Did you mean at-risk?')
    expect(wordsOf(await okr(acme, 'sarah', 'status xyzzy'))).toBe(
      'I know no team, person or objective called “xyzzy”.',
    )
    const strange = wordsOf(await okr(acme, 'sarah', `status ${'<!channel> '.repeat(30)}`))
    expect(strange).toContain('&lt;')
    expect(strange).not.toContain('<!channel>')
  })
})

describe('a long answer', () => {
  it('fits Slack page by page, in the same private message; nothing is left out and nothing comes twice', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    const mike = ensurePerson(db, 'mike@acme.example')
    for (let n = 4; n <= 60; n++)
      addKeyResult(db, `O1-KR${n}`, { title: `Größe & Maß ${n} <b> `.repeat(12), ownerId: mike })
    let message = await okr(acme, 'sarah', 'status')
    const seen: string[] = []
    for (let page = 1; ; page++) {
      expect(message.blocks.length).toBeLessThanOrEqual(50)
      expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(12_000)
      expect(message.text.length).toBeLessThanOrEqual(12_000)
      seen.push(...[...wordsOf(message).matchAll(/^\*(O1-KR\d+)\*/gm)].map(([, id]) => id as string))
      const next = buttonsOf(message).find(({ text }) => text === 'Next')
      if (!next) break
      await acme.workspace.as('sarah').press(message, 'Next')
      await acme.settle()
      expect(acme.workspace.ephemerals('sarah')).toHaveLength(1)
      message = acme.workspace.ephemerals('sarah').at(-1) as Message
      expect(wordsOf(message)).toMatch(new RegExp(`Page ${page + 1} of \\d+`))
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => `O1-KR${n + 1}`))
    await acme.workspace.as('sarah').press(message, 'Previous')
    await acme.settle()
    expect(buttonsOf(acme.workspace.ephemerals('sarah').at(-1) as Message).map(({ text }) => text)).toContain('Next')
  })

  it('leads on in the same private message', async () => {
    const acme = await mondayEvening()
    const message = await okr(acme, 'sarah', 'status')
    await acme.workspace.as('sarah').press(message, 'Only what is at risk')
    await acme.settle()
    expect(acme.workspace.ephemerals('sarah')).toHaveLength(1)
    const shown = acme.workspace.ephemerals('sarah').at(-1) as Message
    expect(wordsOf(shown)).toContain('At risk, of all key results')
    await acme.workspace.as('sarah').choose(shown, { action_id: 'status:look-closer' }, 'O1-KR1')
    await acme.settle()
    const closer = acme.workspace.ephemerals('sarah').at(-1) as Message
    expect(wordsOf(closer)).toContain('*O1-KR1  Reduce monthly customer churn')
    await acme.workspace.as('sarah').press(closer, 'All of O1')
    await acme.settle()
    expect(wordsOf(acme.workspace.ephemerals('sarah').at(-1) as Message)).toContain('*O1  New customers stay*')
  })
})
