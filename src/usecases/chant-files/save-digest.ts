import { contextFolder, digestText, slugOf, whyNotPath } from '../../domain/digests.ts'
import type { PersonId } from '../../domain/ids.ts'
import { isLocalDate, localDateAt } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { plainLine, plainText } from '../../domain/plain-text.ts'
import { type Suspicion, suspicionsIn } from '../../domain/secrets.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { transact } from '../../platform/db.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { getPerson } from '../../storage/people.ts'
import { draftAbout } from '../check-ins/keep-typed.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { type DigestSource, forgetSource, keptSource } from './digest-source.ts'
import { orderFiles } from './order-files.ts'
import { standingAmong } from './projects.ts'
import type { FilesOptions } from './request-research.ts'
import type { DigestDoubts, DigestTyped } from './show-digest-form.ts'
import { whyNotWrite } from './why-not-write.ts'

export interface DigestRequest {
  key: string
  repository: string
  by: PersonId
  typed: DigestTyped
  answered: DigestAnswers
  inboxKey: string
}

/** What was answered to the doubts of the form before; all null when it is sent for the first time. */
export interface DigestAnswers {
  /** What stands at this path gives way. */
  replace: string | null
  /** Instead of this path, the next name that is free. */
  rename: string | null
  /** It is saved although it looks like this (see `suspicionKey`). */
  confirmed: string | null
}

export type DigestOutcome =
  | { kind: 'saving'; path: string }
  | { kind: 'doubtful'; doubts: DigestDoubts }
  | Invalid
  | Refused

/**
 * Has a message committed as a digest, in somebody's name. Before it replaces a file, or keeps what looks like a secret
 * in git for ever, whoever asks has to say so; what they said counts for exactly what they were shown.
 */
export async function saveDigest(options: FilesOptions, request: DigestRequest): Promise<DigestOutcome> {
  const { db, clock, defaultZone, projects } = options
  const { key, repository, by, typed, answered, inboxKey } = request
  const why = whyNotWrite(db, by)
  if (why !== null) return refused(why)
  if (!projects.names.includes(repository)) return refused(`${repository} is no project I write to any more.`)
  const source = keptSource(db, by, key)
  if (!source)
    return refused('It is saved already, or too long ago. Choose “Save as chant digest” in the message’s menu again.')
  const checked = digestWanted(typed, source)
  if ('errors' in checked) return { kind: 'invalid', errors: checked.errors }
  const { title, text, date } = checked
  const wanted = checked.path
  const path = answered.rename === wanted ? await freePath(options, repository, wanted) : wanted

  const now = clock.now()
  const saver = getPerson(db, by)
  const savedOn = localDateAt(now, zoneOf(saver, defaultZone))
  const whole = digestText({ ...source, title, text, date, savedBy: saver.name, savedOn })
  const suspicions = suspicionsIn(whole)
  const standing = await standingAmong(projects, repository, [path])
  const isTaken = standing.has(path) && answered.replace !== path
  const isDoubted = suspicions.length > 0 && answered.confirmed !== suspicionKey(suspicions)
  if (isTaken || isDoubted) {
    const taken = isTaken ? { path, free: await freePath(options, repository, path) } : null
    return { kind: 'doubtful', doubts: { taken, suspicions } }
  }
  return transact(db, (tx) => {
    const ifThere = answered.replace === path ? 'replace' : 'keep'
    const message = `Add digest ${path.slice(contextFolder.length + 1)}\n\n${title}\n${plainLine(source.source)}`
    const files = [{ path, text: whole, ifThere } as const]
    const order = { repository, kind: 'digest', title, message, personId: by, approvalId: null, specId: null } as const
    orderFiles(tx, { ...order, files: [...files], askedAt: now }, now)
    forgetSource(tx, by, key)
    deleteDraft(tx, by, draftAbout('digest', key))
    finishReceived(tx, inboxKey, now)
    return { kind: 'saving', path } as const
  })
}

/** What a confirmation is about: other findings are confirmed anew. */
export function suspicionKey(suspicions: readonly Suspicion[]): string {
  return suspicions
    .map(({ line, what }) => `${line}:${what}`)
    .join(';')
    .slice(0, 500)
}

function digestWanted(
  typed: DigestTyped,
  source: DigestSource,
): { path: string; title: string; text: string; date: string } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const title = plainLine(typed.title)
  if (title === '') errors['title'] = 'Write what it is about.'
  const text = plainText(typed.text ?? source.text)
  if (text === '') errors['text'] = 'There is nothing to save.'
  if (!isLocalDate(typed.date)) errors['date'] = 'Choose the day the data is from.'

  const folder = typed.newFolder.trim() === '' ? typed.folder : folderTyped(typed.newFolder)
  if (folder === '') errors['folder'] = 'Choose a folder, or name a new one.'
  else if (/(^|\/)\./.test(folder)) errors['new-folder'] = 'Begin the name with a letter or a digit.'
  else if (whyNotPath(folder) !== null) errors['new-folder'] = `“${folder.slice(0, 60)}” ${whyNotPath(folder)}.`
  const name = nameTyped(typed.name)
  const path = `${contextFolder}/${folder}/${name}`
  if (name.startsWith('.')) errors['name'] = 'Begin the name with a letter or a digit.'
  else if (name.includes('/')) errors['name'] = 'A name only: the folder is chosen above.'
  else if (whyNotPath(path) !== null && folder !== '' && !errors['new-folder']) {
    errors['name'] = `“${name.slice(0, 60)}” ${whyNotPath(name) ?? whyNotPath(path)}.`
  }
  return Object.keys(errors).length > 0 ? { errors } : { path, title, text, date: typed.date }
}

/** `.chant/context/Kpi Churn/` is `kpi-churn`; what leads out stays as it is, to be refused. */
function folderTyped(said: string): string {
  const below = said.trim().replace(/^(\.\/)?\.chant\/context\//, '')
  if (whyNotPath(below.replace(/\/+$/, '')) === null) return below.replace(/\/+$/, '')
  if (/\.\.|^\/|\\/.test(below)) return below
  return below
    .split('/')
    .map((part) => slugOf(part, ''))
    .filter(Boolean)
    .join('/')
}

function nameTyped(said: string): string {
  const name = said.trim().replace(/\s+/g, '-')
  return /\.(md|markdown)$/i.test(name) || name === '' ? name : `${name}.md`
}

/** `notes-2.md`, the first where nothing stands. */
async function freePath({ projects }: FilesOptions, repository: string, path: string): Promise<string> {
  const stem = path.replace(/(-\d{1,2})?\.md$/i, '')
  const names = Array.from({ length: 30 }, (_, at) => `${stem}-${at + 2}.md`)
  const standing = await standingAmong(projects, repository, names)
  return names.find((name) => !standing.has(name)) ?? `${stem}-${names.length + 2}.md`
}
