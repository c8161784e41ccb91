import { sql } from 'drizzle-orm'
import type { SpecId } from '../domain/specs.ts'
import type { Db } from '../platform/db.ts'
import { chantEvents, chantSpecs } from './tables/chant.ts'

/** Every label a spec carries, most used first. */
export function listLabels(db: Db): string[] {
  const rows = db.values<[string]>(sql`
    select label.value from ${chantSpecs} spec, json_each(spec.labels) label
    group by label.value order by count(*) desc, label.value`)
  return rows.map(([label]) => label)
}

/** Specs something happened to whose id is this or ends with it, after a dash or a dot: `002-abc.1`. At most so many. */
export function findSpecIds(db: Db, said: string, most: number): SpecId[] {
  const tail = said.replace(/[\\%_]/g, (mark) => `\\${mark}`)
  const rows = db.values<[string]>(sql`
    select distinct spec_id from ${chantEvents}
    where spec_id = ${said} or spec_id like ${`%-${tail}`} escape '\\' or spec_id like ${`%.${tail}`} escape '\\'
    order by spec_id = ${said} desc, spec_id desc limit ${most}`)
  return rows.map(([id]) => id)
}
