import Database from 'better-sqlite3'

/** Keeps things by kind and id; everything put is on disk before the app gets its answer. */
export interface Store {
  put(kind: string, id: string, thing: unknown): void
  remove(kind: string, id: string): void
  /** In the order they were first put. */
  all<T>(kind: string): T[]
  close(): void
}

/** One SQLite file, so a workspace that is killed has lost nothing it had answered. Null keeps nothing. */
export function openStore(path: string | undefined): Store {
  if (!path) return { put() {}, remove() {}, all: () => [], close() {} }
  const sqlite = new Database(path)
  sqlite.pragma('journal_mode = WAL')
  // Enough against a killed process; a demo need not survive a power cut.
  sqlite.pragma('synchronous = NORMAL')
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS things (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (kind, id)) STRICT',
  )
  const put = sqlite.prepare(
    'INSERT INTO things (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json',
  )
  const remove = sqlite.prepare('DELETE FROM things WHERE kind = ? AND id = ?')
  const all = sqlite.prepare<[string], { json: string }>('SELECT json FROM things WHERE kind = ? ORDER BY rowid')
  return {
    put: (kind, id, thing) => void put.run(kind, id, JSON.stringify(thing)),
    remove: (kind, id) => void remove.run(kind, id),
    all: <T>(kind: string) => all.all(kind).map((row) => JSON.parse(row.json) as T),
    close: () => void sqlite.close(),
  }
}
