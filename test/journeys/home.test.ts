import { describe, expect, it } from 'vitest'
import { closeItem, listOpenItemsOf } from '../../src/storage/open-items.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { setTablesRefused } from '../../src/storage/workspace.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { addKeyResult, changeKeyResult, personId } from '../support/check-ins.ts'
import { worry } from '../support/follow-ups.ts'
import {
  buttonsOf,
  formWords,
  homeOf,
  homeWords,
  openHome,
  partOf,
  pressHome,
  submit,
  wordsOf,
} from '../support/home.ts'

const mikesNine = '2026-01-12T17:00:00Z'

/** Mike, asked on Monday, has said that O1-KR1 is at risk. */
async function mikeWorries(): Promise<RunningAcme> {
  const acme = await startAcme()
  await acme.playTo(mikesNine)
  await openHome(acme, 'mike')
  await worry(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1', { next: 'Agree a date with billing' })
  return acme
}

describe('Home, opened for the first time', () => {
  it('says to an owner what this is and when the first question comes, until they have answered one', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    expect(homeWords(acme, 'mike')).toContain(
      '*Welcome, Mike.* Once a week I ask you here in Slack how sure you are about each of your key results',
    )
    expect(homeWords(acme, 'mike')).toContain('The first time: Mon 12 Jan at 09:00, where you are.')
    await acme.playTo(mikesNine)
    await acme.workspace
      .as('mike')
      .press(acme.workspace.lastMessage('mike'), { block_id: 'answer:O1-KR1', text: '🟢 On track' })
    await acme.settle()
    expect(homeWords(acme, 'mike')).not.toContain('Welcome')
  })

  it('shows somebody who owns nothing how the objectives stand, and asks them for nothing', async () => {
    const acme = await startAcme()
    await openHome(acme, 'priya')
    const words = homeWords(acme, 'priya')
    expect(words).toContain('*Welcome, Priya.* Here you see how the objectives stand. You own no key result')
    expect(words).toContain('*All teams: ⚪ 3 no answer yet.*')
    expect(words).toContain('*I ask you for nothing*, since you own no key result. Your time zone: Australia/Sydney')
    expect(words).not.toContain('Owed by me')
    expect(words).not.toContain('My key results')
  })

  it('stands before anything was imported too', async () => {
    const acme = await startAcme()
    for (const table of ['request_items', 'key_results', 'objectives', 'teams', 'cycles']) {
      acme.database.sqlite.exec(`pragma foreign_keys = off; delete from ${table}`)
    }
    await openHome(acme, 'mike')
    expect(homeWords(acme, 'mike')).toContain('There are no OKRs here yet.')
  })

  it('is not published for somebody who only writes to the app', async () => {
    const acme = await startAcme()
    await acme.workspace.as('mike').message('app', 'hello')
    await acme.settle()
    expect(acme.workspace.calls('views.publish')).toHaveLength(0)
  })
})

