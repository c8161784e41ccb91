import { expect, it } from 'vitest'
import { listRemarks } from '../../../src/storage/approvals/news.ts'
import { changeDelivery } from '../../../src/storage/deliveries.ts'
import { cardKey } from '../../../src/usecases/approvals/approval-messages.ts'
import { keepDiscussion } from '../../../src/usecases/approvals/keep-discussion.ts'
import type { Directory } from '../../../src/usecases/ports.ts'
import { fixedClock } from '../../support/slack-workspace.ts'
import { watchedSpecs } from '../../support/watched-specs.ts'

const id = '2026-01-13-001-xyz'

it('keeps what is said by and about people whom Slack tells nothing of, under their ids', async () => {
  const { db, rules, put, look, latest } = watchedSpecs()
  rules({})
  put(id)
  await look()
  const approvalId = latest(id).id
  changeDelivery(db, cardKey(approvalId), { state: 'sent', channelId: 'CRETENTION', ts: '1768410000.000100' })
  const ana = {
    slackId: 'U3',
    name: 'Ana',
    handle: 'ana',
    email: null,
    zone: 'UTC',
    isWorkspaceAdmin: false,
    isGuest: false,
    isExternal: false,
    isDeactivated: false,
  }
  const directory = { findPerson: async (slackId: string) => (slackId === 'U3' ? ana : null) } as unknown as Directory
  const threads = {
    listReplies: async () => [
      { ts: '1768410060.000100', slackId: 'UGONE', text: 'Ask <@U3> or <@UAWAY>, <https://acme.example|here>.' },
    ],
  }
  await keepDiscussion({ db, clock: fixedClock('2026-01-14T17:05:00Z'), threads, directory }, approvalId)
  expect(listRemarks(db, approvalId)).toMatchObject([
    { byName: 'UGONE', text: 'Ask @Ana or @UAWAY, here (https://acme.example).' },
  ])
})
