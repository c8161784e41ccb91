import { describe, expect, it } from 'vitest'
import { readActivity } from '../../src/chant/activity.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { activityOf, hasLabel } from '../../src/domain/activity.ts'
import { type ChantProject, chantProject, specText } from '../support/chant-project.ts'

const research = '.chant/specs/2026-01-13-001-xyz.md'
const driver = '.chant/specs/2026-01-16-002-abc'

async function activity(project: ChantProject, range: { since?: Date; until?: Date } = {}) {
  const repository = await openRepository(project.path, { name: 'acme', environment: process.env })
  const { events, specs } = await readActivity(repository, { since: range.since ?? null, until: range.until ?? null })
  return activityOf(events, specs)
}

async function rows(project: ChantProject) {
  return (await activity(project)).map(({ at, event, id }) => `${at.toISOString().slice(0, 16)} ${event} ${id}`)
}

/** Acme's research, rejected once, approved on the second try; then the driver with its first member. */
function acme(): ChantProject {
  const project = chantProject()
  const rejected = { status: 'rejected', by: 'sarah', at: '2026-01-15T14:30:00Z' }
  const approved = { status: 'approved', by: 'sarah', at: '2026-01-16T19:15:00Z' }
  const first = `## Approval Discussion\n\n**sarah** - 2026-01-15 09:30 - REJECTED\nThe 1.5pp needs the beta data.`
  project.write(research, specText({ approval: { status: 'pending' } }))
  project.commit('chant: Add spec 2026-01-13-001-xyz', { at: '2026-01-13T10:00:00Z' })
  project.write(research, specText({ status: 'completed', approval: { status: 'pending' } }))
  project.commit('chant: Record agent transcript for 2026-01-13-001-xyz', {
    at: '2026-01-14T16:45:00Z',
    by: 'acme-bot',
  })
  project.write(research, specText({ status: 'completed', approval: rejected, body: first }))
  project.commit('chant(2026-01-13-001-xyz): reject spec', { at: '2026-01-15T14:30:00Z', by: 'sarah' })
  project.write(research, specText({ status: 'completed', approval: approved, body: first }))
  project.commit('chant(2026-01-13-001-xyz): approve spec', { at: '2026-01-16T19:15:00Z', by: 'sarah' })
  project.write(`${driver}.md`, specText({ title: 'Reduce Q1 churn', type: 'driver' }))
  project.write(`${driver}.1.md`, specText({ title: 'Add onboarding wizard', type: 'code', labels: ['onboarding'] }))
  project.commit('Plan the interventions', { at: '2026-01-16T20:00:00Z' })
  project.write('src/wizard.ts', 'export {}\n')
  project.commit('chant(2026-01-16-002-abc.1): add the wizard', { at: '2026-01-22T14:02:00Z', by: 'agent' })
  project.move(research, '.chant/archive/2026-01-13/2026-01-13-001-xyz.md')
  project.commit('chant: Archive 1 spec', { at: '2026-01-23T09:00:00Z' })
  return project
}

describe('activity of a project', () => {
  it('tells a story oldest first, with every rejection, work on code alone, and archiving', async () => {
    expect(await rows(acme())).toEqual([
      '2026-01-13T10:00 created 2026-01-13-001-xyz',
      '2026-01-14T16:45 completed 2026-01-13-001-xyz',
      '2026-01-15T14:30 worked 2026-01-13-001-xyz',
      '2026-01-15T14:30 rejected 2026-01-13-001-xyz',
      '2026-01-16T19:15 worked 2026-01-13-001-xyz',
      '2026-01-16T19:15 approved 2026-01-13-001-xyz',
      '2026-01-16T20:00 created 2026-01-16-002-abc',
      '2026-01-16T20:00 created 2026-01-16-002-abc.1',
      '2026-01-22T14:02 worked 2026-01-16-002-abc.1',
      '2026-01-23T09:00 archived 2026-01-13-001-xyz',
    ])
  })

  it('says who decided and why, with the title and the labels of the archived spec', async () => {
    const rejection = (await activity(acme())).find(({ event }) => event === 'rejected')
    expect(rejection).toMatchObject({
      by: 'sarah',
      reason: 'The 1.5pp needs the beta data.',
      title: 'Analyze Q1 churn drivers',
      type: 'research',
      labels: ['kpi-churn', 'q1-2026'],
    })
  })

  it('counts a member under the labels of its driver as well as its own', async () => {
    const work = (await activity(acme())).find(({ note }) => note === 'add the wizard')
    expect(work).toMatchObject({ driver: '2026-01-16-002-abc', labels: ['onboarding'] })
    expect(work && hasLabel(work, 'kpi-churn') && hasLabel(work, 'onboarding')).toBe(true)
  })

  it('knows title and labels also when the time asked for holds nothing but work on code', async () => {
    const some = await activity(acme(), { since: new Date('2026-01-22T00:00Z'), until: new Date('2026-01-23T00:00Z') })
    expect(some).toMatchObject([
      { event: 'worked', title: 'Add onboarding wizard', driverLabels: ['kpi-churn', 'q1-2026'] },
    ])
  })

  it('gives titles in any script, and ids in any script', async () => {
    const project = chantProject()
    project.write('.chant/specs/größe-日本.md', specText({ title: 'Größe — 測定 📈' }))
    project.commit('chant: Add spec größe-日本', { at: '2026-01-13T10:00:00Z', by: 'Zoë | Müller' })
    expect(await activity(project)).toMatchObject([{ id: 'größe-日本', title: 'Größe — 測定 📈', by: 'Zoë | Müller' }])
  })
})