describe('Home: owed by me', () => {
  it('shows this week’s check-in with the way to its message as soon as that stands, until it is answered', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    expect(partOf(acme, 'mike', 'Owed by me')).toContain('Nothing.')
    await acme.playTo(mikesNine)
    expect(partOf(acme, 'mike', 'Owed by me')).toContain(
      '*This week’s check-in*: 2 key results are open.\nO1-KR1, O1-KR2',
    )
    const message = acme.workspace.lastMessage('mike')
    const [link] = buttonsOf(homeOf(acme, 'mike')).filter(({ text }) => text === 'Answer')
    expect(link?.url).toContain(`/archives/${message.channel}/p${message.ts.replace('.', '')}`)
    for (const id of ['O1-KR1', 'O1-KR2']) {
      await acme.workspace
        .as('mike')
        .press(acme.workspace.lastMessage('mike'), { block_id: `answer:${id}`, text: '🟢 On track' })
      await acme.settle()
    }
    expect(partOf(acme, 'mike', 'Owed by me')).toContain('Nothing. Your next check-in comes on Mon 19 Jan at 09:00.')
  })

  it('hears of a press on a link, so that Slack shows no warning', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    await acme.playTo(mikesNine)
    const acted = await acme.workspace.as('mike').press(homeOf(acme, 'mike'), { text: 'Answer' })
    expect(acted).toMatchObject({ ok: true })
  })

  it('lists a plan, a risk and a next action with person, date and age, and closes them with what came of it', async () => {
    const acme = await mikeWorries()
    await acme.playTo('2026-01-14T20:00:00Z')
    await openHome(acme, 'mike')
    const owed = partOf(acme, 'mike', 'Owed by me')
    expect(owed).toContain(
      '*Adjustment plan*, O1-KR1: How does O1-KR1 get back on track?\nyou, until Mon 19 Jan, opened 2 days ago',
    )
    expect(owed).toContain('*Risk*, O1-KR1: The exporter is late (a dependency)\nyou, opened 2 days ago')
    expect(owed).toContain('*Next action*, O1-KR1: Agree a date with billing')

    await pressHome(acme, 'mike', { block_id: itemBlock(acme, 'mike', 'Next action') })
    expect(formWords(acme, 'mike')).toContain('What came of it?')
    expect(await submit(acme, 'mike', { result: '   ' })).toEqual({
      result: 'What came of it? One sentence is enough.',
    })
    expect(await submit(acme, 'mike', { result: 'They deliver on the 20th' })).toEqual({})
    expect(acme.workspace.modal('mike')).toBeNull()
    expect(partOf(acme, 'mike', 'Owed by me')).not.toContain('Agree a date with billing')
    expect(partOf(acme, 'mike', 'Owed by me')).toContain('*Risk*')
  })

  it('puts what is late first, and says so in words', async () => {
    const acme = await mikeWorries()
    await acme.playTo('2026-01-22T20:00:00Z')
    await openHome(acme, 'mike')
    const owed = partOf(acme, 'mike', 'Owed by me')
    expect(owed).toContain('⏰ *Adjustment plan*, O1-KR1: How does O1-KR1 get back on track?\nyou, was due Mon 19 Jan')
    expect(owed.indexOf('Adjustment plan')).toBeLessThan(owed.indexOf('*Risk*'))
  })

  it('shows a next action in the Home of whoever is to do it, who may close it', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await openHome(acme, 'ana')
    await giveAna(acme)
    expect(partOf(acme, 'ana', 'Owed by me')).toContain('*Next action*, O1-KR1: Fix the import\nyou,')
    await openHome(acme, 'mike')
    expect(partOf(acme, 'mike', 'Owed by me')).toContain('*Next action*, O1-KR1: Fix the import\nAna,')
    await pressHome(acme, 'ana', 'Close …')
    await submit(acme, 'ana', { result: 'Fixed' })
    expect(homeWords(acme, 'ana')).not.toContain('Fix the import')
    expect(homeWords(acme, 'mike')).not.toContain('Fix the import')
  })

  it('tells whoever comes too late what came of it, over Home, and changes nothing', async () => {
    const acme = await mikeWorries()
    await openHome(acme, 'mike')
    const block_id = itemBlock(acme, 'mike', 'Next action')
    await pressHome(acme, 'mike', { block_id })
    await whileHomesAreOld(acme, async () => {
      await submit(acme, 'mike', { result: 'They deliver on the 20th' })
      await pressHome(acme, 'mike', { block_id })
    })
    expect(formWords(acme, 'mike')).toContain('Mike has closed this already: They deliver on the 20th')
  })

  it('lets nobody close what is not theirs any more: a kind word over Home, and it stays open', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await openHome(acme, 'ana')
    await giveAna(acme)
    const block_id = itemBlock(acme, 'ana', 'Next action')
    await whileHomesAreOld(acme, async () => {
      acme.database.sqlite.exec(`update open_items set person_id = null where kind = 'next-action'`)
      await pressHome(acme, 'ana', { block_id })
    })
    expect(formWords(acme, 'ana')).toContain('Only the person it is with, the owner and the lead can close this.')
    await openHome(acme, 'mike')
    expect(partOf(acme, 'mike', 'Owed by me')).toContain('Fix the import')
  })

  it('refuses the form too, when it was closed while it was being filled in', async () => {
    const acme = await mikeWorries()
    await openHome(acme, 'mike')
    await pressHome(acme, 'mike', { block_id: itemBlock(acme, 'mike', 'Next action') })
    const { db } = acme.database
    const item = listOpenItemsOf(db, personId(db, 'mike')).find(({ kind }) => kind === 'next-action')
    closeItem(db, item?.id ?? 0, { at: acme.clock.now(), by: personId(db, 'sarah'), how: 'done', result: 'Sorted out' })
    expect(await submit(acme, 'mike', { result: 'They deliver' })).toEqual({
      result: 'Sarah has closed this already: Sorted out',
    })
  })
})

