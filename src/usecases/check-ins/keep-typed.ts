import type { PersonId } from '../../domain/ids.ts'
import type { Notice } from '../../domain/notices.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { type Draft, findDraft, pruneDrafts, saveDraft } from '../../storage/drafts.ts'
import { oweMessage, priorities } from '../owe-message.ts'

/** The forms whose contents are kept when they cannot be saved; those about a key result are named by it. */
const formsOfKeyResults = ['check-in', 'value', 'skip', 'hand-over'] as const
const otherForms = {
  research: 'Your research question',
  digest: 'Your digest',
  driver: 'Your driver spec',
  'approval-reject': 'Your reason',
  'approval-reject-now': 'Your reason',
  'approval-needs-work': 'Your question',
  'approval-withdraw': 'Your reason',
  'approval-still-fine': 'Your note',
  'finding-result': 'What came of it',
} as const
export type FormKind = (typeof formsOfKeyResults)[number] | keyof typeof otherForms

export interface Typed {
  by: PersonId
  form: FormKind
  /** A key result's id, or whatever else tells forms of one kind from each other. */
  about: string
  fields: Draft['fields']
}

/** What a form is about, as drafts name it. */
export function draftAbout(form: FormKind, about: string): string {
  return `${form}:${about}`
}

/** Keeps what somebody typed and could not be saved: it comes back when the form is opened again. */
export function keepTyped(db: Db, { by, form, about, fields }: Typed, now: Date): void {
  saveDraft(db, by, draftAbout(form, about), { fields, savedAt: now })
}

/**
 * As `keepTyped`, for a form that was driven again after a restart: nobody looks at it any more, so a direct message
 * says why it could not be saved, and the delivery is done with.
 */
export function keepTypedAndTell(db: Db, typed: Typed & { why: string; inboxKey: string }, now: Date): void {
  transact(db, (tx) => {
    keepTyped(tx, typed, now)
    const notice = noticeOf(typed)
    const key = `not-saved:${typed.inboxKey}`
    oweMessage(tx, { key, notice, to: { person: typed.by }, priority: priorities.answer }, now)
    finishReceived(tx, typed.inboxKey, now)
  })
}

function noticeOf({ form, about, fields, why }: Typed & { why: string }): Notice {
  if (!(form in otherForms)) return { kind: 'not-saved', keyResultId: about, why }
  const words = Object.values(fields).filter(Boolean).join('\n')
  return { kind: 'not-taken', what: otherForms[form as keyof typeof otherForms], why, words }
}

/**
 * For a form of which no draft is kept, driven again after a restart and refused: a direct message says why and gives
 * the words back, and the delivery is done with. `what` begins a sentence: *Your question*.
 */
export function giveTypedBack(
  db: Db,
  { by, inboxKey, ...said }: { by: PersonId; what: string; words: string; why: string; inboxKey: string },
  now: Date,
): void {
  transact(db, (tx) => {
    const notice = { kind: 'not-taken', ...said } as const
    oweMessage(tx, { key: `not-saved:${inboxKey}`, notice, to: { person: by }, priority: priorities.answer }, now)
    finishReceived(tx, inboxKey, now)
  })
}

/** For a week what was typed comes back; after that it is about another check-in. */
const keptMs = 7 * 86_400_000

/** What somebody had typed into this form and could not be saved; null when there is nothing to bring back. */
export function typedBefore(db: Db, { by, form, about }: Omit<Typed, 'fields'>, now: Date): Draft | null {
  const draft = findDraft(db, by, draftAbout(form, about))
  return draft && now.getTime() - draft.savedAt.getTime() <= keptMs ? draft : null
}

/** Long after it would be brought back; messages and files that were to be kept lie among it, whole. */
const forgottenMs = 14 * 86_400_000

/** Forgets what was typed long ago and never sent. Returns how many forms' worth. */
export function forgetTyped(tx: Db, now: Date): number {
  return pruneDrafts(tx, new Date(now.getTime() - forgottenMs))
}
