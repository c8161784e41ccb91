import type { Author, ChantWriter, FilesWritten } from '../../domain/chant-writing.ts'
import type { PersonId } from '../../domain/ids.ts'
import { safeIdentity } from '../../domain/safe-identity.ts'
import type { Settlement } from '../../durable/claim.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Db, transact } from '../../platform/db.ts'
import { type ChantFiles, changeChantFiles, findChantFiles } from '../../storage/approvals/chant-files.ts'
import { getPerson } from '../../storage/people.ts'
import { cardKey } from '../approvals/approval-messages.ts'
import { homesChanged } from '../home/homes-changed.ts'
import { oweMessage, priorities, refreshMessage } from '../owe-message.ts'

export interface WritingOptions {
  db: Db
  clock: Clock
  writer: ChantWriter
  /** Reads that repository again: what was written shows at once. */
  readAgain: (repository: string) => Promise<void>
}

/** So long files wait by themselves for whatever stands in the way, before they wait for a person. */
const patienceMs = 24 * 3_600_000
const firstDelayMs = 30_000
const longestDelayMs = 15 * 60_000
const mostNames = 20

/** What the message that says how it ended is known by, and the one that says it has to wait. */
export const filesKey = (id: number) => `chant-files:${id}`
export const filesWaitKey = (id: number) => `chant-files-wait:${id}`

/**
 * Has ordered files committed and records what came of it; whoever asked is told once, when it ends. What cannot be
 * written for now is tried again after 30 seconds, then after as long as it has waited, at most 15 minutes, for a day.
 * It may run twice for one order: the writer finds what it did.
 */
export async function writeChantFiles(options: WritingOptions, id: number): Promise<Settlement> {
  const { db, clock, writer } = options
  const order = findChantFiles(db, id)
  if (order?.state !== 'telling') return { kind: 'done' }
  const { repository, files, message } = order
  const outcome = await writer.commitFiles({ repository, files, message, author: authorOf(db, order.personId) })
  const now = clock.now()
  const next = transact(db, (tx) => keep(tx, order, outcome, now))
  if (outcome.kind === 'written') await options.readAgain(repository)
  return next
}

const done: Settlement = { kind: 'done' }

function authorOf(db: Db, personId: PersonId | null): Author {
  if (personId === null) return { name: 'okr-cadence', email: 'okr-cadence@localhost' }
  return safeIdentity(getPerson(db, personId)).author
}

function keep(tx: Db, order: ChantFiles, outcome: FilesWritten, now: Date): Settlement {
  const { id } = order
  switch (outcome.kind) {
    case 'written':
      changeChantFiles(tx, id, { state: 'written', problem: null, commit: outcome.commit, writtenAt: now })
      return ended(tx, order, now)
    case 'taken': {
      // Asked about beforehand, so somebody was faster by a moment: nothing of theirs is touched, and nothing is lost.
      const files = order.kind === 'digest' ? withNextName(order.files) : null
      if (files === null) return stuck(tx, order, `There is a file ${outcome.path} already, and I leave it alone.`, now)
      changeChantFiles(tx, id, { files })
      return { kind: 'snooze', until: now }
    }
    case 'refused':
      return stuck(tx, order, outcome.problem, now)
    case 'later': {
      const waitedMs = now.getTime() - order.askedAt.getTime()
      if (waitedMs >= patienceMs) return stuck(tx, order, outcome.problem, now)
      changeChantFiles(tx, id, { problem: outcome.problem })
      const notice = { kind: 'chant-files-wait', id } as const
      if (order.personId !== null) {
        const mark = `${markOf(order)}:waits`
        oweMessage(tx, { key: filesWaitKey(id), mark, notice, to: { person: order.personId } }, now)
        refreshFiles(tx, id, now)
      }
      const delayMs = Math.min(longestDelayMs, Math.max(firstDelayMs, waitedMs))
      return { kind: 'snooze', until: new Date(now.getTime() + delayMs), problem: outcome.problem }
    }
  }
}

function stuck(tx: Db, order: ChantFiles, problem: string, now: Date): Settlement {
  changeChantFiles(tx, order.id, { state: 'stuck', problem })
  return ended(tx, order, now)
}

function ended(tx: Db, order: ChantFiles, now: Date): Settlement {
  const { id, personId, approvalId } = order
  if (personId !== null) {
    const notice = { kind: 'chant-files', id } as const
    const to = { person: personId }
    oweMessage(tx, { key: filesKey(id), mark: markOf(order), notice, to, priority: priorities.answer }, now)
    refreshFiles(tx, id, now)
    homesChanged(tx, [personId], now)
  }
  if (approvalId !== null) refreshMessage(tx, cardKey(approvalId), now)
  return done
}

/** The occasion in words that outlive the row numbers of this database. */
function markOf({ repository, files, title, askedAt }: ChantFiles): string {
  return `chant-files:${repository}/${files[0]?.path ?? title}:${askedAt.toISOString()}`
}

/** Both messages about it show how it stands. */
export function refreshFiles(tx: Db, id: number, now: Date): void {
  refreshMessage(tx, filesKey(id), now)
  refreshMessage(tx, filesWaitKey(id), now)
}

/** `2026-01-12-notes.md` becomes `2026-01-12-notes-2.md`; null when that has gone on for too long. */
function withNextName(files: ChantFiles['files']): ChantFiles['files'] | null {
  const [file] = files
  const [, stem = '', number = '1', ending = ''] = /^(.*?)(?:-(\d{1,2}))?(\.[^./]+)$/.exec(file?.path ?? '') ?? []
  const next = Number(number) + 1
  if (!file || files.length !== 1 || stem === '' || next > mostNames) return null
  return [{ ...file, path: `${stem}-${next}${ending}` }]
}
