import { type Answer, riskWords } from './check-ins.ts'
import type { KeyResultId, PersonId } from './ids.ts'
import { daysBetween, type LocalDate, localDateAt, type Zone } from './local-time.ts'

export const openItemKinds = ['investigation', 'adjustment-plan', 'risk', 'next-action'] as const
export type OpenItemKind = (typeof openItemKinds)[number]

export const openItemWords: Record<OpenItemKind, string> = {
  investigation: 'Investigation',
  'adjustment-plan': 'Adjustment plan',
  risk: 'Risk',
  'next-action': 'Next action',
}

/** Something to be seen to, with a person and a date. */
export interface NamedItem {
  kind: OpenItemKind
  text: string
  personId: PersonId | null
  due: LocalDate | null
}

/** What an answer left open, shown with its age until it is closed with a result. */
export interface OpenItem extends NamedItem {
  id: number
  keyResultId: KeyResultId
  /** The week's answer that opened it. */
  checkInId: number
  openedAt: Date
  closed: Closed | null
}

/** `withdrawn`: whoever named it took the answer back, or said something else; then there is no result. */
export type Closed = { at: Date; by: PersonId } & ({ how: 'done'; result: string } | { how: 'withdrawn'; result: null })

/**
 * What an answer leaves open: off track an investigation, at risk an adjustment plan, both the owner's and due at the
 * next check-in; and the risk and the next action it names.
 */
export function itemsNamedBy(
  keyResultId: KeyResultId,
  { confidence, risk, nextAction }: Answer,
  { ownerId, nextCheckInOn }: { ownerId: PersonId | null; nextCheckInOn: LocalDate | null },
): NamedItem[] {
  const owners = { personId: ownerId, due: nextCheckInOn }
  return [
    ...(confidence === 0
      ? [{ kind: 'investigation' as const, text: `Why is ${keyResultId} off track?`, ...owners }]
      : []),
    ...(confidence === 1
      ? [{ kind: 'adjustment-plan' as const, text: `How does ${keyResultId} get back on track?`, ...owners }]
      : []),
    ...(risk ? [{ kind: 'risk' as const, text: riskInWords(risk), personId: ownerId, due: null }] : []),
    ...(nextAction
      ? [
          {
            kind: 'next-action' as const,
            text: nextAction.text,
            personId: nextAction.person ?? ownerId,
            due: nextAction.due,
          },
        ]
      : []),
  ]
}

/** `the exporter is late (a dependency)`, or only what kind of risk it is. */
export function riskInWords({ kind, text }: NonNullable<Answer['risk']>): string {
  return text ? `${text} (${riskWords[kind]})` : riskWords[kind]
}

/** What an answer that stands names, and which check-in it belongs to. */
export interface Naming {
  checkInId: number
  items: readonly NamedItem[]
}

/** What is to be done about the open items of one key result. */
export interface FollowUp {
  open: NamedItem[]
  /** Named once more, with a person or date of their own. */
  change: { id: number; personId: PersonId | null; due: LocalDate | null }[]
  withdraw: number[]
}

/**
 * What follows when the answer of one check-in has changed, or was taken back.
 *
 * What it names and is open already stays, with its age (see `sameItem`). What was closed since the check-in was first
 * answered stays closed. What it had opened or named (`namedBefore`), and no standing answer names any more, is
 * withdrawn.
 *
 * `items` holds everything ever opened for the key result, `standing` every answer of it that stands, oldest week first.
 */
export function followUp(
  items: readonly OpenItem[],
  standing: readonly Naming[],
  changed: { checkInId: number; firstAnsweredAt: Date; namedBefore: readonly NamedItem[] },
): FollowUp {
  const named = standing.find(({ checkInId }) => checkInId === changed.checkInId)?.items ?? []
  const open = items.filter(({ closed }) => closed === null)
  const stands = items.filter(
    ({ closed }) => closed === null || (closed.how === 'done' && closed.at >= changed.firstAnsweredAt),
  )
  const wasNamed = (item: OpenItem) =>
    item.checkInId === changed.checkInId || changed.namedBefore.some((one) => sameItem(one, item))
  const newestNaming = (item: OpenItem) => standing.flatMap((one) => one.items).findLast((one) => sameItem(one, item))
  return {
    open: named.filter((one) => !stands.some((item) => sameItem(one, item))),
    change: open.flatMap((item) => {
      const naming = item.kind === 'next-action' ? newestNaming(item) : undefined
      if (!naming || (naming.personId === item.personId && naming.due === item.due)) return []
      return { id: item.id, personId: naming.personId, due: naming.due }
    }),
    withdraw: open.filter((item) => wasNamed(item) && !newestNaming(item)).map(({ id }) => id),
  }
}

/** The same words are the same thing; of investigations and adjustment plans there is one. */
export function sameItem(a: NamedItem, b: NamedItem): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'investigation' || a.kind === 'adjustment-plan') return true
  return plain(a.text) === plain(b.text)
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}

/** Whole days since it was opened, on the wall of `zone`: 0 today. */
export function ageInDays({ openedAt }: Pick<OpenItem, 'openedAt'>, now: Date, zone: Zone): number {
  return daysBetween(localDateAt(openedAt, zone), localDateAt(now, zone))
}

/** Past its date and still open. */
export function isOverdue({ due, closed }: Pick<OpenItem, 'due' | 'closed'>, today: LocalDate): boolean {
  return closed === null && due !== null && due < today
}