describe('Home: waiting for me to decide', () => {
  it('shows a key result that is offered, to be accepted there', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await openHome(acme, 'ana')
    await offer(acme, 'mike', 'O1-KR2', 'ana')
    expect(partOf(acme, 'ana', 'Waiting for me to decide: 1')).toContain('*Mike would like to hand O1-KR2 over to you*')
    await pressHome(acme, 'ana', 'Accept')
    expect(partOf(acme, 'ana', 'Waiting')).toBe('')
    expect(partOf(acme, 'ana', 'My key results')).toContain('*O1-KR2*  Second thing')
  })

  it('asks a lead who takes a key result that nobody owns', async () => {
    const acme = await startAcme()
    changeKeyResult(acme.database.db, 'O1-KR2', { ownerId: null })
    await openHome(acme, 'sarah')
    expect(partOf(acme, 'sarah', 'Waiting for me to decide: 1')).toContain('*O1-KR2 has no owner.*')
    await pressHome(acme, 'sarah', 'Hand over …')
    expect(formWords(acme, 'sarah')).toContain('O1-KR2')
    await openHome(acme, 'mike')
    expect(partOf(acme, 'mike', 'Waiting')).toBe('')
  })
})

describe('Home: my key results', () => {
  it('shows what is said apart from what is measured, and leads to the form', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await openHome(acme, 'mike')
    expect(partOf(acme, 'mike', 'My key results')).toContain(
      '*O1-KR1*  Reduce monthly customer churn from 8 % to 5 %\n⚪ *No answer yet*\n*8 % → 5 %*   ▱▱▱▱▱▱▱▱▱▱ 0 %, behind pace',
    )
    await pressHome(acme, 'mike', { block_id: 'mine:O1-KR1' })
    expect(formWords(acme, 'mike')).toContain('O1-KR1')
    expect(await submit(acme, 'mike', { evidence: 'All is well' })).toEqual({})
    expect(partOf(acme, 'mike', 'My key results')).toContain('🟢 *On track*, today')
  })

  it('refuses a check-in on what is not theirs any more, over Home', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    changeKeyResult(acme.database.db, 'O1-KR1', { ownerId: personId(acme.database.db, 'sarah') })
    await pressHome(acme, 'mike', { block_id: 'mine:O1-KR1' })
    expect(formWords(acme, 'mike')).toContain('O1-KR1 belongs to Sarah, so you cannot answer for it.')
  })
})

describe('Home: the team board', () => {
  it('is a table whose columns sort: numbers as numbers, and never a blank', async () => {
    const acme = await startAcme()
    const home = await openHome(acme, 'sarah')
    const table = home.content.blocks.find(({ type }) => type === 'data_table') as unknown as {
      caption: string
      rows: { type: string; value?: number; text: string }[][]
    }
    expect(table.caption).toBe('Key results of Retention: what their owners say, and what is measured')
    const [head = [], first = []] = table.rows
    expect(head.map(({ text }) => text)).toEqual([
      'Key result',
      'Owner',
      'Confidence',
      'Said',
      'Now → target',
      'Progress',
      'Pace',
    ])
    expect(first.map(({ text }) => text)).toEqual([
      'O1-KR1 Reduce monthly customer churn from 8 % to 5 %', 'Mike', '⚪ No answer yet', 'never', '8 % → 5 %', '0 %', 'behind',
    ]) // biome-ignore format: a row
    expect(first[5]).toMatchObject({ type: 'raw_number', value: 0 })
  })

  it('stands there as text where Slack refuses such tables, and is not tried again for a while', async () => {
    const acme = await startAcme()
    acme.workspace.refuseBlocks('data_table')
    await openHome(acme, 'sarah')
    expect(partOf(acme, 'sarah', 'Team board')).toContain(
      '⚪ No answer yet  *O1-KR1 Reduce monthly customer churn from 8 % to 5 % (Mike)*  8 % → 5 %, 0 %, behind pace',
    )
    acme.workspace.clearCalls()
    await openHome(acme, 'sarah')
    expect(acme.workspace.calls('views.publish')).toHaveLength(1)
    setTablesRefused(acme.database.db, new Date('2025-12-01T00:00:00Z'))
    acme.workspace.clearCalls()
    await openHome(acme, 'sarah')
    expect(acme.workspace.calls('views.publish')).toHaveLength(2)
  })

  it('leads to a closer look, in a form over Home that turns into the next one', async () => {
    const acme = await startAcme()
    await openHome(acme, 'priya')
    await acme.workspace.as('priya').choose(homeOf(acme, 'priya'), { action_id: 'status:look-closer' }, 'O1')
    await acme.settle()
    expect(formWords(acme, 'priya')).toContain('*O1  New customers stay*')
    const form = acme.workspace.modal('priya')
    await acme.workspace.as('priya').choose(form as never, { action_id: 'status:look-closer' }, 'O1-KR2')
    await acme.settle()
    expect(formWords(acme, 'priya')).toContain('*O1-KR2  Second thing*')
    expect(acme.workspace.modals('priya')).toHaveLength(1)
  })
})

