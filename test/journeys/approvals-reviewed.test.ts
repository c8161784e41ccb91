import { describe, expect, it } from 'vitest'
import { readContents } from '../../src/chant/content.ts'
import { readRepository } from '../../src/chant/reading.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import { transact } from '../../src/platform/db.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { createChantReader } from '../../src/usecases/chant-reader.ts'
import type { RunningAcme } from '../support/app.ts'
import { findingsText, researchId, researchWaits, sarahDecides } from '../support/approvals.ts'

async function decide(acme: RunningAcme, who: string, card: { channel: string; ts: string }, reason?: string) {
  const action_id = reason === undefined ? 'approval:approve' : 'approval:reject'
  await acme.workspace.as(who).press(card, { action_id })
  await acme.settle()
  if (reason === undefined) return
  const view = acme.workspace.modal(who)
  if (!view) throw new Error(`${who} has no form`)
  await acme.workspace.as(who).submit(view, { reason })
  await acme.settle()
}

const people = ['sarah@acme.example', 'mike@acme.example']

describe('what one person alone cannot do', () => {
  it('is to approve by taking a rejection back, where two have to approve', async () => {
    const { acme, project, card } = await researchWaits({ rule: { approvers: people, quorum: 2 } })
    await decide(acme, 'sarah', card(), 'Use the beta data.')
    expect(wordsOf(card())).toContain('Sarah rejected')
    expect(buttonsOf(card()).map(({ text }) => text)).not.toContain('Withdraw decision')
    expect(project.git('log', '--format=%s')).not.toContain('approve spec')
  })

  it('is completed by pressing again, where fewer are enough than when they approved', async () => {
    const three = [...people, 'ana@acme.example']
    const { acme, project, card } = await researchWaits({ rule: { approvers: three, quorum: 3 } })
    await acme.workspace.as('ana').openHome()
    await acme.settle()
    for (const who of ['sarah', 'mike']) await decide(acme, who, card())
    await decide(acme, 'sarah', card())
    expect(acme.workspace.ephemerals('sarah').map(wordsOf).join()).toContain('It waits for the others')
    transact(acme.database.db, (tx) => {
      saveApprovalRules(tx, [{ ...sarahDecides, approvers: three, quorum: 2 }])
    })
    await acme.settle()
    await decide(acme, 'sarah', card())
    expect(wordsOf(card())).toContain('approved these findings')
    expect(project.git('log', '-1', '--format=%s')).toBe(`chant(${researchId}): approve spec`)
  })

  it('is to wait for whoever asked for the research, who does not decide on it: the lead does', async () => {
    const { acme, card } = await researchWaits({ rule: { approvers: ['mike@acme.example'], selfApproval: false } })
    // Mike committed the spec first, so the research is his.
    expect(wordsOf(card())).toContain('Sarah')
    await decide(acme, 'mike', card())
    expect(acme.workspace.ephemerals('mike').map(wordsOf).join()).toContain('whoever asks does not decide here')
    await decide(acme, 'sarah', card())
    expect(wordsOf(card())).toContain('Sarah approved these findings')
  })
})

describe('a decision that is taken out of the project again', () => {
  it('is not shown any longer: the same is asked in another round, and can be decided', async () => {
    const { acme, project, card, complete, look } = await researchWaits()
    const first = card()
    await decide(acme, 'sarah', first)
    expect(wordsOf(card())).toContain('Sarah approved these findings')
    acme.clock.set('2026-01-14T18:00:00Z')
    complete(findingsText, '2026-01-14T16:45:00Z')
    await look()
    expect(card().ts).not.toBe(first.ts)
    await decide(acme, 'sarah', card())
    expect(wordsOf(card())).toContain('Sarah approved these findings')
    const subjects = project.git('log', '--format=%s').split('\n')
    expect(subjects.filter((subject) => subject === `chant(${researchId}): approve spec`)).toHaveLength(2)
  })

  it('of which a second round is open is decided on as it stands', async () => {
    const { acme, card, complete, look } = await researchWaits()
    await decide(acme, 'sarah', card(), 'Use the beta data.')
    acme.clock.set('2026-01-15T16:00:00Z')
    const rejected = { status: 'rejected', by: 'Sarah', at: '2026-01-14T17:00:00Z' }
    complete(`${findingsText}\nMore.`, '2026-01-15T15:27:00Z', { approval: rejected })
    await look()
    complete(`${findingsText}\nMore.`, '2026-01-15T15:27:00Z')
    await look()
    await decide(acme, 'sarah', card())
    expect(wordsOf(card())).toContain('Sarah approved these findings')
  })

  it('is not confused with one that was written while an older copy of the project was read', async () => {
    const { acme, project, card } = await researchWaits()
    const open = () => openRepository(project.path, { name: 'acme', environment: process.env })
    const fetched = await readContents(await open(), [researchId])
    const gate = Promise.withResolvers<void>()
    const reader = createChantReader({
      db: acme.database.db,
      clock: acme.clock,
      log: silentLogger,
      defaultZone: 'UTC',
      repositories: [
        {
          name: 'acme',
          async read(cursor, take) {
            await gate.promise
            return readRepository(await open(), cursor, take)
          },
          readReports: async () => [],
          readContents: async () => new Map([...fetched].map(([id, one]) => [id, { ...one, rejection: null }])),
        },
      ],
    })
    const reading = reader.readAll()
    await decide(acme, 'sarah', card())
    gate.resolve()
    await reading
    await acme.settle()
    expect(wordsOf(card())).toContain('Sarah approved these findings')
  })
})
