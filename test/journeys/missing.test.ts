import { describe, expect, it } from 'vitest'
import { acme as team } from '../../src/demo/acme/workspace.ts'
import { buttonsOf } from '../../src/demo/workspace/readers.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { addDaysOff } from '../../src/storage/preferences.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { addKeyResult, personId } from '../support/check-ins.ts'
import { answer, type Message, messagesWith, press, read } from '../support/follow-ups.ts'
import { formWords, openHome, pressHome, type View } from '../support/home.ts'

const mikesNine = '2026-01-12T17:00:00Z'

describe('/okr status missing', () => {
  it('tells a lead who has not answered, since when, and what became of asking', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    addKeyResult(db, 'O1-KR4', { title: 'Jonas’ thing', ownerId: ensurePerson(db, 'jonas@acme.example') })
    await acme.playTo('2026-01-09T18:00:00Z')
    addDaysOff(db, personId(db, 'jonas'), ['2026-01-12', '2026-01-13', '2026-01-14'], 'home')
    await acme.playTo('2026-01-15T18:00:00Z')
    const words = read(await missing(acme, 'sarah'))
    expect(words).toContain('*Retention, week of 12 January:* 4 of 4 key results have no answer.')
    // Three of Mike's working days have passed since he was asked.
    expect(words).toContain('*Mike* — O1-KR1, O1-KR2: asked Mon 12 Jan, no answer, *stale* since Mon 12 Jan')
    expect(words).toContain('*Jonas* — O1-KR4: missed send: away until the summary, and nobody stands in')
  })

  it('says so when nobody is missing', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    const request = acme.workspace.lastMessage('mike')
    await answer(acme, 'mike', request, 'O1-KR1')
    await answer(acme, 'mike', request, 'O1-KR2')
    await answer(acme, 'sarah', messagesWith(acme, 'sarah', 'how sure are you?')[0] as Message, 'O1-KR3')
    expect(read(await missing(acme, 'sarah'))).toContain('*Retention, week of 12 January:* nobody is missing.')
  })

  it('lets a lead ask again, once per person and week; the person sees who asked', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T20:00:00Z')
    const list = await missing(acme, 'sarah')
    expect(askButtons(list)).toEqual(['Mike'])
    await askAgain(acme, 'sarah', list)
    const again = acme.workspace.lastMessage('mike')
    expect(read(again)).toContain('*Sarah asks again, Mike: how sure are you?*')
    expect(read(again)).toContain('You get this because Sarah pressed *Ask again*, which works once a week.')
    const renewed = acme.workspace.ephemerals('sarah').at(-1) as Message
    expect(read(renewed)).toContain('Mike gets it now, and sees that you asked.')
    expect(read(renewed)).toContain('asked again by Sarah')
    expect(askButtons(renewed)).toEqual([])
    // The list from before still has its button: pressing it does nothing more.
    await askAgain(acme, 'sarah', await missing(acme, 'sarah').then(() => list)).catch(() => {})
    expect(messagesWith(acme, 'mike', 'Sarah asks again')).toHaveLength(1)
    await answer(acme, 'mike', again, 'O1-KR1')
    await answer(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR2')
    expect(read(acme.workspace.lastMessage('mike'))).toBe('✓ All answered — thank you, Mike.')
  })

  it('reaches somebody who sleeps in the morning, and not at all when they have answered by then', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-13T02:00:00Z')
    const request = messagesWith(acme, 'mike', 'how sure are you?')[0] as Message
    await askAgain(acme, 'sarah', await missing(acme, 'sarah'))
    expect(read(acme.workspace.ephemerals('sarah').at(-1) as Message)).toContain(
      'Mike gets it at 09:00 their time, when they work, and sees that you asked.',
    )
    await answer(acme, 'mike', request, 'O1-KR1')
    await answer(acme, 'mike', request, 'O1-KR2')
    await acme.playTo('2026-01-13T20:00:00Z')
    expect(messagesWith(acme, 'mike', 'asks again')).toHaveLength(0)
  })

  it('lets a lead ask again from Home, in the list that opens over it', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T20:00:00Z')
    await openHome(acme, 'sarah')
    await pressHome(acme, 'sarah', 'Who is missing?')
    await acme.workspace.as('sarah').press(acme.workspace.modal('sarah') as View, 'Ask again')
    await acme.settle()
    expect(formWords(acme, 'sarah')).toContain('Mike gets it now, and sees that you asked.')
    expect(messagesWith(acme, 'mike', 'Sarah asks again')).toHaveLength(1)
  })

  it('leaves a list that was shared with a channel as it is for the others', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T20:00:00Z')
    await acme.workspace.as('sarah').command('retention', '/okr status missing share')
    await acme.settle()
    const shared = read(acme.workspace.lastMessage('retention'))
    await askAgain(acme, 'sarah', acme.workspace.lastMessage('retention'))
    expect(read(acme.workspace.lastMessage('retention'))).toBe(shared)
    expect(read(acme.workspace.ephemerals('sarah').at(-1) as Message)).toContain('Mike gets it now')
  })

  it('shows owners their own teams, without the button', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-12T20:00:00Z')
    const list = await missing(acme, 'mike')
    expect(read(list)).toContain('*Sarah* — O1-KR3: asked')
    expect(askButtons(list)).toEqual([])
  })

  it('has pages when many are missing', async () => {
    const many = Array.from({ length: 56 }, (_, n) => `owner${n + 4}`)
    const people = [
      ...(team.people ?? []),
      ...many.map((handle, n) => ({ id: `U0MANY${1000 + n}`, handle, name: handle, email: `${handle}@acme.example` })),
    ]
    const acme = await startAcme({ workspace: { people } })
    const { db } = acme.database
    for (let n = 4; n < 60; n++) {
      addKeyResult(db, `O1-KR${n}`, { ownerId: ensurePerson(db, `owner${n}@acme.example`) })
    }
    await acme.playTo('2026-01-12T20:00:00Z')
    const list = await missing(acme, 'sarah')
    expect(list.blocks.length).toBeLessThanOrEqual(50)
    expect(read(list)).toContain('Page 1 of 3.')
    await press(acme, 'sarah', list, 'Next')
    expect(read(acme.workspace.ephemerals('sarah').at(-1) as Message)).toContain('Page 2 of 3.')
  })
})

async function missing(acme: RunningAcme, who: string): Promise<Message> {
  await acme.workspace.as(who).command('app', '/okr status missing')
  await acme.settle()
  const message = acme.workspace.ephemerals(who).at(-1)
  if (!message) throw new Error('nothing was said')
  return message
}

function askButtons(message: Message): string[] {
  return message.blocks.flatMap((block) => {
    const [button] = buttonsOf({ ...message, blocks: [block] })
    return button?.actionId === 'ask-again'
      ? (/^\*([^*]+)\*/.exec(read({ ...message, blocks: [block] }))?.[1] ?? [])
      : []
  })
}

async function askAgain(acme: RunningAcme, who: string, list: Message): Promise<void> {
  await press(acme, who, list, 'Ask again')
}
