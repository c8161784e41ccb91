import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { chantProject, specText } from '../support/chant-project.ts'
import { reportsIn, startReporting } from '../support/daily-report.ts'

const monday = '2026-01-12T13:30:00Z'
const tuesday = '2026-01-13T13:30:00Z'
const research = '2026-01-13-001-xyz'

describe('the daily report', () => {
  it('is posted to its channel on the next working day at its time, once', async () => {
    const acme = await startReporting()
    await acme.playTo('2026-01-12T13:29:59Z')
    expect(reportsIn(acme)).toHaveLength(0)
    await acme.playTo(monday)
    expect(reportsIn(acme)).toHaveLength(1)
    await acme.restart()
    await acme.playTo('2026-01-12T20:00:00Z')
    expect(reportsIn(acme)).toHaveLength(1)
  })

  it('tells what happened in chant since the last one', async () => {
    const project = chantProject()
    project.commit('empty', { at: '2026-01-09T10:00:00Z' })
    const acme = await startReporting({}, { env: { CHANT_REPO: `acme=${project.path}` } })
    await acme.playTo(monday)
    project.write(`.chant/specs/${research}.md`, specText())
    project.commit(`chant: Add spec ${research}`, { at: '2026-01-13T10:00:00Z' })
    await acme.playTo(tuesday)
    console.log(wordsOf(reportsIn(acme)[1]!), reportsIn(acme)[1]!.text)
    expect(reportsIn(acme)).toHaveLength(2)
  })
})
