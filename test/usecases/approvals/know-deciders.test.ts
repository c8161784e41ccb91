import { describe, expect, it } from 'vitest'
import type { SlackPerson } from '../../../src/domain/people.ts'
import { isWorkspaceUnknown, knowWorkspace } from '../../../src/usecases/know-workspace.ts'
import type { Directory } from '../../../src/usecases/ports.ts'
import { watchedSpecs } from '../../support/watched-specs.ts'

const slackPerson = (handle: string, slackId: string): SlackPerson => ({
  slackId,
  name: handle,
  handle,
  email: `${handle}@acme.example`,
  zone: 'UTC',
  isWorkspaceAdmin: false,
  isGuest: false,
  isExternal: false,
  isDeactivated: false,
})

function directory(groups: Awaited<ReturnType<Directory['listUserGroups']>>): Directory {
  const people = [slackPerson('sarah', 'U1'), slackPerson('mike', 'U2'), slackPerson('ana', 'U3')]
  return {
    findPerson: async (slackId) => people.find((one) => one.slackId === slackId) ?? null,
    listPeople: async () => people,
    listChannels: async () => [
      { id: 'CRETENTION', name: 'retention', isMember: true, isArchived: false, isPrivate: false },
    ],
    joinChannel: async () => {},
    listUserGroups: async () => groups,
  }
}

const growth = { slackId: 'S0GROWTH01', handle: 'growth-leads', name: 'Growth leads', members: ['U3'] }
const at = () => new Date('2026-01-14T17:00:00Z')
const id = '2026-01-13-001-xyz'

describe('a rule that names a user group', () => {
  it.each(['@growth-leads', '@Growth-Leads', 'S0GROWTH01'])('%s is understood at the start', async (reference) => {
    const { db, rules, put, look, latest } = watchedSpecs()
    rules({ approvers: [reference] })
    put(id)
    expect(isWorkspaceUnknown(db)).toBe(true)
    expect((await knowWorkspace(db, directory([growth]), at)).problems).toEqual([])
    expect(isWorkspaceUnknown(db)).toBe(false)
    await look()
    expect(latest(id).channel).toBe('CRETENTION')
  })

  it.each([
    ['@growth-leads', 'Slack knows nobody as @growth-leads: correct it in the OKR file'],
    ['S0GONE0001', 'Slack knows no user group S0GONE0001: correct it under approvals in the OKR file.'],
  ])('that Slack does not know (%s) is a problem to be named', async (reference, words) => {
    const { db, rules } = watchedSpecs()
    rules({ approvers: [reference] })
    const { problems } = await knowWorkspace(db, directory([]), at)
    expect(problems).toEqual([expect.stringContaining(words)])
  })

  it('that names a channel Slack does not show is a problem to be named', async () => {
    const { db, rules } = watchedSpecs()
    rules({ channel: '#board' })
    const { problems } = await knowWorkspace(db, directory([]), at)
    expect(problems).toEqual([expect.stringContaining('Slack shows me no channel #board (approvals)')])
  })
})
