import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/platform/db.ts'
import { findCheckIn } from '../../src/storage/check-ins.ts'
import { addHolidays } from '../../src/storage/holidays.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { addDaysOff } from '../../src/storage/preferences.ts'
import { listSummaries } from '../../src/storage/summaries.ts'
import { people } from '../../src/storage/tables/people.ts'
import { findTeamByName, saveTeam } from '../../src/storage/teams.ts'
import { getWorkspace } from '../../src/storage/workspace.ts'
import { pauseCheckIns } from '../../src/usecases/preferences/pause-check-ins.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { addKeyResult, changeKeyResult, personId } from '../support/check-ins.ts'
import { answer, messagesWith, press, read, summariesIn, worry } from '../support/follow-ups.ts'

const sarahsNine = '2026-01-12T14:00:00Z'
const mikesNine = '2026-01-12T17:00:00Z'
/** Wednesday 16:00 in New York. */
const firstSummary = '2026-01-14T21:00:00Z'
const secondSummary = '2026-01-21T21:00:00Z'

describe('the weekly summary', () => {
  it('is posted to the team’s channel two working days after the ask day at 16:00 in its zone, once', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-14T20:59:59Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(0)
    await acme.restart()
    await acme.playTo(firstSummary)
    await acme.restart()
    await acme.playTo('2026-01-21T20:59:59Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(1)
    await acme.playTo(secondSummary)
    expect(summariesIn(acme, 'retention')).toHaveLength(2)
  })

  it('moves with the ask day, and a week that is not due is recorded without a post', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    // Monday is a holiday: asked on Tuesday, summary on Thursday. The week after, nobody works at all.
    addHolidays(db, ['2026-01-12', '2026-01-19', '2026-01-20', '2026-01-21', '2026-01-22', '2026-01-23'])
    await acme.playTo('2026-01-15T20:59:59Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(0)
    await acme.playTo('2026-01-15T21:00:00Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(1)
    await acme.playTo('2026-01-26T12:00:00Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(1)
    const outcomes = listSummaries(db, retention(db), '2026-W01').map(({ week, outcome }) => `${week} ${outcome}`)
    expect(outcomes).toEqual(['2026-W02 not-due', '2026-W03 posted', '2026-W04 not-due'])
  })

  it('says for every key result how sure its owner is, beside the week before, and what changed and why', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    const first = read(summariesIn(acme, 'retention')[0])
    expect(first).toContain('*Retention, week of 12 January:* 2 of 3 key results answered.')
    expect(first).toContain('🟡 1 at risk, ⚪ 1 no answer, 🟢 1 on track.')
    expect(first).toMatch(/\*O1-KR1\*.* — Mike\n🟡 \*At risk\*/)
    await acme.playTo('2026-01-19T17:00:00Z')
    await worry(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1', { off: true, risk: 'Nobody is left' })
    await acme.playTo(secondSummary)
    const second = read(summariesIn(acme, 'retention')[1])
    expect(second).toMatch(/\*O1-KR1\*.* — Mike\n🔴 \*Off track\*, last week 🟡 At risk/)
    expect(second).toContain('• *O1-KR1*  🟡 At risk → 🔴 Off track: Two of five imports failed')
    expect(second).toMatch(/\*O1-KR3\*.*\n⚪ \*No answer\*, last week 🟢 On track/)
  })

  it('says what is risky, what is open and for how long, and who is missing since when', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    const words = read(summariesIn(acme, 'retention')[0])
    expect(words).toContain('• *O1-KR1*  The exporter is late (a dependency) (Mike, opened 2 days ago)')
    expect(words).toContain('• *O1-KR1*  Next action: Agree a date (Mike, until Mon 19 Jan, opened 2 days ago)')
    expect(words).toContain('• *Mike* — O1-KR2: asked Mon 12 Jan, no answer')
  })

  it('has everything in its text too, the chart’s weeks included', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    await acme.playTo(secondSummary)
    const [, second] = summariesIn(acme, 'retention')
    expect(second?.text).toContain('12 Jan: 🟡 1 at risk, ⚪ 1 no answer, 🟢 1 on track')
    expect(second?.text).toContain('19 Jan: ⚪ 3 no answer')
    expect(second?.text).not.toMatch(/\*/)
    expect(chartOf(second)).toMatchObject({
      axis_config: { categories: ['12 Jan', '19 Jan'] },
      series: [
        { name: 'On track', data: [{ value: 1 }, { value: 0 }] },
        { name: 'At risk', data: [{ value: 1 }, { value: 0 }] },
        { name: 'Off track', data: [{ value: 0 }, { value: 0 }] },
        { name: 'No answer', data: [{ value: 1 }, { value: 3 }] },
      ],
    })
  })

  it('is edited in place when an answer comes late, and says so; the next one shows it as last week’s', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    const request = acme.workspace.lastMessage('mike')
    // Wednesday afternoon in Los Angeles: after the summary, and before anything counts for the next week.
    await acme.playTo('2026-01-14T22:00:00Z')
    await answer(acme, 'mike', request, 'O1-KR1')
    const summaries = summariesIn(acme, 'retention')
    expect(summaries).toHaveLength(1)
    expect(read(summaries[0])).toContain('🟢 *On track*, answered after the summary')
    expect(read(summaries[0])).toContain('1 of 3 key results answered')
    await acme.playTo(secondSummary)
    expect(read(summariesIn(acme, 'retention')[1])).toMatch(/\*O1-KR1\*.*\n⚪ \*No answer\*, last week 🟢 On track/)
  })

  it('counts a late answer of the two working days before the next ask for that week too (rule 5)', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    const request = acme.workspace.lastMessage('mike')
    // Friday is one of the two working days before Monday.
    await acme.playTo('2026-01-16T18:00:00Z')
    await answer(acme, 'mike', request, 'O1-KR1')
    await acme.playTo(secondSummary)
    const [first, second] = summariesIn(acme, 'retention').map(read)
    expect(first).toContain(
      '*O1-KR1*  Reduce monthly customer churn from 8 % to 5 % — Mike\n🟢 *On track*, answered after the summary',
    )
    expect(second).toMatch(/\*O1-KR1\*.*\n🟢 \*On track\*, as last week/)
    expect(second).toContain('1 of 3 key results answered')
  })

  it('puts stale before the last colour', async () => {
    const acme = await startAcme()
    await acme.playTo(sarahsNine)
    await answer(acme, 'sarah', acme.workspace.lastMessage('sarah'), 'O1-KR3')
    await acme.playTo('2026-01-28T21:00:00Z')
    const [, second, third] = summariesIn(acme, 'retention').map(read)
    // Two working days after its request it is not stale yet; the week after it is.
    expect(second).toMatch(/\*O1-KR3\*.*\n⚪ \*No answer\*, last week 🟢 On track/)
    expect(third).toMatch(/\*O1-KR3\*.*\n⚪ \*Stale\* since Mon 19 Jan, as last week/)
    expect(third).toContain('⚪ 3 no answer. 3 are stale.')
  })

  it('is one line when nothing is to be said', async () => {
    const acme = await startAcme()
    for (const [sarahs, mikes] of [
      [sarahsNine, mikesNine],
      ['2026-01-19T14:00:00Z', '2026-01-19T17:00:00Z'],
    ] as const) {
      await acme.playTo(sarahs)
      await answer(acme, 'sarah', acme.workspace.lastMessage('sarah'), 'O1-KR3')
      await acme.playTo(mikes)
      const request = acme.workspace.lastMessage('mike')
      await answer(acme, 'mike', request, 'O1-KR1')
      await answer(acme, 'mike', request, 'O1-KR2')
    }
    await acme.playTo(secondSummary)
    const [first, second] = summariesIn(acme, 'retention')
    expect(first?.blocks.length).toBeGreaterThan(1)
    expect(read(second)).toBe('*Retention, week of 19 January:* all 3 key results 🟢 On track, as last week.')
  })

  it('is one line when everybody paused', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    await acme.playTo('2026-01-11T18:00:00Z')
    for (const who of ['mike', 'sarah']) {
      pauseCheckIns(db, { by: personId(db, who), until: { date: '2026-01-16' } }, acme.clock.now(), 'UTC')
    }
    await acme.playTo(firstSummary)
    expect(summariesIn(acme, 'retention').map(read)).toEqual([
      '*Retention, week of 12 January:* nothing was due: 3 paused.',
    ])
  })

  it('goes out without its chart where Slack refuses charts, and the workspace is remembered', async () => {
    const acme = await startAcme()
    acme.workspace.refuseBlocks('data_visualization')
    await firstWeek(acme)
    const [first] = summariesIn(acme, 'retention')
    expect(chartOf(first)).toBeNull()
    expect(read(first)).toContain('*Weeks so far*\n12 Jan: 🟡 1 at risk, ⚪ 1 no answer, 🟢 1 on track')
    expect(getWorkspace(acme.database.db).chartsRefusedAt?.toISOString()).toBe('2026-01-14T21:00:00.000Z')
    acme.workspace.clearCalls()
    await acme.playTo(secondSummary)
    expect(summariesIn(acme, 'retention')).toHaveLength(2)
    expect(acme.workspace.calls('chat.postMessage').filter(({ ok }) => !ok)).toEqual([])
  })

  it('goes out once when the connection breaks over the attempt without a chart', async () => {
    const acme = await startAcme()
    acme.workspace.refuseBlocks('data_visualization')
    const isPlain = ({ blocks }: { blocks?: unknown }) => !JSON.stringify(blocks ?? '').includes('data_visualization')
    await acme.playTo('2026-01-14T20:59:00Z')
    acme.workspace.faults.add({ kind: 'drop-answer', method: 'chat.postMessage', match: isPlain })
    await acme.playTo('2026-01-14T22:00:00Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(1)
    expect(acme.workspace.duplicatesByMarker().size).toBe(0)
  })

  it('is not sent again when it is something else that Slack refuses', async () => {
    const acme = await startAcme()
    await acme.playTo('2026-01-14T20:59:00Z')
    acme.workspace.faults.add({ kind: 'error', error: 'is_archived', method: 'chat.postMessage' })
    acme.workspace.clearCalls()
    await acme.playTo(firstSummary)
    const tries = acme.workspace.calls('chat.postMessage').filter(({ error }) => error === 'is_archived')
    expect(tries).toHaveLength(1)
    expect(getWorkspace(acme.database.db).chartsRefusedAt).toBeNull()
  })

  it('goes to the lead when the team has no channel', async () => {
    const acme = await startAcme()
    changeTeam(acme.database.db, { channel: null })
    await acme.playTo(firstSummary)
    expect(messagesWith(acme, 'sarah', 'which has no channel in the OKR file')).toHaveLength(1)
  })

  it('missed while the app was down goes out in the team’s next working time, and not after the next one', async () => {
    const acme = await startAcme()
    await acme.playTo(mikesNine)
    await acme.app.stop(100)
    acme.clock.set('2026-01-15T02:00:00Z')
    await acme.restart()
    await acme.playTo('2026-01-15T13:59:59Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(0)
    await acme.playTo('2026-01-15T14:00:00Z')
    expect(summariesIn(acme, 'retention')).toHaveLength(1)
    await acme.app.stop(100)
    acme.clock.set('2026-02-05T15:00:00Z')
    await acme.restart()
    await acme.settle()
    expect(summariesIn(acme, 'retention')).toHaveLength(2)
    const { db } = acme.database
    const outcomes = listSummaries(db, retention(db), '2026-W03').map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['posted', 'superseded', 'superseded', 'posted'])
  })

  it('names missed sends with their reason, pauses, skips and who has left', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    for (const [id, who] of [
      ['O1-KR4', 'jonas'],
      ['O1-KR5', 'priya'],
      ['O1-KR6', 'ana'],
    ] as const) {
      addKeyResult(db, id, { title: `${who}’s thing`, ownerId: ensurePerson(db, `${who}@acme.example`) })
    }
    await acme.playTo('2026-01-09T18:00:00Z')
    addDaysOff(db, personId(db, 'jonas'), ['2026-01-12', '2026-01-13', '2026-01-14'], 'home')
    await acme.workspace.changePerson('ana', { deactivated: true })
    await acme.settle()
    changeKeyResult(db, 'O1-KR2', { ownerId: null })
    await acme.playTo(firstSummary)
    const words = read(summariesIn(acme, 'retention')[0])
    expect(words).toContain('• *Jonas* — O1-KR4: missed send: away until the summary, and nobody stands in')
    expect(words).toContain('• *Nobody* — O1-KR2: no owner')
    expect(words).toContain('• *Ana* — O1-KR6: Ana has left, and nobody has taken over')
    expect(words).toContain('*Decisions needed* — <@U0SARAH000>')
    expect(words).toContain('• O1-KR2 has no owner: who takes it?')
    expect(words).toContain('• O1-KR6 needs a new owner: Ana has left.')
  })

  it('fits what Slack takes with 120 key results, and says honestly what it leaves out', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    const title = 'A title of the length that people write when nobody stops them, and then a little more of it'
    for (let n = 4; n <= 120; n++) addKeyResult(db, `O1-KR${n}`, { title: `${n} ${title}` })
    await acme.playTo(mikesNine)
    const request = acme.workspace.lastMessage('mike')
    await worry(acme, 'mike', request, 'O1-KR1')
    await acme.playTo(firstSummary)
    const [summary] = summariesIn(acme, 'retention')
    expect(summary?.blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(summary?.blocks).length).toBeLessThanOrEqual(13_000)
    expect(summary?.text.length).toBeLessThanOrEqual(4000)
    expect(read(summary)).toMatch(/\*O1-KR1\*.*\n🟡 \*At risk\*/)
    const shown = read(summary).match(/^⚪ \*No answer\*/gm)?.length ?? 0
    expect(read(summary)).toContain(`_And ${119 - shown} more: ⚪ ${119 - shown} no answer._`)
  })
})

