import type { Confidence } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { ageInDays, openItemWords } from '../../domain/open-items.ts'
import { zoneOf } from '../../domain/people.ts'
import { mondayOf, weekOf } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { listAnswers } from '../../storage/check-ins.ts'
import { findHandOver, type HandOver } from '../../storage/hand-overs.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { listOpenItems } from '../../storage/open-items.ts'
import { getPerson } from '../../storage/people.ts'
import { nextCheckInOn } from '../check-ins/ask-of-week.ts'
import { type Measured, measure } from '../check-ins/measured.ts'

/** An offer, as its receiver and the one who made it see it. */
export interface HandOverShown extends Measured {
  id: number
  keyResultId: KeyResultId
  title: string
  offeredBy: string
  offeredById: PersonId
  /** The present owner, when somebody else offers it. */
  ownedBy: string | null
  to: string
  word: string | null
  answer: HandOver['answer']
  answeredAt: Date | null
  /** The last three, newest first. */
  checkIns: readonly { week: string; confidence: Confidence; words: string | null }[]
  open: readonly { text: string; person: string | null; due: LocalDate | null; days: number }[]
  dashboard: string | null
  /** When its owner is asked next; null: not any more. */
  nextCheckIn: string | null
}

/** Throws when there is no such offer: a bug. */
export function showHandOver(db: Db, id: number, now: Date, defaultZone: Zone): HandOverShown {
  const offer = findHandOver(db, id)
  if (!offer) throw new Error(`no hand-over ${id}`)
  const keyResult = getKeyResult(db, offer.keyResultId)
  const zone = zoneOf(getPerson(db, offer.toId), defaultZone)
  const today = localDateAt(now, zone)
  const name = (personId: number | null) => (personId === null ? null : getPerson(db, personId).name)
  // As if the successor owned it already: they are to know when they would be asked.
  const next = nextCheckInOn(db, { ...keyResult, ownerId: offer.toId }, weekOf(today), defaultZone)
  return {
    id,
    keyResultId: keyResult.id,
    title: keyResult.title,
    offeredBy: name(offer.offeredBy) as string,
    offeredById: offer.offeredBy,
    ownedBy: offer.fromId === offer.offeredBy ? null : name(offer.fromId),
    to: name(offer.toId) as string,
    word: offer.word,
    answer: offer.answer,
    answeredAt: offer.answeredAt,
    ...measure(db, keyResult, today),
    checkIns: (listAnswers(db, [keyResult.id]).get(keyResult.id) ?? [])
      .slice(-3)
      .reverse()
      .map(({ week, answer }) => ({
        week: shortDate(mondayOf(week)),
        confidence: answer.confidence,
        words: answer.note ?? answer.risk?.text ?? answer.nextAction?.text ?? null,
      })),
    open: listOpenItems(db, [keyResult.id]).map(({ kind, text, personId, due, openedAt }) => ({
      text: kind === 'risk' || kind === 'next-action' ? `${openItemWords[kind]}: ${text}` : openItemWords[kind],
      person: name(personId),
      due,
      days: ageInDays({ openedAt }, now, zone),
    })),
    dashboard: keyResult.dashboard,
    nextCheckIn: next && shortDate(next),
  }
}
