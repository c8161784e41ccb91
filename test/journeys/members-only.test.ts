import { expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { startAcme } from '../support/app.ts'

const members = 'What I know is for members of this workspace, so I cannot show it to you.'

it.each([
  ['a guest', { guest: true }],
  ['somebody of another workspace who shares a channel with us', { external: true }],
])('%s sees nothing of how the team stands, by command or in Home', async (_who, is) => {
  const acme = await startAcme()
  const { workspace } = acme
  workspace.addPerson({ handle: 'visitor', name: 'Visitor', email: 'visitor@elsewhere.example', ...is })
  for (const asked of ['/okr status', '/okr O1', '/okr kpi churn 1', '/okr report preview']) {
    await workspace.as('visitor').command('retention', asked)
    expect(workspace.ephemerals('visitor').at(-1)?.text).toBe(members)
  }
  await workspace.as('visitor').openHome()
  await acme.settle()
  const home = workspace.home('visitor')
  expect(home).not.toBeNull()
  expect(wordsOf(home as never)).not.toContain('O1-KR1')
})

it('a stranger who takes the display name of an admin gets none of their rights', async () => {
  const acme = await startAcme()
  acme.database.sqlite.prepare("insert into people (name, handle, is_admin) values ('@boss', 'boss', 1)").run()
  acme.database.sqlite
    .prepare(
      "insert into person_references (reference, person_id) select '@boss', id from people where handle = 'boss'",
    )
    .run()
  acme.workspace.addPerson({ handle: 'boss', name: 'Boss', guest: true })
  await acme.workspace.as('boss').command('retention', '/okr status')
  const rights = acme.database.sqlite
    .prepare("select is_admin from people where slack_id is not null and name = 'Boss'")
    .pluck()
  expect(rights.get()).toBe(0)
})
