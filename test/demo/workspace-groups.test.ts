import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { elsewhere } from '../../src/demo/workspace/state/seed.ts'
import { createAcme, startBolt } from '../support/slack-workspace.ts'

let workspace: SlackWorkspace
let app: App
let events: unknown[]

beforeEach(async () => {
  events = []
  workspace = await createAcme({
    userGroups: [{ id: 'S0LEADS', handle: 'growth-leads', name: 'Growth leads', users: ['sarah', 'mike'] }],
  })
  app = await startBolt(workspace, (bolt) => {
    for (const name of ['subteam_created', 'subteam_updated', 'subteam_members_changed', 'user_change'] as const)
      bolt.event(name, async ({ event }) => void events.push(event))
  })
})

afterEach(async () => {
  await app.stop()
  await workspace.stop()
})

describe('a user group', () => {
  test('is listed with its members when they are asked for, and not without the scope', async () => {
    const list = async (options: object) => (await app.client.usergroups.list(options)).usergroups
    expect(await list({ include_users: true })).toMatchObject([
      { id: 'S0LEADS', handle: 'growth-leads', users: ['U0SARAH000', 'U0MIKE0000'] },
    ])
    expect((await list({}))?.[0]).not.toHaveProperty('users')
    workspace.withhold('usergroups:read')
    await expect(list({})).rejects.toThrow('missing_scope')
    await expect(app.client.usergroups.users.list({ usergroup: 'S0LEADS' })).rejects.toThrow('missing_scope')
  })

  test('changes its members, is made and switched off, and the app hears of each', async () => {
    await workspace.changeUserGroup('@growth-leads', ['ana'])
    await workspace.addUserGroup({ handle: 'design', name: 'Design', users: ['priya'] })
    await workspace.disableUserGroup('design')
    expect(events).toMatchObject([
      { type: 'subteam_members_changed', added_users: ['U0ANA00000'], removed_users: ['U0SARAH000', 'U0MIKE0000'] },
      { type: 'subteam_created', subteam: { handle: 'design', users: ['U0PRIYA000'], date_delete: 0 } },
      { type: 'subteam_updated', subteam: { handle: 'design', date_delete: 1767978000 } },
    ])
    const handles = async (options: object) =>
      (await app.client.usergroups.list(options)).usergroups?.map(({ handle }) => handle)
    expect(await handles({})).toEqual(['growth-leads'])
    expect(await handles({ include_disabled: true })).toEqual(['growth-leads', 'design'])
    await expect(app.client.usergroups.users.list({ usergroup: 'S0DESIGN00' })).rejects.toThrow('no_such_subteam')
  })

  test('is named by what people type, and each of its members is called', async () => {
    await workspace.as('ana').message('retention', 'ready, @growth-leads.')
    const { messages } = await app.client.conversations.history({ channel: 'C0RETENTIO' })
    expect(messages?.[0]).toMatchObject({
      text: 'ready, <!subteam^S0LEADS>.',
      blocks: [{ elements: [{ elements: [{}, { type: 'usergroup', usergroup_id: 'S0LEADS' }, {}] }] }],
    })
    const calls = (who: string) => [workspace.unread(who, 'retention'), workspace.mentions(who, 'retention')]
    expect([calls('sarah'), calls('mike'), calls('jonas'), calls('ana')]).toEqual([
      [1, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ])
  })
})

test('a mention in blocks calls, and so does every direct message', async () => {
  const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: '<@U0MIKE0000>, look' } }]
  await app.client.chat.postMessage({ channel: 'C0RETENTIO', text: 'look', blocks })
  await app.client.chat.postMessage({ channel: 'U0MIKE0000', text: 'hello' })
  expect([workspace.mentions('mike', 'retention'), workspace.mentions('mike', 'mike')]).toEqual([1, 1])
  expect(workspace.mentions('sarah', 'retention')).toBe(0)
})

test('a person becomes a guest, somebody from outside, or nobody any more, and the app hears of it', async () => {
  await workspace.changePerson('ana', { isGuest: true })
  await workspace.changePerson('ana', { isGuest: false, teamId: elsewhere })
  await workspace.changePerson('ana', { deactivated: true })
  expect(events).toMatchObject([
    { user: { id: 'U0ANA00000', is_restricted: true, team_id: 'T0WORKSPACE' } },
    { user: { is_restricted: false, team_id: 'T0ELSEWHERE' } },
    { user: { deleted: true } },
  ])
  const { channel } = await app.client.conversations.info({ channel: 'C0RETENTIO' })
  expect(channel).toMatchObject({ is_shared: true, is_ext_shared: true })
})
