import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import type { SpecEvent, SpecView } from '../domain/activity.ts'
import type { SpecId } from '../domain/specs.ts'
import type { Db } from '../platform/db.ts'
import { rowsAtOnce } from './chant.ts'
import { chantEvents } from './tables/chant.ts'

export interface EventFilter {
  /** What became known after `after`, up to and with `until`. */
  known?: { after: Date; until: Date }
  /** What happened from `since` up to (not at) `until`. */
  happened?: { since: Date | null; until: Date | null }
  repository?: string
  specId?: SpecId
}

/** Events whose commit is still there, by repository, in the order of commits. */
export function listEvents(db: Db, { known, happened, repository, specId }: EventFilter): Map<string, SpecEvent[]> {
  const rows = db
    .select()
    .from(chantEvents)
    .where(
      and(
        isNull(chantEvents.goneAt),
        known && and(gt(chantEvents.knownAt, known.after), lte(chantEvents.knownAt, known.until)),
        happened?.since ? gte(chantEvents.at, happened.since) : undefined,
        happened?.until ? lt(chantEvents.at, happened.until) : undefined,
        repository === undefined ? undefined : eq(chantEvents.repository, repository),
        specId === undefined ? undefined : eq(chantEvents.specId, specId),
      ),
    )
    .orderBy(asc(chantEvents.repository), asc(chantEvents.at), asc(chantEvents.id))
    .all()
  const byRepository = new Map<string, SpecEvent[]>()
  for (const { repository: name, commit, specId: id, event, at, by, reason, note, spec } of rows) {
    const events = byRepository.get(name) ?? []
    events.push({ specId: id, event, at, by, reason, note, commit: commit === '' ? null : commit, spec })
    byRepository.set(name, events)
  }
  return byRepository
}

/** How specs stood when a commit last touched their file: for those that were deleted since. */
export function lastSeenSpecs(db: Db, repository: string, ids: readonly SpecId[]): Map<SpecId, SpecView> {
  const rows = db
    .select({ specId: chantEvents.specId, spec: chantEvents.spec })
    .from(chantEvents)
    .where(
      and(eq(chantEvents.repository, repository), inArray(chantEvents.specId, [...ids]), isNotNull(chantEvents.spec)),
    )
    .orderBy(asc(chantEvents.id))
    .all()
  return new Map(rows.flatMap(({ specId, spec }) => (spec ? [[specId, spec]] : [])))
}

/**
 * Keeps at most `rowsAtOnce` events. One that is kept already stays as it was first known; the same thing in another
 * commit (a rebase keeps the author's date) is no news either. What a commit says takes the place of what was seen of
 * it before in the folder. While catching up, what is read was there before we looked: it is known since it happened.
 */
export function saveEvents(
  db: Db,
  repository: string,
  events: readonly SpecEvent[],
  { reading, isCatchingUp, now }: { reading: number; isCatchingUp: boolean; now: Date },
): void {
  if (events.length === 0) return
  const seen = reading > 1 ? takeBackSeen(db, repository, events) : new Map<SpecEvent, Date>()
  const rows = events.map((event) => {
    const { commit, specId, event: kind, at, by, reason, note, spec } = event
    const since = seen.get(event) ?? (isCatchingUp && at < now ? at : now)
    const view = spec && JSON.stringify({ title: spec.title, type: spec.type, labels: spec.labels })
    return [commit ?? '', specId, kind, at.getTime(), by, reason, note, view, since.getTime()]
  })
  // One statement for all: a first reading brings tens of thousands, and building them row by row takes three times as long.
  db.run(sql`
    insert into chant_events (
      repository, commit_id, spec_id, event, at, by_whom, reason, note, spec, known_at, reading
    )
    select ${repository}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
      coalesce((
        select min(known_at) from chant_events as twin
        where twin.repository = ${repository} and twin.spec_id = value ->> 1 and twin.event = value ->> 2
          and twin.at = value ->> 3
      ), value ->> 8), ${reading}
    from json_each(${JSON.stringify(rows)}) where true
    on conflict (repository, spec_id, event, at, commit_id) do update set gone_at = null, reading = excluded.reading`)
}

const aDay = 86_400_000

/** Removes what was seen in the folder and now stands in a commit; returns since when it was known. */
function takeBackSeen(db: Db, repository: string, events: readonly SpecEvent[]): Map<SpecEvent, Date> {
  const committed = events.filter(({ commit }) => commit !== null)
  const ids = [...new Set(committed.map(({ specId }) => specId))]
  const seen = db
    .select()
    .from(chantEvents)
    .where(and(eq(chantEvents.repository, repository), inArray(chantEvents.specId, ids), eq(chantEvents.commit, '')))
    .all()
  const known = new Map<SpecEvent, Date>()
  for (const row of seen) {
    const event = committed.find(
      ({ specId, event: kind, at }) =>
        specId === row.specId && kind === row.event && Math.abs(at.getTime() - row.at.getTime()) < aDay,
    )
    if (!event) continue
    known.set(event, row.knownAt)
    db.delete(chantEvents).where(eq(chantEvents.id, row.id)).run()
  }
  return known
}

/** Marks what these commits said as gone; it stays, so that it is no news when it comes back. */
export function loseCommits(db: Db, repository: string, commits: readonly string[], now: Date): void {
  for (let at = 0; at < commits.length; at += rowsAtOnce) {
    const some = commits.slice(at, at + rowsAtOnce)
    db.update(chantEvents)
      .set({ goneAt: now })
      .where(and(eq(chantEvents.repository, repository), inArray(chantEvents.commit, some), isNull(chantEvents.goneAt)))
      .run()
  }
}
