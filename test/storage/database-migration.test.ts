import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../../src/storage/open.ts'
import { knownMigrations, type Migration } from '../../src/storage/schema-version.ts'
import { freshDatabase } from '../support/database.ts'

const monday = new Date('2026-01-12T09:00:00Z')

describe('the migrations', () => {
  test('lead to the tables that the code describes', async () => {
    const described = openDatabase(':memory:')
    onTestFinished(() => described.close())
    const empty = await generateSQLiteDrizzleJson({})
    const today = await generateSQLiteDrizzleJson(await allTables(), undefined, 'snake_case')
    for (const statement of await generateSQLiteMigration(empty, today)) described.sqlite.exec(statement)
    const migrated = schemaOf(freshDatabase().sqlite)
    expect(migrated).toHaveProperty('jobs')
    expect(migrated).toEqual(schemaOf(described.sqlite))
  })

  test('make every table STRICT', () => {
    const { sqlite } = freshDatabase()
    const lax = sqlite
      .prepare(`select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0`)
      .pluck()
      .all()
    expect(lax.filter((name) => !String(name).startsWith('sqlite_'))).toEqual(['__drizzle_migrations'])
  })

  test('are in the order of their instants: Drizzle passes over one that is older than the last', () => {
    const instants = knownMigrations().map(({ when }) => when)
    expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b))
    const { entries } = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8')) as { entries: { tag: string }[] }
    expect(readdirSync('drizzle').filter((name) => name.endsWith('.sql'))).toEqual(
      entries.map(({ tag }) => `${tag}.sql`),
    )
  })

  test('are applied once', () => {
    const database = openDatabase(':memory:')
    onTestFinished(() => database.close())
    expect(migrateDatabase(database).applied).toEqual(knownMigrations().map(({ tag }) => tag))
    expect(migrateDatabase(database).applied).toEqual([])
  })
})

