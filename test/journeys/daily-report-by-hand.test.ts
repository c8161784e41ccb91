import { describe, expect, it } from 'vitest'
import {
  addSpec,
  at,
  changeSpec,
  deleteMessage,
  lastReport,
  read,
  reportsIn,
  research,
  startReporting,
  startWithChant,
  type,
} from '../support/daily-report.ts'

describe('a report by hand', () => {
  it('edits today’s post where it stands, with what came since', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T15:00:00Z')
    await acme.playTo('2026-01-12T16:00:00Z')
    expect(await type(acme, 'report now')).toContain('Today’s report is brought up to date where it stands.')
    await acme.settle()
    expect(reportsIn(acme)).toHaveLength(1)
    expect(lastReport(acme)).toContain('created today 10:00')
    expect(lastReport(acme)).toContain('from Fri 9 Jan 08:30 to today 11:00')
  })

  it('leaves what stands only in an edit to the next report, which begins at the scheduled cut', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T15:00:00Z')
    await acme.playTo('2026-01-12T16:00:00Z')
    await type(acme, 'report now')
    await acme.playTo(at.tuesday)
    expect(reportsIn(acme)).toHaveLength(2)
    expect(lastReport(acme)).toContain('from yesterday 08:30 to today 08:30')
    expect(lastReport(acme)).toContain('created yesterday 10:00')
  })

  it('makes today’s when nothing was new at its hour, and the next one begins there', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo('2026-01-13T15:00:00Z')
    expect(reportsIn(acme)).toHaveLength(1)
    addSpec(project, research, '2026-01-13T14:00:00Z')
    expect(await type(acme, 'report now')).toContain('Today’s report is being posted now.')
    await acme.settle()
    expect(reportsIn(acme)).toHaveLength(2)
    expect(lastReport(acme)).toContain('created today 09:00')
    await acme.playTo('2026-01-14T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(2)
  })

  it('makes today’s before its hour, and then there is no second one', async () => {
    const { acme, project } = await startWithChant({ when: 'always' })
    await acme.playTo('2026-01-13T12:00:00Z')
    await type(acme, 'report now')
    await acme.settle()
    expect(reportsIn(acme)).toHaveLength(2)
    addSpec(project, research, '2026-01-13T12:30:00Z')
    await acme.playTo('2026-01-13T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(2)
    await acme.playTo(at.wednesday)
    expect(lastReport(acme)).toContain('created yesterday 07:30')
  })

  it('posts today’s again when it was deleted, once, however often it is asked for', async () => {
    const acme = await startReporting()
    await acme.playTo(at.monday)
    const [message] = reportsIn(acme)
    if (message) await deleteMessage(acme, message)
    expect(reportsIn(acme)).toHaveLength(0)
    await Promise.all([type(acme, 'report now'), type(acme, 'report now', 'mike')])
    await acme.settle()
    await acme.playTo('2026-01-12T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(1)
    expect(lastReport(acme)).toContain('Monthly customer churn')
  })

  it('edits the report of an earlier day: it keeps what it covered, with values as they were corrected', async () => {
    const { acme, project } = await startWithChant()
    await acme.playTo('2026-01-12T12:00:00Z')
    read(acme, '2026-01-11', 7.5)
    await acme.playTo(at.monday)
    await acme.playTo('2026-01-13T12:00:00Z')
    read(acme, '2026-01-11', 7.7)
    addSpec(project, research, '2026-01-13T12:30:00Z')
    await acme.playTo(at.tuesday)
    expect(await type(acme, 'report 2026-01-12')).toContain('The report of Mon 12 Jan is brought up to date')
    await acme.settle()
    const [monday, tuesday] = reportsIn(acme).map(({ blocks }) => JSON.stringify(blocks))
    expect(reportsIn(acme)).toHaveLength(2)
    expect(monday).toContain('7.7 %')
    expect(monday).not.toContain(research)
    expect(tuesday).toContain(research)
  })

  it('says why there is none of a day: nothing was new, or it is still to come', async () => {
    const acme = await startReporting()
    await acme.playTo('2026-01-14T12:00:00Z')
    expect(await type(acme, 'report 2026-01-13')).toContain('There is no report of Tue 13 Jan: nothing was new.')
    expect(await type(acme, 'report 2026-01-15')).toContain('Thu 15 Jan is still to come.')
    expect(await type(acme, 'report 2025-12-01')).toContain('There is no report of Mon 1 Dec.')
    expect(await type(acme, 'report tomorrow')).toContain('I do not know “report tomorrow”.')
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('shows a preview to one person alone and posts nothing', async () => {
    const { acme, project } = await startWithChant({}, { env: { CHANT_POLL_SECONDS: '30' } })
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T15:00:00Z')
    changeSpec(project, research, '2026-01-12T15:30:00Z', { status: 'completed' })
    await acme.playTo('2026-01-12T16:00:00Z')
    const words = await type(acme, 'report preview', 'sarah', 'general')
    expect(words).toContain('created today 10:00, completed today 10:30')
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('is for members of the workspace', async () => {
    const acme = await startReporting()
    await acme.playTo(at.monday)
    await acme.workspace.addPerson({ handle: 'gus', name: 'Gus', email: 'gus@other.example', zone: 'UTC', guest: true })
    expect(await type(acme, 'report preview', 'gus')).toContain('What I know is for members of this workspace')
  })
})
