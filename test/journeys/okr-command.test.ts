import { describe, expect, it } from 'vitest'
import { type RunningAcme, startAcme } from '../support/app.ts'
import type { Message } from '../support/follow-ups.ts'
import { buttonsOf, formWords, okr, openHome, partOf, submit, wordsOf } from '../support/home.ts'

const mikesNine = '2026-01-12T17:00:00Z'

describe('/okr', () => {
  it('opens a help whose buttons do what it says, in the same private message', async () => {
    const acme = await startAcme()
    const help = await okr(acme, 'mike')
    expect(wordsOf(help)).toContain('*I keep your OKRs alive*')
    expect(help.text).toContain('/okr pause: no questions for a while; 3 days, until 2026-01-20, off')
    await acme.workspace.as('mike').press(help, 'How are we doing?')
    await acme.settle()
    expect(acme.workspace.ephemerals('mike')).toHaveLength(1)
    expect(wordsOf(newest(acme, 'mike'))).toContain('*All key results: ⚪ 3 no answer yet.*')
    const again = await okr(acme, 'mike', 'help')
    await acme.workspace.as('mike').press(again, 'Settings …')
    await acme.settle()
    expect(formWords(acme, 'mike')).toContain('My check-in')
  })

  it('answers what it does not know with the nearest command', async () => {
    const acme = await startAcme()
    const words = async (typed: string) => wordsOf(await okr(acme, 'mike', typed)).split('\n')[0]
    expect(await words('statsu O1')).toBe(
      '*I do not know “statsu”. Did you mean /okr status?* Here is what I understand:',
    )
    expect(await words('chekin')).toContain('Did you mean /okr checkin?')
    expect(await words('xyzzy')).toBe('*I do not know “xyzzy”.* Here is what I understand:')
    // Words that mean something to a machine mean nothing here.
    for (const strange of ['constructor', '__proto__', 'toString', '<!channel>']) {
      expect(await words(strange)).toMatch(/^\*I do not know “/)
    }
    expect(await words('<!channel>')).toContain('&lt;!channel&gt;')
  })

  it('understands what is meant without the word status', async () => {
    const acme = await startAcme()
    expect(wordsOf(await okr(acme, 'mike', 'o1-kr2'))).toContain('*O1-KR2  Second thing*')
    expect(wordsOf(await okr(acme, 'mike', 'O1'))).toContain('*O1  New customers stay*')
    expect(wordsOf(await okr(acme, 'mike', 'me'))).toContain('*Your key results:')
    expect(wordsOf(await okr(acme, 'sarah', '@mike'))).toContain('*Key results of Mike:')
  })

  it('works for somebody the app has never met', async () => {
    const acme = await startAcme()
    expect(wordsOf(await okr(acme, 'priya', 'status'))).toContain('*All key results:')
    expect(wordsOf(await okr(acme, 'priya', 'checkin'))).toContain('You own no key result that is running now')
  })

  it('stays private wherever it is typed: also in the direct message', async () => {
    const acme = await startAcme()
    const answer = await okr(acme, 'mike', 'status', 'app')
    expect(wordsOf(answer)).toContain('*All key results:')
    expect(acme.workspace.dm('mike')).toHaveLength(0)
  })
})

describe('share', () => {
  it('shows nobody what is one person’s own business', async () => {
    const acme = await startAcme()
    const before = acme.workspace.messages('retention').length
    for (const typed of [
      'pause share',
      'pause 3 days share',
      'resume share',
      'checkin share',
      'help share',
      'nonsense share',
    ]) {
      await okr(acme, 'mike', typed)
    }
    expect(acme.workspace.ephemerals('mike')).toHaveLength(6)
    expect(acme.workspace.messages('retention')).toHaveLength(before)
  })
})

describe('/okr checkin', () => {
  it('leads to this week’s message when it stands, and sends it when it does not', async () => {
    const acme = await startAcme()
    expect(wordsOf(await okr(acme, 'mike', 'checkin'))).toContain(
      'I am sending this week’s check-in to our direct message now.',
    )
    const message = acme.workspace.lastMessage('mike')
    const answer = await okr(acme, 'mike', 'checkin')
    expect(buttonsOf(answer)).toMatchObject([
      { text: 'Open it', url: expect.stringContaining(`/p${message.ts.replace('.', '')}`) },
    ])
  })

  it('opens the form for one key result, and says why it cannot', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await acme.workspace.as('mike').command('retention', '/okr checkin O1-KR1')
    await acme.settle()
    expect(await submit(acme, 'mike', { evidence: 'All is well' })).toEqual({})
    await openHome(acme, 'mike')
    expect(partOf(acme, 'mike', 'My key results')).toContain('🟢 *On track*, today')
    expect(wordsOf(await okr(acme, 'mike', 'checkin O1-KR3'))).toContain(
      'O1-KR3 belongs to Sarah, so you cannot answer for it.',
    )
    expect(wordsOf(await okr(acme, 'mike', 'checkin churn'))).toContain(
      '“churn” is no key result. Write it like /okr checkin O1-KR1.',
    )
    expect(wordsOf(await okr(acme, 'mike', 'checkin O9-KR9'))).toContain('There is no key result O9-KR9.')
  })
})

describe('a command that is driven again after a restart', () => {
  it('is still answered, where Slack lets an answer be put', async () => {
    const acme = await startAcme()
    await okr(acme, 'mike', 'status O1')
    await unfinished(acme)
    await acme.restart()
    await acme.playTo('2026-01-09T17:10:00Z')
    expect(acme.workspace.ephemerals('mike').map(wordsOf)).toHaveLength(2)
    expect(wordsOf(newest(acme, 'mike'))).toContain('*O1  New customers stay*')
  })

  it('does not open a form nobody waits for, and says so', async () => {
    const acme = await startAcme()
    await acme.workspace.as('mike').command('retention', '/okr settings')
    await acme.settle()
    await acme.workspace.as('mike').closeView()
    await unfinished(acme)
    await acme.restart()
    await acme.playTo('2026-01-09T17:10:00Z')
    expect(acme.workspace.modal('mike')).toBeNull()
    expect(wordsOf(newest(acme, 'mike'))).toContain('The form could not be opened in time. Please try again.')
  })

  it('is left alone when it is too late for Slack to take an answer', async () => {
    const acme = await startAcme()
    await okr(acme, 'mike', 'status O1')
    await unfinished(acme)
    acme.clock.set('2026-01-09T18:00:00Z')
    await acme.restart()
    await acme.playTo('2026-01-09T18:10:00Z')
    expect(acme.workspace.ephemerals('mike')).toHaveLength(1)
  })
})

function newest(acme: RunningAcme, who: string): Message {
  return acme.workspace.ephemerals(who).at(-1) as Message
}

/** As if the process had died before it could mark what it had received as done. */
async function unfinished(acme: RunningAcme): Promise<void> {
  await acme.settle()
  acme.database.sqlite.exec(`update inbox set done_at = null where key like 'trigger:%'`)
}
