import type { ApprovalId } from '../../domain/approvals.ts'
import { shortDate } from '../../domain/dates.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { ageInDays, isOverdue, type OpenItem, openItemWords } from '../../domain/open-items.ts'
import { zoneOf } from '../../domain/people.ts'
import { addWeeks, mondayOf, weekOf } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { getApproval } from '../../storage/approvals/approvals.ts'
import { listResults } from '../../storage/approvals/results.ts'
import { listRepositories } from '../../storage/chant.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { listOpenItemsOf } from '../../storage/open-items.ts'
import { getPerson } from '../../storage/people.ts'
import { checkInOf, listOpenQuestionsTo } from '../../storage/questions.ts'
import { listRequestsOfPeople } from '../../storage/requests.ts'
import { isResultOpen } from '../approvals/afterwards/show-results-wanted.ts'
import { cardKey } from '../approvals/approval-messages.ts'
import { keyResultsConcerned } from '../approvals/deciders/concerned.ts'
import { missingOfRequest } from '../check-ins/missing-of-request.ts'
import { requestKey } from '../check-ins/request-key.ts'
import { linkToMessage } from '../link-to-message.ts'
import { questionKey } from '../weekly-summary/summary-key.ts'

/** What waits for somebody: check-ins newest week first, everything else oldest first, what is late before all. */
export interface Owed {
  requests: OwedRequest[]
  questions: OwedQuestion[]
  items: OwedItem[]
  results: OwedResult[]
}

/** A check-in that nobody has answered whole. */
export interface OwedRequest {
  requestId: number
  /** `This week’s check-in`, `The check-in of the week of Mon 5 Jan`. */
  what: string
  missing: KeyResultId[]
  answered: number
  /** Where its message can be opened; null while it is on its way. */
  link: string | null
}

/** An approved finding of which they are asked what came, since its cycle has ended. */
export interface OwedResult {
  approvalId: ApprovalId
  title: string
  keyResults: readonly KeyResultId[]
  link: string | null
}

export interface OwedQuestion {
  id: number
  keyResultId: KeyResultId
  askedBy: string
  text: string
  link: string | null
}

/** An investigation, adjustment plan, risk or next action that is to be closed with what came of it. */
export interface OwedItem {
  id: number
  kind: OpenItem['kind']
  /** `Investigation`. */
  words: string
  keyResultId: KeyResultId
  text: string
  /** Whose it is, when it is not the reader's; null for nobody's. */
  person: string | null
  isMine: boolean
  due: LocalDate | null
  isOverdue: boolean
  /** An investigation that can become a research spec: there is a chant project to put it into. */
  canBeResearched: boolean
  /** Since when it is open, in days: 0 today. */
  days: number
}

/** How many weeks back an answer is still of use. */
const weeksBack = 6

export function showOwed(db: Db, personId: PersonId, now: Date, defaultZone: Zone): Owed {
  const zone = zoneOf(getPerson(db, personId), defaultZone)
  return {
    requests: owedRequests(db, personId, now, zone),
    questions: owedQuestions(db, personId),
    items: listOpenItemsOf(db, personId)
      .map((item) => owedItem(db, item, personId, now, zone))
      // What is late comes first; otherwise the oldest does.
      .sort((a, b) => Number(b.isOverdue) - Number(a.isOverdue)),
    results: owedResults(db, personId),
  }
}

/** Of two weeks that both miss an answer for a key result only the newer one counts: one answer settles both. */
function owedRequests(db: Db, personId: PersonId, now: Date, zone: Zone): OwedRequest[] {
  const present = weekOf(localDateAt(now, zone))
  const listed = new Set<KeyResultId>()
  return listRequestsOfPeople(db, [personId])
    .filter(({ outcome, week }) => outcome === 'asked' && week >= addWeeks(present, -weeksBack))
    .toSorted((a, b) => b.week.localeCompare(a.week))
    .flatMap((request) => {
      // What could not be delivered is the admin's to mend, and nothing to be answered there.
      if (getDelivery(db, requestKey(request.id))?.state === 'failed') return []
      const { missing, answered } = missingOfRequest(db, request, now)
      const ids = missing.map(({ keyResult }) => keyResult.id).filter((id) => !listed.has(id))
      for (const id of ids) listed.add(id)
      if (ids.length === 0) return []
      const what =
        request.week === present
          ? 'This week’s check-in'
          : `The check-in of the week of ${shortDate(mondayOf(request.week))}`
      const link = linkToMessage(db, requestKey(request.id))
      return [{ requestId: request.id, what, missing: ids, answered, link }]
    })
}

function owedQuestions(db: Db, personId: PersonId): OwedQuestion[] {
  return listOpenQuestionsTo(db, personId).map(({ id, checkInId, askedBy, text }) => ({
    id,
    keyResultId: checkInOf(db, checkInId).keyResultId,
    askedBy: getPerson(db, askedBy).name,
    text,
    link: linkToMessage(db, questionKey(id)),
  }))
}

function owedResults(db: Db, personId: PersonId): OwedResult[] {
  return listResults(db)
    .filter(({ askedId, approvalId }) => askedId === personId && isResultOpen(db, approvalId))
    .map(({ approvalId }) => {
      const { title, repository, specId } = getApproval(db, approvalId)
      const keyResults = keyResultsConcerned(db, repository, specId).map(({ id }) => id)
      return { approvalId, title, keyResults, link: linkToMessage(db, cardKey(approvalId)) }
    })
}

export function owedItem(db: Db, item: OpenItem, reader: PersonId, now: Date, zone: Zone): OwedItem {
  const { id, kind, keyResultId, text, personId, due } = item
  return {
    id,
    kind,
    words: openItemWords[kind],
    keyResultId,
    text,
    person: personId === null ? null : getPerson(db, personId).name,
    isMine: personId === reader,
    due,
    isOverdue: isOverdue(item, localDateAt(now, zone)),
    canBeResearched: kind === 'investigation' && listRepositories(db).length > 0,
    days: ageInDays(item, now, zone),
  }
}
