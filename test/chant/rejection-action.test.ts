import { expect, it } from 'vitest'
import { openRepository } from '../../src/chant/repository.ts'
import { rejectionActionOf } from '../../src/chant/writing/rejection-action.ts'
import { environmentWith, researchProject } from '../support/chant-decisions.ts'

it.each([
  [null, 'manual'],
  ['dependency', 'dependency'],
  ['group', 'group'],
  ['shout', { problem: '.chant/config.md has a rejection_action that chant does not know' }],
])('doctor reads what chant does after a rejection: %s', async (action, answer) => {
  const repository = await openRepository(researchProject({ action }).path, { environment: environmentWith() })
  expect(await rejectionActionOf(repository)).toEqual(answer)
})

it('a project without a configuration is one in which nothing can be rejected', async () => {
  const project = researchProject()
  project.remove('.chant/config.md')
  project.commit('Gone', { at: '2026-01-15T10:00:00Z' })
  const repository = await openRepository(project.path, { environment: environmentWith() })
  expect(await rejectionActionOf(repository)).toMatchObject({ problem: expect.stringContaining('there is no') })
})