describe('whose Home is shown anew', () => {
  it('only of those who have ever opened it', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await worry(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1')
    expect(acme.workspace.calls('views.publish')).toHaveLength(0)
  })

  it('those who only see it in their board follow within a minute, once for however many changes', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await openHome(acme, 'sarah')
    acme.workspace.clearCalls()
    for (const id of ['O1-KR1', 'O1-KR2']) {
      await acme.workspace
        .as('mike')
        .press(acme.workspace.lastMessage('mike'), { block_id: `answer:${id}`, text: '🟢 On track' })
      await acme.settle()
    }
    expect(acme.workspace.calls('views.publish')).toHaveLength(0)
    await acme.playTo('2026-01-12T17:01:00Z')
    expect(acme.workspace.calls('views.publish')).toHaveLength(1)
    expect(homeWords(acme, 'sarah')).toContain('🟢 2 on track')
    // Whoever has not looked since yesterday sees it when they open Home.
    await acme.playTo('2026-01-14T17:00:00Z')
    acme.workspace.clearCalls()
    await acme.workspace
      .as('mike')
      .press(acme.workspace.lastMessage('mike'), { nth: 0, text: 'Undo' })
      .catch(() => {})
    await acme.playTo('2026-01-14T17:02:00Z')
    expect(acme.workspace.calls('views.publish')).toHaveLength(0)
  })

  it('whoever moves sees when they are asked where they are now', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    await acme.workspace.changePerson('mike', { zone: 'Europe/Berlin' })
    await acme.settle()
    expect(partOf(acme, 'mike', 'My sending time')).toContain('Your time zone: Europe/Berlin, as Slack has it.')
    expect(partOf(acme, 'mike', 'My sending time')).toContain('*Next:* Mon 12 Jan, 09:00 Berlin')
  })

  it('a click is done although Home cannot be published, and Home follows when Slack is back', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    const fault = acme.workspace.faults.add({ kind: 'status', status: 500, method: 'views.publish', times: 100 })
    await pressHome(acme, 'mike', { action_id: 'pause:3' })
    expect(acme.workspace.deliveries().at(-1)?.attempts).toMatchObject([{ ok: true }])
    expect(homeWords(acme, 'mike')).not.toContain('Paused')
    fault.remove()
    await acme.playTo('2026-01-09T17:05:00Z')
    expect(homeWords(acme, 'mike')).toContain('⏸️ *Paused up to and including Sun 11 Jan.*')
  })

  it('waits as long as Slack asks, and then shows what is true then', async () => {
    const acme = await startAcme()
    await openHome(acme, 'mike')
    acme.workspace.faults.add({ kind: 'rate-limited', retryAfter: 30, method: 'views.publish' })
    await pressHome(acme, 'mike', { action_id: 'pause:3' })
    expect(homeWords(acme, 'mike')).not.toContain('Paused')
    await acme.playTo('2026-01-09T17:00:31Z')
    expect(homeWords(acme, 'mike')).toContain('Paused')
  })
})

