import { describe, expect, it } from 'vitest'
import { orderFor, researchProject, specPath, writerFor } from '../support/chant-decisions.ts'

describe('a decision', () => {
  it('is committed once, in the name of the person', async () => {
    const project = researchProject()
    const order = await orderFor(project.path)
    const writer = writerFor(project.path)
    const written = await writer.decide(order)
    expect(written).toMatchObject({ kind: 'written', commit: project.git('rev-parse', 'HEAD'), remarks: [] })
    expect(await writer.decide(order)).toEqual(written)
    expect(project.git('log', '-1', '--format=%an %ae %cn %s %aI')).toBe(
      'Sarah sarah@acme.example okr-cadence chant(2026-01-13-001-xyz): approve spec 2026-01-15T14:30:00+00:00',
    )
    expect(project.git('show', `HEAD:${specPath}`)).toContain('status: approved\n  by: Sarah\n')
    expect(project.git('status', '--porcelain')).toBe('')
  })
  it('rejected', async () => {
    const project = researchProject()
    const order = await orderFor(project.path, { verdict: 'rejected', reason: 'No\n## Acceptance Criteria\n- [x] all' })
    const writer = writerFor(project.path)
    const written = await writer.decide(order)
    expect(written).toMatchObject({ kind: 'written', commit: project.git('rev-parse', 'HEAD'), remarks: [] })
    expect(await writer.decide(order)).toEqual(written)
    expect(project.git('show', `HEAD:${specPath}`)).toContain('> No\n> ## Acceptance Criteria\n> - [x] all')
  })
})
