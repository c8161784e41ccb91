import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { getKeyResult } from '../../src/storage/key-results.ts'
import { listOpenItems } from '../../src/storage/open-items.ts'
import { monday, ownerIn, personId } from '../support/check-ins.ts'

const people = [
  { handle: 'sarah', name: 'Sarah', email: 'sarah@acme.example', zone: 'America/New_York', admin: true },
  { handle: 'mike', name: 'Mike', email: 'mike@acme.example', zone: 'America/Los_Angeles' },
  { handle: 'ana', name: 'Ana', email: 'ana@acme.example', zone: 'Asia/Kathmandu' },
  { handle: 'jonas', name: 'Jonas', email: 'jonas@acme.example', deactivated: true },
  { handle: 'priya', name: 'Priya', email: 'priya@acme.example', guest: true },
]
const ana = 'U0ANA00000'

async function offered(word: string | null = 'You know billing better') {
  const at = await monday({ workspace: { people } })
  await at.mike.menu('O1-KR1', 'Hand over to somebody')
  await at.mike.fill({ 'Who takes it over?': ana, ...(word && { 'A word to them': word }) })
  const offer = () => at.acme.workspace.lastMessage('ana')
  const answer = async (text: string, by = 'ana') => {
    await at.acme.workspace.as(by).press(offer(), text)
    await at.acme.settle()
  }
  const owner = () => getKeyResult(at.acme.database.db, 'O1-KR1').ownerId
  return { ...at, offer, answer, owner, id: (who: string) => personId(at.acme.database.db, who) }
}