describe('Home for everybody', () => {
  it('stays within Slack’s limits with forty key results and more to do than fits', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    const mike = ensurePerson(db, 'mike@acme.example')
    for (let n = 4; n <= 40; n++) addKeyResult(db, `O1-KR${n}`, { title: `Thing ${n} `.repeat(40), ownerId: mike })
    await acme.playTo(mikesNine)
    const items = acme.database.sqlite
    items.exec(`insert into check_ins (key_result_id, week) values ('O1-KR1', '2026-W03')`)
    for (let n = 0; n < 60; n++) {
      items.exec(`insert into open_items (kind, key_result_id, check_in_id, text, person_id, opened_at)
        values ('risk', 'O1-KR1', 1, '${`risk ${n} `.repeat(60)}', ${mike}, 1768000000000)`)
    }
    const home = await openHome(acme, 'mike')
    expect(home.content.blocks.length).toBeLessThanOrEqual(100)
    expect(wordsOf(home)).toContain('And 45 more; they come up here as these are closed.')
    expect(wordsOf(home)).toContain('And 24 more: `/okr status me`.')
  })

  it('gives every part a heading and every button words of its own, for whoever cannot see where it stands', async () => {
    const acme = await mikeWorries()
    const { blocks } = homeOf(acme, 'mike').content
    const headings = blocks.filter(({ type }) => type === 'header').map((one) => (one['text'] as { text: string }).text)
    expect(headings).toEqual(['Owed by me: 4', 'My key results', 'Team board', 'My sending time'])
    const labels = blocks
      .flatMap((block) => [block['accessory'], ...((block['elements'] as unknown[]) ?? [])])
      .filter((one) => (one as { type?: string } | undefined)?.type === 'button')
      .map((one) => {
        const { accessibility_label, text } = one as { accessibility_label?: string; text: { text: string } }
        return accessibility_label ?? text.text
      })
    expect(new Set(labels).size).toBe(labels.length)
    expect(labels).toContain('Check in: O1-KR1 Reduce monthly customer churn from 8 % to 5 %')
  })

  it('keeps what people wrote harmless', async () => {
    const acme = await startAcme()
    changeKeyResult(acme.database.db, 'O1-KR1', { title: '<!channel> & <https://evil.example|click>' })
    await acme.playTo(mikesNine)
    await worry(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1', { next: '<!here> look' })
    const home = JSON.stringify(await openHome(acme, 'mike'))
    // The table's cells are plain text, in which nothing is read.
    expect(home.replace(/"raw_text","text":"[^"]*"/g, '').replace(/"accessibility_label":"[^"]*"/g, '')).not.toMatch(
      /<!(channel|here)|<https:\/\/evil/,
    )
  })
})

function itemBlock(acme: RunningAcme, who: string, words: string): string {
  const block = homeOf(acme, who).content.blocks.find(
    ({ block_id, text }) =>
      block_id?.startsWith('open-item:') && (text as { text: string }).text.includes(`*${words}*`),
  )
  if (!block?.block_id) throw new Error(`no ${words} in the Home of ${who}`)
  return block.block_id
}

/** Mike says that O1-KR1 is at risk, and that Ana does something about it. */
async function giveAna(acme: RunningAcme): Promise<void> {
  const { workspace } = acme
  await workspace.as('mike').press(workspace.lastMessage('mike'), { block_id: 'answer:O1-KR1', text: '🟡 At risk' })
  await acme.settle()
  const said = { evidence: 'Imports fail', risk: 'dependency', 'next-action': 'Fix the import' }
  const errors = await submit(acme, 'mike', { ...said, 'next-action-person': workspace.as('ana').id })
  if (Object.keys(errors).length > 0) throw new Error(JSON.stringify(errors))
}

/** As long as Slack takes no Home, people look at, and press, what is not so any more. */
async function whileHomesAreOld(acme: RunningAcme, work: () => Promise<void>): Promise<void> {
  const fault = acme.workspace.faults.add({
    kind: 'error',
    error: 'internal_error',
    method: 'views.publish',
    times: 1000,
  })
  await work()
  fault.remove()
}

async function offer(acme: RunningAcme, from: string, id: string, to: string): Promise<void> {
  const { workspace } = acme
  const message = workspace.lastMessage(from)
  const block = message.blocks.find(({ block_id }) => block_id?.endsWith(`:${id}`) && block_id.startsWith('about:'))
  await workspace
    .as(from)
    .choose(message, { block_id: block?.block_id ?? '', action_id: 'check-in:menu' }, 'Hand over to somebody')
  await acme.settle()
  await submit(acme, from, { to: workspace.as(to).id, word: 'You know it better' })
}