describe('a lead in the weekly summary', () => {
  it('acknowledges it, by name; nobody else can, and they are told so privately', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    const summary = summariesIn(acme, 'retention')[0] as never
    await press(acme, 'mike', summary, 'Acknowledge')
    expect(acme.workspace.ephemerals('mike').map(({ text }) => text)).toEqual([
      'Only Sarah or an admin can do this for Retention. Nothing was changed.',
    ])
    await press(acme, 'sarah', summary, 'Acknowledge')
    const words = read(summariesIn(acme, 'retention')[0])
    expect(words).toContain('✓ Acknowledged by Sarah')
    expect(words).not.toContain('\nAcknowledge\n')
  })

  it('asks about an answer: its giver gets it in the thread of their check-in, and the reply comes back', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    const request = messagesWith(acme, 'mike', 'how sure are you?')[0]
    await ask(acme, 'O1-KR1', 'What would help?')
    const question = acme.workspace.lastMessage('mike')
    expect(question.threadTs).toBe(request?.ts)
    expect(read(question)).toContain('<@U0MIKE0000>: Sarah asks about *O1-KR1* (🟡 At risk):\n>What would help?')
    await press(acme, 'mike', question, 'Reply')
    await acme.workspace.as('mike').submit(modalOf(acme, 'mike'), { reply: 'A second pair of hands' })
    await acme.settle()
    expect(read(acme.workspace.lastMessage('mike'))).toContain('✓ You replied:\n>A second pair of hands')
    const reply = acme.workspace.lastMessage('retention')
    const [summary] = summariesIn(acme, 'retention')
    expect(reply.threadTs).toBe(summary?.ts)
    expect(read(reply)).toContain('<@U0SARAH000>, Mike replied about *O1-KR1*')
    expect(read(summary)).toContain('Sarah asked Mike about O1-KR1 — answered in the thread.')
  })

  it('reaches somebody far away in their working time, and is told when that is', async () => {
    const acme = await startAcme()
    const { db } = acme.database
    addKeyResult(db, 'O1-KR4', { title: 'Faster imports', ownerId: ensurePerson(db, 'jonas@acme.example') })
    await acme.playTo('2026-01-12T08:00:00Z')
    await answer(acme, 'jonas', acme.workspace.lastMessage('jonas'), 'O1-KR4')
    await acme.playTo(firstSummary)
    await ask(acme, 'O1-KR4', 'How did you do that?')
    expect(read(modalOf(acme, 'sarah') as never)).toContain('Jonas gets it at 09:00 their time, when they work.')
    const count = acme.workspace.dm('jonas').length
    await acme.playTo('2026-01-15T07:59:59Z')
    expect(acme.workspace.dm('jonas')).toHaveLength(count)
    await acme.playTo('2026-01-15T08:00:00Z')
    expect(read(acme.workspace.lastMessage('jonas'))).toContain('How did you do that?')
  })

  it('gets one reply, however often Slack delivers it', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    await ask(acme, 'O1-KR1', 'What would help?')
    await press(acme, 'mike', acme.workspace.lastMessage('mike'), 'Reply')
    await acme.workspace.as('mike').submit(modalOf(acme, 'mike'), { reply: 'One' })
    await acme.workspace.redeliver(-1, 'retry')
    await acme.settle()
    expect(messagesWith(acme, 'retention', 'Mike replied')).toHaveLength(1)
  })

  it('gives the words back when the question cannot be asked any more by the time it is driven again', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    const mend = breaking(acme, 'insert')
    await press(acme, 'sarah', summariesIn(acme, 'retention')[0] as never, 'Ask about an answer')
    const form = modalOf(acme, 'sarah')
    const typed = { answer: choiceOf(form, 'O1-KR1'), question: 'What would help,\nand when?' }
    const acted = await acme.workspace.as('sarah').submit(form, typed)
    expect(JSON.stringify(acted.errors)).toContain('Something went wrong on my side')
    mend()
    const { db } = acme.database
    db.update(people)
      .set({ deactivatedAt: acme.clock.now() })
      .where(eq(people.id, personId(db, 'mike')))
      .run()
    await acme.playTo('2026-01-15T15:00:00Z')
    const told = acme.workspace
      .dm('sarah')
      .map(read)
      .filter((words) => words.includes('is not saved'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('*Your question is not saved.*')
    expect(told[0]).toContain('>What would help,\n>and when?')
  })

  it('gives the words back when the reply cannot be taken any more by the time it is driven again', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    await ask(acme, 'O1-KR1', 'What would help?')
    await press(acme, 'mike', acme.workspace.lastMessage('mike'), 'Reply')
    const mend = breaking(acme, 'update')
    await acme.workspace.as('mike').submit(modalOf(acme, 'mike'), { reply: 'A second pair of hands' })
    mend()
    acme.database.sqlite.exec("update questions set reply = 'Said elsewhere'")
    await acme.playTo('2026-01-15T18:00:00Z')
    const told = acme.workspace
      .dm('mike')
      .map(read)
      .filter((words) => words.includes('is not saved'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('*Your reply is not saved.* You have replied to this already.')
    expect(told[0]).toContain('>A second pair of hands')
  })

  it('cannot ask without a question, and what was chosen stays', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    await press(acme, 'sarah', summariesIn(acme, 'retention')[0] as never, 'Ask about an answer')
    const form = modalOf(acme, 'sarah')
    const acted = await acme.workspace.as('sarah').submit(form, { answer: choiceOf(form, 'O1-KR1'), question: '  ' })
    expect(acted.errors).toEqual({ question: 'Write what you would like to know.' })
    expect(acme.workspace.modal('sarah')).not.toBeNull()
  })

  it('sees the truth: what the summary says is what was answered', async () => {
    const acme = await startAcme()
    await firstWeek(acme)
    const { db } = acme.database
    expect(findCheckIn(db, 'O1-KR1', '2026-W03')?.versions.at(-1)?.answer?.confidence).toBe(1)
    expect(findCheckIn(db, 'O1-KR2', '2026-W03')).toBeNull()
    expect(findCheckIn(db, 'O1-KR3', '2026-W03')?.versions.at(-1)?.answer?.confidence).toBe(2)
  })
})

