import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { KeyResultId, PersonId } from '../domain/ids.ts'
import type { Closed, NamedItem, OpenItem } from '../domain/open-items.ts'
import type { Db } from '../platform/db.ts'
import { cycleIsOpen } from './cycles.ts'
import { openItems } from './tables/check-ins.ts'
import { cycles, keyResults, objectives } from './tables/objectives.ts'

type Row = typeof openItems.$inferSelect

export function findOpenItem(db: Db, id: number): OpenItem | null {
  const row = db.select().from(openItems).where(eq(openItems.id, id)).get()
  return row ? toOpenItem(row) : null
}

/** What is open for these key results, oldest first. */
export function listOpenItems(db: Db, keyResultIds: readonly KeyResultId[]): OpenItem[] {
  return db
    .select()
    .from(openItems)
    .where(and(inArray(openItems.keyResultId, [...keyResultIds]), isNull(openItems.closedAt)))
    .orderBy(asc(openItems.openedAt), asc(openItems.id))
    .all()
    .map(toOpenItem)
}

/** What waits for somebody: it is theirs, or of a key result they own; in cycles nobody closed, oldest first. */
export function listOpenItemsOf(db: Db, personId: PersonId): OpenItem[] {
  return db
    .select({ row: openItems })
    .from(openItems)
    .innerJoin(keyResults, eq(keyResults.id, openItems.keyResultId))
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .innerJoin(cycles, eq(cycles.id, objectives.cycleId))
    .where(
      and(
        isNull(openItems.closedAt),
        cycleIsOpen,
        or(eq(openItems.personId, personId), eq(keyResults.ownerId, personId)),
      ),
    )
    .orderBy(asc(openItems.openedAt), asc(openItems.id))
    .all()
    .map(({ row }) => toOpenItem(row))
}

/** Everything an answer ever opened for a key result, closed or not, oldest first. */
export function listItemsEverOpened(db: Db, keyResultId: KeyResultId): OpenItem[] {
  const rows = db.select().from(openItems).where(eq(openItems.keyResultId, keyResultId))
  return rows.orderBy(asc(openItems.openedAt), asc(openItems.id)).all().map(toOpenItem)
}

export function addOpenItem(
  tx: Db,
  item: NamedItem & { keyResultId: KeyResultId; checkInId: number },
  now: Date,
): void {
  tx.insert(openItems)
    .values({ ...item, openedAt: now })
    .run()
}

export function changeOpenItem(tx: Db, id: number, change: Partial<Pick<OpenItem, 'personId' | 'due'>>): void {
  tx.update(openItems).set(change).where(eq(openItems.id, id)).run()
}

/** Closes it; one that is closed already stays as it is. */
export function closeItem(tx: Db, id: number, { at, by, how, result }: Closed): void {
  tx.update(openItems)
    .set({ closedAt: at, closedBy: by, closedHow: how, result })
    .where(and(eq(openItems.id, id), isNull(openItems.closedAt)))
    .run()
}

function toOpenItem({ closedAt, closedBy, closedHow, result, ...row }: Row): OpenItem {
  return { ...row, closed: toClosed({ closedAt, closedBy, closedHow, result }) }
}

function toClosed({ closedAt, closedBy, closedHow, result }: Partial<Row>): Closed | null {
  if (!closedAt || !closedBy) return null
  return closedHow === 'done' && typeof result === 'string'
    ? { at: closedAt, by: closedBy, how: 'done', result }
    : { at: closedAt, by: closedBy, how: 'withdrawn', result: null }
}

/** What was open for these key results at an instant, oldest first; what was withdrawn since was never anything. */
export function listItemsOpenAt(db: Db, keyResultIds: readonly KeyResultId[], at: Date): OpenItem[] {
  return db
    .select()
    .from(openItems)
    .where(
      and(
        inArray(openItems.keyResultId, [...keyResultIds]),
        lte(openItems.openedAt, at),
        or(isNull(openItems.closedAt), and(gt(openItems.closedAt, at), eq(openItems.closedHow, 'done'))),
      ),
    )
    .orderBy(asc(openItems.openedAt), asc(openItems.id))
    .all()
    .map(toOpenItem)
}
