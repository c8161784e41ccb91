import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { RunningAcme } from '../support/app.ts'
import {
  addSpec,
  at,
  changeSpec,
  read,
  research,
  startReporting,
  startWithChant,
  type,
} from '../support/daily-report.ts'

function charts(acme: RunningAcme, who = 'sarah') {
  const blocks = acme.workspace.ephemerals(who).at(-1)?.blocks ?? []
  return blocks.filter((block) => block.type === 'data_visualization')
}

describe('/okr trend', () => {
  it('draws a key result’s readings with the target as a series of its own, and says it all in words', async () => {
    const acme = await startReporting()
    read(acme, '2026-01-09', 7.4)
    const words = await type(acme, 'trend O1-KR1')
    expect(words).toContain('*Monthly customer churn* rose from 7 % to 7.4 % since 31 October 2025')
    expect(words).toContain('2.4 pp from the target of 5 %')
    expect(words).toContain('• Fri 9 Jan 2026  *7.4 %*  billing exports')
    expect(charts(acme)).toMatchObject([
      {
        chart: {
          type: 'line',
          series: [
            { name: 'Measured', data: [{ value: 7 }, { value: 8 }, { label: '9 Jan', value: 7.4 }] },
            { name: 'Target', data: [{ value: 5 }, { value: 5 }, { value: 5 }] },
          ],
        },
      },
    ])
    expect(acme.workspace.ephemerals('sarah').at(-1)?.text).toContain('31 Oct 2025 7 %, 31 Dec 2025 8 %, 9 Jan 7.4 %')
  })

  it('answers with bars and words where Slack refuses charts, and remembers it', async () => {
    const acme = await startReporting()
    acme.workspace.refuseBlocks('data_visualization')
    expect(await type(acme, 'trend churn')).toContain('▁█ rose from 7 % to 8 %')
    expect(charts(acme)).toEqual([])
    expect(await type(acme, 'trend churn')).toContain('▁█ rose from 7 % to 8 %')
  })

  it('begins where somebody wants it to', async () => {
    const acme = await startReporting()
    expect(await type(acme, 'trend o1 kr1 2025-11-15')).toContain('*Monthly customer churn* 8 % on 31 December')
    expect(await type(acme, 'trend churn all')).toContain('Everything there is.')
  })

  it('says what it does not know', async () => {
    const acme = await startReporting()
    expect(await type(acme, 'trend')).toContain('Which key result or KPI?')
    expect(await type(acme, 'trend O1')).toContain('Which of its key results? O1-KR1, O1-KR2, O1-KR3')
    expect(await type(acme, 'trend O9-KR1')).toContain('There is no key result O9-KR1.')
    expect(await type(acme, 'trend chrun')).toContain('Did you mean churn?')
  })
})

describe('/okr activity', () => {
  async function withStory() {
    const { acme, project } = await startWithChant({}, { env: { CHANT_POLL_SECONDS: '30' } })
    await acme.playTo(at.monday)
    addSpec(project, research, '2026-01-12T15:00:00Z')
    const approval = { status: 'rejected', by: 'sarah', at: '2026-01-12T16:00:00Z' }
    const body = '## Approval Discussion\n\n**sarah** - 2026-01-12 16:00 - REJECTED\nUse the <beta> data'
    const subject = `chant(${research}): reject spec`
    changeSpec(project, research, '2026-01-12T16:00:00Z', { status: 'completed', approval, body }, subject)
    addSpec(project, '2026-01-12-002-abc', '2026-01-12T17:00:00Z', { title: 'Driver', labels: ['onboarding'] })
    addSpec(project, '2026-01-12-002-abc.1', '2026-01-12T17:01:00Z', { title: 'Member', labels: [] })
    await acme.playTo('2026-01-12T20:00:00Z')
    return { acme, project }
  }

  it('tells what happened, newest first, in the reader’s own zone, with reasons', async () => {
    const { acme } = await withStory()
    const words = await type(acme, 'activity')
    expect(words).toContain('*Activity* since Mon 5 Jan 15:00: 6 events, newest first.')
    const lines = words.split('\n').filter((line) => line.startsWith('today'))
    expect(lines[0]).toContain('today 12:01  🆕 created *Member*')
    expect(words).toContain('👎 rejected *Analyze Q1 churn drivers* `2026-01-13-001-xyz`')
    expect(words).toContain('— sarah: Use the &lt;beta&gt; data')
    expect(await type(acme, 'activity', 'mike')).toContain('today 09:01  🆕 created *Member*')
  })

  it('is of one label, with the members of its drivers, or of one spec, by the end of its id', async () => {
    const { acme } = await withStory()
    const labelled = await type(acme, 'activity onboarding')
    expect(labelled).toContain('Member')
    expect(labelled).not.toContain('Analyze')
    expect(await type(acme, 'activity 001-xyz')).toContain(
      '*Analyze Q1 churn drivers `2026-01-13-001-xyz`* from the beginning',
    )
    expect(await type(acme, 'activity 002-abc 1h')).toContain('nothing.')
    expect(await type(acme, 'activity onbording')).toContain('Did you mean onboarding?')
  })

  it('shows as much as fits, says how much more there is, and opens all of it', async () => {
    const { acme, project } = await withStory()
    for (let number = 100; number < 400; number++) {
      project.write(
        `.chant/specs/2026-01-12-${number}-abc.md`,
        `---\nstatus: pending\n---\n# Number ${number}, ${'long '.repeat(12)}\n`,
      )
    }
    project.commit('Many', { at: '2026-01-12T20:10:00Z' })
    await acme.playTo('2026-01-12T21:00:00Z')
    const words = await type(acme, 'activity')
    expect(words).toMatch(/_And \d+ more\._/)
    const message = acme.workspace.ephemerals('sarah').at(-1)
    expect(message?.blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(message?.blocks).length).toBeLessThan(13_000)
    if (message) await acme.workspace.as('sarah').press(message, 'Show all')
    await acme.settle()
    const modal = acme.workspace.modal('sarah')
    for (const number of [100, 250, 399]) expect(modal && wordsOf(modal)).toContain(`Number ${number}`)
  })

  it('says what is missing: no project, or one that cannot be read', async () => {
    const acme = await startReporting()
    expect(await type(acme, 'activity')).toContain('No chant project is connected yet.')
    const other = await startReporting({}, { env: { CHANT_REPO: 'acme=/nowhere/at/all' } })
    expect(await type(other, 'activity')).toContain('/nowhere/at/all is not a folder.')
  })
})