/** Sarah is on track with KR3, Mike at risk with KR1, and silent about KR2; the summary is out. */
async function firstWeek(acme: RunningAcme): Promise<void> {
  await acme.playTo(sarahsNine)
  await answer(acme, 'sarah', acme.workspace.lastMessage('sarah'), 'O1-KR3')
  await acme.playTo(mikesNine)
  await worry(acme, 'mike', acme.workspace.lastMessage('mike'), 'O1-KR1')
  await acme.playTo(firstSummary)
}

/** Nothing can be written about questions any more, until what is returned is called. */
function breaking({ database: { sqlite } }: RunningAcme, what: 'insert' | 'update'): () => void {
  sqlite.exec(`create trigger broken before ${what} on questions begin select raise(abort, 'a full disk'); end`)
  return () => sqlite.exec('drop trigger broken')
}

async function ask(acme: RunningAcme, id: string, question: string): Promise<void> {
  const summary = summariesIn(acme, 'retention').at(-1)
  await press(acme, 'sarah', summary as never, 'Ask about an answer')
  const form = modalOf(acme, 'sarah')
  const acted = await acme.workspace.as('sarah').submit(form, { answer: choiceOf(form, id), question })
  if (acted.errors) throw new Error(JSON.stringify(acted.errors))
  await acme.settle()
}

