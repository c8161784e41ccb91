import { asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { LocalDate } from '../domain/local-time.ts'
import type { Cycle } from '../domain/objectives.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { cycles } from './tables/objectives.ts'

/** The cycle with this row number, which came from our own tables: that it is missing is a bug. */
export function getCycle(db: Db, id: number): Cycle {
  const cycle = byId(db).get({ id })
  if (!cycle) throw new Error(`no cycle ${id}`)
  return cycle
}

export function findCycleByName(db: Db, name: string): Cycle | null {
  return db.select().from(cycles).where(eq(cycles.name, name)).get() ?? null
}

/** Every cycle, latest first. */
export function listCycles(db: Db): Cycle[] {
  return latestFirst(db).all()
}

/** Cycles nobody closed, latest first: also those that have not begun and those past their end. */
export function listOpenCycles(db: Db): Cycle[] {
  return listCycles(db).filter((cycle) => cycle.closedAt === null)
}

/**
 * The cycle people mean on a date when they name none: the open one that holds it (the latest begun, the shortest
 * when two begin together), else the last to have ended, else the next to begin.
 */
export function openCycle(db: Db, on: LocalDate): Cycle | null {
  const open = listOpenCycles(db)
  const begun = open.filter((cycle) => cycle.starts <= on)
  return begun.find((cycle) => on <= cycle.ends) ?? begun[0] ?? open.at(-1) ?? null
}

/** Creates the cycle of this name, or changes its dates. */
export function saveCycle(db: Db, wanted: Pick<Cycle, 'name' | 'starts' | 'ends'>): number {
  return db
    .insert(cycles)
    .values(wanted)
    .onConflictDoUpdate({ target: cycles.name, set: { starts: wanted.starts, ends: wanted.ends } })
    .returning({ id: cycles.id })
    .get().id
}

/** For queries that join: the cycle is not closed. */
export const cycleIsOpen = isNull(cycles.closedAt)

const byId = prepared((db) =>
  db
    .select()
    .from(cycles)
    .where(eq(cycles.id, sql.placeholder('id')))
    .prepare(),
)

const latestFirst = prepared((db) =>
  db.select().from(cycles).orderBy(desc(cycles.starts), asc(cycles.ends), asc(cycles.id)).prepare(),
)