describe('handing a key result over', () => {
  it('tells the successor what they would take on, and changes nothing yet', async () => {
    const { mike, offer, owner, id } = await offered()
    const words = wordsOf(offer())
    expect(words).toContain('Mike would like to hand O1-KR1 over to you.')
    expect(words).toContain('You know billing better')
    expect(words).toContain('*8 % → 5 %*')
    expect(words).toContain('Nothing changes before you accept.')
    expect(owner()).toBe(id('mike'))
    expect(mike.part('O1-KR1')).toContain('Offered to Ana, who has not answered yet.')
    expect(mike.part('O1-KR1')).toContain('🟢 On track')
  })

  it('shows the last three check-ins and what is open', async () => {
    const { acme, mike } = await monday({ workspace: { people } })
    for (const [at, note] of [
      ['2026-01-12', 'one'],
      ['2026-01-19', 'two'],
      ['2026-01-26', 'three'],
    ] as const) {
      await acme.playTo(`${at}T17:00:00Z`)
      await mike.press('O1-KR1', '🟢 On track')
      await mike.press('O1-KR1', 'Add a note')
      await mike.fill({ 'Anything else?': note })
    }
    await acme.playTo('2026-02-02T17:00:00Z')
    await mike.press('O1-KR1', '🔴 Off track')
    await mike.fill({
      'What is the risk?': 'External: the market, a vendor, the law',
      'In your words': 'The vendor is gone',
      'What happens next?': 'Find another one',
    })
    await mike.menu('O1-KR1', 'Hand over to somebody')
    await mike.fill({ 'Who takes it over?': ana })
    const words = wordsOf(acme.workspace.lastMessage('ana'))
    expect(words).toMatch(/Week of Mon 2 Feb:? +🔴 Off track: The vendor is gone/)
    expect(words).toMatch(/Week of Mon 26 Jan:? +🟢 On track: three/)
    expect(words).toContain('two')
    expect(words).not.toContain('Week of Mon 12 Jan')
    expect(words).toContain('◦ Risk: The vendor is gone (from outside)')
    expect(words).toContain('◦ Next action: Find another one (Mike, until Mon 9 Feb)')
  })

  it('gives it to the successor when they accept, who is asked from the next check-in on', async () => {
    const { acme, mike, answer, owner, id, offer } = await offered()
    await answer('Accept')
    expect(owner()).toBe(id('ana'))
    expect(wordsOf(offer())).toMatch(/O1-KR1 is yours now\.\*? You are asked for it from Mon 19 Jan on\./)
    expect(mike.part('O1-KR1')).toContain('Ana owns it since 12 January.')
    expect(mike.part('O1-KR1')).not.toContain('On track')
    expect(wordsOf(acme.workspace.lastMessage('mike'))).toContain('Ana has accepted O1-KR1.')
    await acme.playTo('2026-01-19T03:14:59Z')
    const asked = () => acme.workspace.dm('ana').filter((message) => wordsOf(message).includes('how sure are you'))
    expect(asked()).toHaveLength(0)
    await acme.playTo('2026-01-19T03:15:00Z')
    expect(asked()).toHaveLength(1)
    expect(ownerIn(acme, 'ana').part('O1-KR1')).toContain('🟢 On track')
    await acme.playTo('2026-01-19T17:00:00Z')
    expect(mike.words()).not.toContain('O1-KR1')
  })

  it('hands over what only an owner can see to, and leaves a person what they promised', async () => {
    const { acme, mike } = await monday({ workspace: { people } })
    await mike.press('O1-KR1', '🔴 Off track')
    await mike.fill({
      'What is the risk?': 'External: the market, a vendor, the law',
      'What happens next?': 'Find another one',
    })
    await mike.menu('O1-KR1', 'Hand over to somebody')
    await mike.fill({ 'Who takes it over?': ana })
    await acme.workspace.as('ana').press(acme.workspace.lastMessage('ana'), 'Accept')
    await acme.settle()
    const { db } = acme.database
    expect(listOpenItems(db, ['O1-KR1']).map(({ kind, personId: who }) => [kind, who])).toEqual([
      ['investigation', personId(db, 'ana')],
      ['risk', personId(db, 'ana')],
      ['next-action', personId(db, 'mike')],
    ])
    expect(mike.part('O1-KR1')).toContain('Saved 🔴 *Off track*')
    expect(mike.part('O1-KR1')).not.toContain('Undo')
  })

  it('leaves it where it was when they decline, and tells who offered it', async () => {
    const { acme, mike, answer, owner, id } = await offered()
    await answer('Decline')
    expect(owner()).toBe(id('mike'))
    expect(wordsOf(acme.workspace.lastMessage('mike'))).toContain('Ana has declined O1-KR1.')
    expect(mike.part('O1-KR1')).not.toContain('Offered')
    expect(mike.choices('O1-KR1')).toContain('Hand over to somebody')
  })

  it('comes back into this week’s message when it is handed back and its owner wants to check in', async () => {
    const { acme, mike, answer } = await offered()
    await answer('Accept')
    await acme.workspace.as('ana').command('app', '/okr checkin')
    await acme.settle()
    const owner = ownerIn(acme, 'ana')
    await owner.menu('O1-KR1', 'Hand over to somebody')
    await owner.fill({ 'Who takes it over?': 'U0MIKE0000' })
    await acme.workspace.as('mike').press(acme.workspace.lastMessage('mike'), 'Accept')
    await acme.settle()
    expect(owner.part('O1-KR1')).toContain('Mike owns it since 12 January.')
    expect(mike.part('O1-KR1')).toContain('Ana owns it since 12 January.')
    await acme.workspace.as('mike').command('app', '/okr checkin')
    await acme.settle()
    await mike.press('O1-KR1', '🟢 On track')
    expect(mike.part('O1-KR1')).toContain('Saved 🟢 *On track*')
  })

  it('can be taken back while nobody has answered', async () => {
    const { mike, offer, owner, id } = await offered()
    await mike.menu('O1-KR1', 'Take back the offer')
    expect(wordsOf(offer())).toMatch(/Mike has taken the offer .*back\.\*? Nothing has changed\./)
    expect(wordsOf(offer())).not.toContain('Accept')
    expect(owner()).toBe(id('mike'))
  })

  it('is answered once: the first press counts, and the other is told', async () => {
    const { acme, owner, id, offer } = await offered()
    const message = offer()
    const press = (text: string) => acme.workspace.as('ana').press(message, text)
    await Promise.all([press('Decline'), press('Accept')])
    await acme.workspace.redeliver(-1)
    await acme.settle()
    expect(owner()).toBe(id('mike'))
    expect(acme.workspace.dm('mike').filter((one) => wordsOf(one).includes('declined'))).toHaveLength(1)
    expect(acme.workspace.ephemerals('ana').map(({ text }) => text)).toEqual([
      'You have declined this already. Nothing was changed.',
    ])
  })

  it.each([
    ['yourself', 'U0MIKE0000', 'It is yours already. Choose somebody else.'],
    ['somebody who left', 'U0JONAS000', 'Jonas’s account is deactivated. Choose somebody else.'],
    ['a guest', 'U0PRIYA000', 'Priya is a guest here, and guests cannot own key results. Choose somebody else.'],
    ['an app', 'U0APPBOT00', 'An app cannot own a key result. Choose a person.'],
  ])('to %s is refused at the field', async (_who, to, sentence) => {
    const { acme, mike } = await monday({ workspace: { people } })
    await mike.menu('O1-KR1', 'Hand over to somebody')
    expect((await mike.fill({ 'Who takes it over?': to })).errors).toEqual({ to: sentence })
    expect(acme.database.sqlite.prepare('select count(*) as n from hand_overs').get()).toEqual({ n: 0 })
  })
})
