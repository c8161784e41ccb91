import { describe, expect, it } from 'vitest'
import type { Person } from '../../../src/domain/people.ts'
import type { Db } from '../../../src/platform/db.ts'
import { getDelivery } from '../../../src/storage/deliveries.ts'
import { getKeyResult, saveKeyResult } from '../../../src/storage/key-results.ts'
import { ensurePerson, getPerson } from '../../../src/storage/people.ts'
import { answerOffer } from '../../../src/usecases/hand-overs/answer-hand-over.ts'
import { offerHandOver, withdrawHandOver } from '../../../src/usecases/hand-overs/offer-hand-over.ts'
import { importAcme } from '../../support/acme.ts'
import { personId } from '../../support/check-ins.ts'
import { freshDatabase } from '../../support/database.ts'

const monday = new Date('2026-01-12T17:00:00Z')
const tuesday = new Date('2026-01-13T17:00:00Z')
const keyResultId = 'O1-KR1'

function acme(): { db: Db; ana: Person; id: (handle: string) => number } {
  const { db } = freshDatabase()
  importAcme(db, monday)
  return { db, ana: getPerson(db, ensurePerson(db, 'ana@acme.example')), id: (handle) => personId(db, handle) }
}

describe('offering a key result', () => {
  it.each(['mike', 'sarah'])('is for its owner and its lead: %s', (who) => {
    const { db, ana, id } = acme()
    expect(offerHandOver(db, { keyResultId, by: id(who), to: ana, word: null }, monday).kind).toBe('offered')
  })

  it('is for nobody else, also not for whoever would get it', () => {
    const { db, ana } = acme()
    expect(offerHandOver(db, { keyResultId, by: ana.id, to: ana, word: null }, monday).kind).toBe('refused')
  })

  it.each([
    ['of another workspace', { isExternal: true }, 'belongs to another workspace'],
    ['who is a guest', { isGuest: true }, 'is a guest here'],
    ['who has left', { deactivatedAt: monday }, 'account is deactivated'],
  ])('to somebody %s is refused at the field', (_who, change, why) => {
    const { db, ana, id } = acme()
    const to = { ...ana, ...change }
    expect(offerHandOver(db, { keyResultId, by: id('mike'), to, word: null }, monday)).toMatchObject({
      kind: 'invalid',
      errors: { to: expect.stringContaining(why) },
    })
  })

  it('stands alone: a second one waits until the first is answered or taken back', () => {
    const { db, ana, id } = acme()
    const offer = () => offerHandOver(db, { keyResultId, by: id('mike'), to: ana, word: null }, monday).kind
    expect([offer(), offer()]).toEqual(['offered', 'refused'])
    withdrawHandOver(db, { keyResultId, by: id('mike') }, monday)
    expect(offer()).toBe('offered')
  })
})

describe('accepting it', () => {
  it('makes it the successor’s from that instant, and tells the lead who offered it and the old owner', () => {
    const { db, ana, id } = acme()
    offerHandOver(db, { keyResultId, by: id('sarah'), to: ana, word: null }, monday)
    expect(answerOffer(db, { handOverId: 1, by: ana.id, accepts: true }, tuesday, 'UTC').kind).toBe('accepted')
    expect(getKeyResult(db, keyResultId)).toMatchObject({ ownerId: ana.id, ownedSince: tuesday })
    for (const who of ['sarah', 'mike']) expect(getDelivery(db, `hand-over-answer:1:${id(who)}`)).toBeDefined()
  })

  it('changes nothing when somebody else owns it by then', () => {
    const { db, ana, id } = acme()
    offerHandOver(db, { keyResultId, by: id('mike'), to: ana, word: null }, monday)
    saveKeyResult(db, { ...getKeyResult(db, keyResultId), ownerId: id('sarah') }, monday)
    expect(answerOffer(db, { handOverId: 1, by: ana.id, accepts: true }, tuesday, 'UTC')).toMatchObject({
      kind: 'refused',
      why: 'O1-KR1 has another owner by now, so this offer no longer holds. Nothing was changed.',
    })
    expect(getKeyResult(db, keyResultId).ownerId).toBe(id('sarah'))
  })

  it('is for the one it was offered to', () => {
    const { db, ana, id } = acme()
    offerHandOver(db, { keyResultId, by: id('mike'), to: ana, word: null }, monday)
    expect(answerOffer(db, { handOverId: 1, by: id('sarah'), accepts: true }, tuesday, 'UTC').kind).toBe('refused')
    expect(getKeyResult(db, keyResultId).ownerId).toBe(id('mike'))
  })

  it('gives a key result without an owner one', () => {
    const { db, ana, id } = acme()
    saveKeyResult(db, { ...getKeyResult(db, keyResultId), ownerId: null }, monday)
    offerHandOver(db, { keyResultId, by: id('sarah'), to: ana, word: null }, monday)
    answerOffer(db, { handOverId: 1, by: ana.id, accepts: true }, tuesday, 'UTC')
    expect(getKeyResult(db, keyResultId).ownerId).toBe(ana.id)
  })
})
