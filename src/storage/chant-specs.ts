import { and, asc, eq, inArray, isNotNull, ne } from 'drizzle-orm'
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

/** Keeps at most `rowsAtOnce` spec files as they now stand. */
export function saveSpecFiles(db: Db, repository: string, files: readonly SpecFile[], reading: number): void {
  if (files.length === 0) return
  const paths = files.map(({ path }) => path)
  removeSpecFiles(db, repository, paths)
  // A path that is told twice is kept as it was told last.
  const rows = new Map(files.map((file) => [file.path, toSpecRow(repository, file, reading)]))
  db.insert(chantSpecs)
    .values([...rows.values()])
    .run()
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

function toSpecRow(
  repository: string,
  { id, path, archived, blob, spec, problem }: SpecFile,
  reading: number,
): SpecRow {
  return {
    repository,
    path,
    specId: id,
    isArchived: archived,
    blob,
    problem,
    title: spec?.title ?? null,
    type: spec?.type ?? null,
    status: spec?.status ?? null,
    labels: [...(spec?.labels ?? [])],
    dependsOn: [...(spec?.dependsOn ?? [])],
    members: [...(spec?.members ?? [])],
    informedBy: [...(spec?.informedBy ?? [])],
    targetFiles: [...(spec?.targetFiles ?? [])],
    completedAt: spec?.completedAt ?? null,
    approvalStatus: spec?.approval?.status ?? null,
    approvalRequired: spec?.approval?.required ?? false,
    approvalBy: spec?.approval?.by ?? null,
    approvalAt: spec?.approval?.at ?? null,
    criteriaChecked: spec?.criteria.checked ?? 0,
    criteriaTotal: spec?.criteria.total ?? 0,
    reading,
  }
}

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
