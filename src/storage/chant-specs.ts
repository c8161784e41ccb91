import { and, asc, eq, gt, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm'
import type { SpecFile } from '../domain/chant-reading.ts'
import type { Spec, SpecId } from '../domain/specs.ts'
import type { Db } from '../platform/db.ts'
import { rowsAtOnce } from './chant.ts'
import { chantSpecs } from './tables/chant.ts'

/** All specs of a repository that can be used, archived ones too. */
export function listSpecs(db: Db, repository: string): Spec[] {
  return db
    .select()
    .from(chantSpecs)
    .where(and(eq(chantSpecs.repository, repository), isNotNull(chantSpecs.status)))
    .orderBy(asc(chantSpecs.path))
    .all()
    .map(toSpec)
}

/** The specs that are not archived and can be used. */
export function listActiveSpecs(db: Db, repository: string): Spec[] {
  return db
    .select()
    .from(chantSpecs)
    .where(and(eq(chantSpecs.repository, repository), eq(chantSpecs.isArchived, false), isNotNull(chantSpecs.status)))
    .orderBy(asc(chantSpecs.path))
    .all()
    .map(toSpec)
}

/** The spec with this id; the active one, when another lies in the archive. */
export function findSpec(db: Db, repository: string, id: SpecId): Spec | null {
  const [found] = listSpecsById(db, repository, [id])
  return found ?? null
}

/** The specs with these ids, active ones first. */
export function listSpecsById(db: Db, repository: string, ids: readonly SpecId[]): Spec[] {
  const found: Spec[] = []
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const some = ids.slice(at, at + rowsAtOnce)
    const rows = db
      .select()
      .from(chantSpecs)
      .where(and(eq(chantSpecs.repository, repository), inArray(chantSpecs.specId, some), isNotNull(chantSpecs.status)))
      .orderBy(asc(chantSpecs.isArchived), asc(chantSpecs.path))
      .all()
    found.push(...rows.map(toSpec))
  }
  return found
}

/** Drivers that list their members, archived ones too. */
export function listListingDrivers(db: Db, repository: string): Spec[] {
  return db
    .select()
    .from(chantSpecs)
    .where(and(eq(chantSpecs.repository, repository), isNotNull(chantSpecs.status), ne(chantSpecs.members, [])))
    .all()
    .map(toSpec)
}

/** The specs that depend on one of these, archived ones too. */
export function listDepending(db: Db, repository: string, ids: readonly SpecId[]): Spec[] {
  if (ids.length === 0) return []
  const dependsOnOne = sql`${chantSpecs.dependsOn} <> '[]' and exists (
    select 1 from json_each(${chantSpecs.dependsOn}) where value in (select value from json_each(${JSON.stringify(ids)})))`
  return db
    .select()
    .from(chantSpecs)
    .where(and(eq(chantSpecs.repository, repository), isNotNull(chantSpecs.status), dependsOnOne))
    .orderBy(asc(chantSpecs.path))
    .all()
    .map(toSpec)
}

/** The specs that may be members of a driver: by their ids, and those it lists. */
export function listMembers(db: Db, repository: string, { id, members }: Pick<Spec, 'id' | 'members'>): Spec[] {
  // What follows a dot sorts before `/`.
  const byId = and(gt(chantSpecs.specId, `${id}.`), lt(chantSpecs.specId, `${id}/`))
  const rows = db
    .select()
    .from(chantSpecs)
    .where(
      and(
        eq(chantSpecs.repository, repository),
        isNotNull(chantSpecs.status),
        or(byId, inArray(chantSpecs.specId, [...members])),
      ),
    )
    .orderBy(asc(chantSpecs.path))
    .all()
  return rows.map(toSpec)
}

/** Keeps at most `rowsAtOnce` spec files as they now stand. */
export function saveSpecFiles(db: Db, repository: string, files: readonly SpecFile[], reading: number): void {
  if (files.length === 0) return
  const rows = files.map((file) => toSpecRow(file))
  // One statement for all: a first reading brings ten thousand, and building them row by row takes three times as long.
  db.run(sql`
    insert or replace into chant_specs (
      repository, reading, path, spec_id, is_archived, blob, problem, title, type, status,
      labels, depends_on, members, informed_by, target_files, completed_at,
      approval_status, approval_required, approval_by, approval_at, criteria_checked, criteria_total
    )
    select ${repository}, ${reading}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
      value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15,
      value ->> 16, value ->> 17, value ->> 18, value ->> 19
    from json_each(${JSON.stringify(rows)})`)
}

/** A row as SQLite keeps it, in the order of the statement above. */
function toSpecRow({ id, path, archived, blob, spec, problem }: SpecFile): (string | number | null)[] {
  const list = (items: readonly string[] | undefined) => JSON.stringify(items ?? [])
  return [
    path,
    id,
    archived ? 1 : 0,
    blob,
    problem,
    spec?.title ?? null,
    spec?.type ?? null,
    spec?.status ?? null,
    list(spec?.labels),
    list(spec?.dependsOn),
    list(spec?.members),
    list(spec?.informedBy),
    list(spec?.targetFiles),
    spec?.completedAt?.getTime() ?? null,
    spec?.approval?.status ?? null,
    spec?.approval?.required ? 1 : 0,
    spec?.approval?.by ?? null,
    spec?.approval?.at?.getTime() ?? null,
    spec?.criteria.checked ?? 0,
    spec?.criteria.total ?? 0,
  ]
}

export function removeSpecFiles(db: Db, repository: string, paths: readonly string[]): void {
  for (let at = 0; at < paths.length; at += rowsAtOnce) {
    const some = paths.slice(at, at + rowsAtOnce)
    db.delete(chantSpecs)
      .where(and(eq(chantSpecs.repository, repository), inArray(chantSpecs.path, some)))
      .run()
  }
}

/** Spec files that could not be used, or that chant reads differently, and why. */
export function listSpecProblems(db: Db): { repository: string; path: string; problem: string; isUsed: boolean }[] {
  return db
    .select()
    .from(chantSpecs)
    .where(isNotNull(chantSpecs.problem))
    .orderBy(asc(chantSpecs.repository), asc(chantSpecs.path))
    .all()
    .map(({ repository, path, problem, status }) => ({
      repository,
      path,
      problem: problem ?? '',
      isUsed: status !== null,
    }))
}

type SpecRow = typeof chantSpecs.$inferSelect

function toSpec(row: SpecRow): Spec {
  const { approvalStatus, approvalRequired, approvalBy, approvalAt } = row
  return {
    id: row.specId,
    title: row.title,
    type: row.type ?? 'code',
    status: row.status ?? 'pending',
    labels: row.labels,
    dependsOn: row.dependsOn,
    members: row.members,
    informedBy: row.informedBy,
    targetFiles: row.targetFiles,
    completedAt: row.completedAt,
    approval: approvalStatus && { required: approvalRequired, status: approvalStatus, by: approvalBy, at: approvalAt },
    criteria: { checked: row.criteriaChecked, total: row.criteriaTotal },
    archived: row.isArchived,
    warning: row.problem,
  }
}
