import { describe, expect, it } from 'vitest'
import type { Db } from '../../../src/platform/db.ts'
import { addCheckInVersion } from '../../../src/storage/check-ins.ts'
import { addOpenItem, findOpenItem, listOpenItemsOf } from '../../../src/storage/open-items.ts'
import { ensurePerson } from '../../../src/storage/people.ts'
import { closeOpenItem } from '../../../src/usecases/check-ins/close-open-item.ts'
import { importAcme } from '../../support/acme.ts'
import { personId } from '../../support/check-ins.ts'
import { freshDatabase } from '../../support/database.ts'

const monday = new Date('2026-01-12T17:00:00Z')
const friday = new Date('2026-01-16T17:00:00Z')

/** Ana promised Mike something about his key result. */
function promised(): { db: Db; itemId: number } {
  const { db } = freshDatabase()
  importAcme(db, monday)
  const ana = ensurePerson(db, 'ana@acme.example')
  const mike = personId(db, 'mike')
  const answer = { confidence: 1, evidence: [], note: null, risk: null, nextAction: null, test: null } as const
  addCheckInVersion(db, { keyResultId: 'O1-KR1', week: '2026-W03', answer, by: mike, at: monday, via: 'form' })
  const item = { kind: 'next-action', text: 'Call billing', personId: ana, due: '2026-01-16' } as const
  addOpenItem(db, { ...item, keyResultId: 'O1-KR1', checkInId: 1 }, monday)
  return { db, itemId: 1 }
}

describe('closing what an answer left open', () => {
  it.each(['ana', 'mike', 'sarah'])('is for its person, the owner and the lead: %s', (who) => {
    const { db, itemId } = promised()
    expect(closeOpenItem(db, { itemId, by: personId(db, who), result: 'On the 20th' }, friday)).toMatchObject({
      kind: 'closed',
      item: { closed: { at: friday, by: personId(db, who), how: 'done', result: 'On the 20th' } },
    })
  })

  it('is for nobody else', () => {
    const { db, itemId } = promised()
    const by = ensurePerson(db, 'jonas@acme.example')
    expect(closeOpenItem(db, { itemId, by, result: 'On the 20th' }, friday).kind).toBe('refused')
    expect(findOpenItem(db, itemId)?.closed).toBeNull()
  })

  it('wants to know what came of it', () => {
    const { db, itemId } = promised()
    expect(closeOpenItem(db, { itemId, by: personId(db, 'mike'), result: '  ' }, friday)).toMatchObject({
      kind: 'invalid',
      errors: { result: 'What came of it? One sentence is enough.' },
    })
  })

  it('happens once: a second result changes nothing and is told the first', () => {
    const { db, itemId } = promised()
    closeOpenItem(db, { itemId, by: personId(db, 'ana'), result: 'On the 20th' }, friday)
    expect(closeOpenItem(db, { itemId, by: personId(db, 'mike'), result: 'Never' }, friday)).toEqual({
      kind: 'refused',
      why: 'ana@acme.example has closed this already: On the 20th',
    })
    expect(findOpenItem(db, itemId)?.closed?.result).toBe('On the 20th')
  })

  it('takes it off the list of everybody it waited for', () => {
    const { db, itemId } = promised()
    expect(listOpenItemsOf(db, personId(db, 'ana'))).toHaveLength(1)
    expect(listOpenItemsOf(db, personId(db, 'mike'))).toHaveLength(1)
    expect(listOpenItemsOf(db, personId(db, 'sarah'))).toHaveLength(0)
    closeOpenItem(db, { itemId, by: personId(db, 'ana'), result: 'On the 20th' }, friday)
    expect(listOpenItemsOf(db, personId(db, 'mike'))).toHaveLength(0)
  })
})