describe('migrating', () => {
  test('keeps the children of a table that is rebuilt, although they would be deleted with it', () => {
    const database = libraryOf(':memory:')
    migrateDatabase(database, { migrations: [...library, rebuildShelves] })
    expect(database.sqlite.prepare('select * from books').all()).toEqual([{ id: 1, shelf_id: 1 }])
    expect(database.sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  test('that would leave a reference to nothing changes nothing', () => {
    const database = libraryOf(':memory:')
    const migrations = [
      ...library,
      migration('0001_burn', ['delete from shelves', 'create table ashes (id integer) strict']),
    ]
    expect(() => migrateDatabase(database, { migrations })).toThrow('would leave 1 broken references')
    expect(database.sqlite.prepare('select count(*) from shelves').pluck().get()).toBe(1)
    expect(database.sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  test('that fails at any statement changes nothing, and can be repeated', () => {
    for (let at = 0; at < rebuildShelves.statements.length; at++) {
      const database = libraryOf(':memory:')
      const before = schemaOf(database.sqlite)
      const statements = rebuildShelves.statements.with(at, 'select no_such_function()')
      expect(() => migrateDatabase(database, { migrations: [...library, { ...rebuildShelves, statements }] })).toThrow(
        'no_such_function',
      )
      expect(schemaOf(database.sqlite)).toEqual(before)
      expect(migrateDatabase(database, { migrations: [...library, rebuildShelves] }).applied).toEqual(['0001_rebuild'])
    }
  })

  test('copies a file that has data first, and keeps the last three of these copies', () => {
    const folder = mkdtempSync(join(tmpdir(), 'okr-migration-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'okr.sqlite')
    const database = libraryOf(path)
    const names = ['0001_a', '0002_b', '0003_c', '0004_d']
    const steps = names.map((tag) => migration(tag, [`create table t${tag} (id integer) strict`]))
    const backups = steps.map((_, i) => {
      return migrateDatabase(database, { now: monday, migrations: [...library, ...steps.slice(0, i + 1)] }).backup
    })
    expect(backups).toEqual(names.map((tag) => join(folder, `okr.before-${tag}.sqlite`)))
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual(
      names.slice(1).map((tag) => `okr.before-${tag}.sqlite`),
    )
    expect(statSync(backups[3] as string).mode & 0o777).toBe(0o600)
    const kept = openDatabaseFile(backups[3] as string)
    expect(kept.prepare(`select count(*) from sqlite_schema where name = 't0003_c'`).pluck().get()).toBe(1)
    expect(kept.prepare(`select count(*) from sqlite_schema where name = 't0004_d'`).pluck().get()).toBe(0)
    expect(kept.prepare('select count(*) from books').pluck().get()).toBe(1)
  })

  test('a new file needs no copy', () => {
    const folder = mkdtempSync(join(tmpdir(), 'okr-migration-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const database = openDatabase(join(folder, 'okr.sqlite'))
    onTestFinished(() => database.close())
    expect(migrateDatabase(database).backup).toBeNull()
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([])
  })
})

function migration(tag: string, statements: string[]): Migration {
  return { tag, when: Number(tag.slice(0, 4)), hash: tag, statements }
}

const library: Migration[] = [
  migration('0000_library', [
    'create table shelves (id integer primary key) strict',
    'create table books (id integer primary key, shelf_id integer not null references shelves(id) on delete cascade) strict',
  ]),
]

/** As drizzle-kit writes it when a CHECK changes. */
const rebuildShelves = migration('0001_rebuild', [
  'PRAGMA foreign_keys=OFF',
  'create table __new_shelves (id integer primary key, constraint positive check (id > 0)) strict',
  'insert into __new_shelves select id from shelves',
  'drop table shelves',
  'alter table __new_shelves rename to shelves',
  'PRAGMA foreign_keys=ON',
])

function libraryOf(path: string): OpenDatabase {
  const database = openDatabase(path)
  onTestFinished(() => database.close())
  migrateDatabase(database, { migrations: library })
  database.sqlite.exec('insert into shelves values (1); insert into books values (1, 1)')
  return database
}

function openDatabaseFile(path: string): Database.Database {
  const sqlite = new Database(path)
  onTestFinished(() => void sqlite.close())
  return sqlite
}

async function allTables(): Promise<Record<string, unknown>> {
  const folder = 'src/storage/tables'
  const files = [...readdirSync(folder).map((name) => `${folder}/${name}`), 'src/durable/tables.ts']
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(file).href) as Promise<Record<string, unknown>>),
  )
  return Object.assign({}, ...modules)
}

/** What the schema says, whatever order columns were added in and however a statement is laid out. */
function schemaOf(sqlite: Database.Database): Record<string, string[]> {
  const rows = sqlite
    .prepare(`select name, sql from sqlite_schema where sql is not null and name not like '%drizzle%' order by name`)
    .all() as { name: string; sql: string }[]
  return Object.fromEntries(rows.map(({ name, sql }) => [name, [...partsOf(sql), ...referencesOf(sqlite, name)]]))
}

// An added column carries its reference itself, a created one has it at the end of the table.
function referencesOf(sqlite: Database.Database, table: string): string[] {
  const references = sqlite
    .prepare('select "from", "table", "to", on_update, on_delete from pragma_foreign_key_list(?)')
    .raw()
    .all(table) as string[][]
  return references.map((reference) => reference.join(' ')).sort()
}

function partsOf(sql: string): string[] {
  const from = sql.indexOf('(') + 1
  const parts = ['']
  let depth = 0
  for (const char of sql.slice(from, sql.lastIndexOf(')'))) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0
    if (char === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  const head = sql.slice(0, from).replaceAll(/[`"]/g, '')
  return [head, ...parts]
    .map((part) =>
      part
        .replaceAll('`', '"')
        .replaceAll(/\s+/g, ' ')
        .replace(/ REFERENCES .*/, '')
        .trim(),
    )
    .filter((part) => !part.startsWith('FOREIGN KEY'))
    .sort()
}
