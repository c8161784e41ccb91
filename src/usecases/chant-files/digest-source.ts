import { csvAsMarkdown } from '../../domain/csv-table.ts'
import { fenced, slugOf } from '../../domain/digests.ts'
import type { PersonId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, localTimeAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { plainLine, plainText } from '../../domain/plain-text.ts'
import type { Db } from '../../platform/db.ts'
import { deleteDraft, findDraft, saveDraft } from '../../storage/drafts.ts'
import { findPersonBySlackId, getPerson } from '../../storage/people.ts'
import { linkTo } from '../link-to-message.ts'

/** What a message and its files say, and where it is from. */
export interface DigestSource {
  title: string
  /** Markdown, whole. */
  text: string
  /** The day it was written, where whoever saves it is. */
  date: LocalDate
  /** `Mike in #retention on 2026-01-12 at 09:12 (America/New_York)`. */
  source: string
  link: string | null
  /** The files it holds, separated by commas; null: none. */
  fileName: string | null
  /** What could not be taken along, a sentence each. */
  leftOut: readonly string[]
}

export interface SharedMessage {
  channelId: string
  channelName: string | null
  ts: string
  /** Null: an app. */
  authorSlackId: string | null
  appName: string | null
  /** Markdown. */
  text: string
  files: readonly ({ name: string; text: string } | { name: string; problem: string })[]
}

/** A message as somebody would keep it: its words, then each file that is text. */
export function digestSource(db: Db, message: SharedMessage, by: PersonId, defaultZone: Zone): DigestSource {
  const { channelId, ts, files } = message
  const read = files.filter((file) => 'text' in file)
  const words = plainText(message.text)
  const texts = read.map(({ name, text }) =>
    read.length > 1 || words !== '' ? `## ${plainLine(name)}\n\n${asMarkdown(name, text)}` : asMarkdown(name, text),
  )
  const text = [words, ...texts].filter(Boolean).join('\n\n')
  const zone = zoneOf(getPerson(db, by), defaultZone)
  const at = new Date(Number(ts) * 1000)
  const date = localDateAt(at, zone)
  const who = message.authorSlackId === null ? (message.appName ?? 'an app') : nameOf(db, message.authorSlackId)
  return {
    title: titleOf(words, read[0]),
    text,
    date,
    source: plainLine(`${who} in ${placeOf(message)} on ${date} at ${localTimeAt(at, zone)} (${zone})`),
    link: linkTo(db, { channelId, ts }),
    fileName: read.length === 0 ? null : read.map(({ name }) => plainLine(name)).join(', '),
    leftOut: files.flatMap((file) => ('problem' in file ? [`${plainLine(file.name)} ${file.problem}.`] : [])),
  }
}

/** Keeps it until it is saved: Slack's fields and forms are too small for it. */
export function keepSource(db: Db, by: PersonId, key: string, source: DigestSource, now: Date): void {
  const { leftOut, ...fields } = source
  saveDraft(db, by, sourceAbout(key), { fields: { ...fields, leftOut: leftOut.join('\n') || null }, savedAt: now })
}

/** What was kept of a message; null when it was saved since, or is gone. */
export function keptSource(db: Db, by: PersonId, key: string): DigestSource | null {
  const fields = findDraft(db, by, sourceAbout(key))?.fields
  if (!fields) return null
  const text = (name: string) => fields[name] ?? ''
  return {
    title: text('title'),
    text: text('text'),
    date: text('date'),
    source: text('source'),
    link: fields['link'] ?? null,
    fileName: fields['fileName'] ?? null,
    leftOut: text('leftOut').split('\n').filter(Boolean),
  }
}

export function forgetSource(tx: Db, by: PersonId, key: string): void {
  deleteDraft(tx, by, sourceAbout(key))
}

/** `2026-01-12-what-churned-customers-wrote.md`. */
export function fileNameFor(date: LocalDate, title: string): string {
  return `${date}-${slugOf(title, 'notes', 50)}.md`
}

function sourceAbout(key: string): string {
  return `digest-source:${key}`
}

function asMarkdown(name: string, text: string): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  if (ending === 'csv') return csvAsMarkdown(text, ',')
  if (ending === 'tsv') return csvAsMarkdown(text, '\t')
  if (ending === 'json' || ending === 'log') return fenced(plainText(text), ending === 'json' ? 'json' : '')
  return plainText(text)
}

function titleOf(words: string, file: { name: string; text: string } | undefined): string {
  const heading = file && words === '' ? (/^# +(.+)$/m.exec(plainText(file.text))?.[1] ?? stemOf(file.name)) : words
  const [line = ''] = heading.split('\n')
  const plain = plainLine(line.replace(/^#+\s*/, '').replace(/[*_~`]|\]\([^)]*\)|[[\]]/g, ''))
  return plain.length <= 80 ? plain : `${plain.slice(0, 80).replace(/\s+\S*$/, '')} …`
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '').replace(/[-_]+/g, ' ')
}

function nameOf(db: Db, slackId: string): string {
  return findPersonBySlackId(db, slackId)?.name ?? slackId
}

/** Slack gives these two names for what has none. */
function placeOf({ channelId, channelName }: SharedMessage): string {
  if (channelName === 'directmessage' || channelId.startsWith('D')) return 'a direct message'
  if (channelName === 'privategroup' || channelName === null) return 'a private channel'
  return `#${channelName}`
}