type Form = NonNullable<ReturnType<RunningAcme['workspace']['modal']>>

function modalOf(acme: RunningAcme, who: string): Form {
  const form = acme.workspace.modal(who)
  if (!form) throw new Error(`${who} has no form open`)
  return form
}

function choiceOf(form: Form, id: string): string {
  const block = form.content.blocks.find(({ block_id }) => block_id === 'answer')
  const { options = [] } = (block?.['element'] ?? {}) as { options?: { value: string; text: { text: string } }[] }
  return options.find(({ text }) => text.text.startsWith(`${id} `))?.value ?? `nothing about ${id}`
}

function chartOf(message: { blocks: { type: string }[] } | undefined): unknown {
  const block = message?.blocks.find(({ type }) => type === 'data_visualization') as { chart?: unknown } | undefined
  return block?.chart ?? null
}

function retention(db: Db): number {
  return findTeamByName(db, 'Retention')?.id ?? 0
}

function changeTeam(db: Db, change: { channel: string | null }): void {
  const team = findTeamByName(db, 'Retention')
  if (!team) throw new Error('no team')
  const { id: _id, importedAt: _at, channelId: _channel, reportChannelId: _report, ...definition } = team
  saveTeam(db, { ...definition, ...change }, new Date('2026-01-09T17:00:00Z'))
}
