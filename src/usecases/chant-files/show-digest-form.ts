import { type ContextFile, folderBelowContext, whyNotPath } from '../../domain/digests.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Suspicion } from '../../domain/secrets.ts'
import type { Db } from '../../platform/db.ts'
import type { Draft } from '../../storage/drafts.ts'
import { listKpis } from '../../storage/kpis.ts'
import { typedBefore } from '../check-ins/keep-typed.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { fileNameFor, keptSource } from './digest-source.ts'
import { type ChantProjects, contextOf, noProject } from './projects.ts'
import { whyNotWrite } from './why-not-write.ts'

/** A digest as it was typed into its form. */
export interface DigestTyped {
  title: string
  /** Below `.chant/context`, chosen; empty: the one that is typed. */
  folder: string
  newFolder: string
  name: string
  date: string
  /** Null: too long for a field, and kept as it was. */
  text: string | null
}

/** What has to be chosen or confirmed before it is saved. */
export interface DigestDoubts {
  /** Something stands there; `free` is a name where nothing does. */
  taken: { path: string; free: string } | null
  suspicions: readonly Suspicion[]
}

export interface DigestForm {
  /** Names the message. */
  key: string
  repository: string
  repositories: readonly string[]
  folders: readonly { folder: string; name: string }[]
  typed: DigestTyped
  /** What is kept whole because it is too long for a field. */
  kept: { excerpt: string; characters: number; lines: number } | null
  source: string
  leftOut: readonly string[]
  /** Why the project's folders cannot be offered; null when they are. */
  problem: string | null
  doubts: DigestDoubts
  restoredFrom: Date | null
}

/** Longer texts do not fit Slack's field. */
export const longestField = 3000
const excerptCharacters = 1200
const noDoubts: DigestDoubts = { taken: null, suspicions: [] }

/** The form that saves a message as a digest; `typed` and `doubts` when it comes back with something to choose. */
export async function showDigestForm(
  { db, projects }: { db: Db; projects: ChantProjects },
  asked: { by: PersonId; key: string; repository?: string; typed?: DigestTyped; doubts?: DigestDoubts },
  now: Date,
): Promise<{ kind: 'form'; form: DigestForm } | Refused> {
  const { by, key, doubts = noDoubts } = asked
  const why = whyNotWrite(db, by)
  if (why !== null) return refused(why)
  const repository = asked.repository ?? projects.names[0]
  if (repository === undefined) return refused(noProject)
  const source = keptSource(db, by, key)
  if (!source)
    return refused('It is saved already, or too long ago. Choose “Save as chant digest” in the message’s menu again.')
  if (source.text === '') return refused(['There is nothing to save in that message.', ...source.leftOut].join(' '))
  const draft = asked.typed ? null : typedBefore(db, { by, form: 'digest', about: key }, now)
  const { files, problem } = await contextOf(projects, repository)
  const isLong = source.text.length > longestField
  const typed = asked.typed ??
    (draft && typedIn(draft)) ?? {
      title: source.title,
      folder: '',
      newFolder: '',
      name: fileNameFor(source.date, source.title),
      date: source.date,
      text: source.text,
    }
  const form: DigestForm = {
    key,
    repository,
    repositories: projects.names,
    folders: foldersFor(db, files),
    typed: { ...typed, text: isLong ? null : (typed.text ?? source.text) },
    kept: isLong ? excerptOf(source.text) : null,
    source: source.source,
    leftOut: source.leftOut,
    problem,
    doubts,
    restoredFrom: draft?.savedAt ?? null,
  }
  return { kind: 'form', form }
}

function typedIn({ fields }: Draft): DigestTyped {
  const text = (name: string) => fields[name] ?? ''
  return {
    title: text('title'),
    folder: text('folder'),
    newFolder: text('new-folder'),
    name: text('name'),
    date: text('date'),
    text: fields['text'] ?? null,
  }
}

/** Folders in use, the last changed first, and one for each KPI that has none yet. */
function foldersFor(db: Db, files: readonly ContextFile[]): DigestForm['folders'] {
  const kpis = listKpis(db).filter(({ isImplicit, id }) => !isImplicit && whyNotPath(id) === null)
  const inUse = [...new Set(files.map(({ path }) => folderBelowContext(path)))]
  const usable = inUse.filter((folder) => folder !== '' && whyNotPath(folder) === null)
  const named = (folder: string) => kpis.find(({ id }) => id === folder)?.name
  return [
    ...usable.map((folder) => ({ folder, name: named(folder) ? `${folder} (${named(folder)})` : folder })),
    ...kpis
      .filter(({ id }) => !usable.includes(id))
      .map(({ id, name }) => ({ folder: id, name: `${id} (${name}, new)` })),
  ]
}

function excerptOf(text: string): NonNullable<DigestForm['kept']> {
  return { excerpt: text.slice(0, excerptCharacters), characters: text.length, lines: text.split('\n').length }
}
