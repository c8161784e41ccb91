import type { Person } from '../domain/people.ts'
import { type FormKind, giveTypedBack, keepTyped, keepTypedAndTell } from '../usecases/check-ins/keep-typed.ts'
import type { Invalid, Overtaken, Refused } from '../usecases/check-ins/outcomes.ts'
import type { Modal } from './blocks/message.ts'
import { type Edge, receivedIn, whoIs } from './edge.ts'
import { parseSubmitted, type Submitted } from './payloads/forms.ts'
import type { Received } from './receiving.ts'
import { noteModal } from './views/note-modal.ts'

/**
 * What comes of a form. `remark`: something to say although it was saved. `view`: nothing was done yet, and the form
 * comes back in another shape (with something to choose, or to confirm).
 */
export type SubmitOutcome =
  | Invalid
  | Refused
  | Overtaken
  | { kind: 'again'; view: Modal; why: string }
  | { kind: string; remark?: string | null }

export type FormHandler = FormSaver & (Drafted | GivenBack)

/** What it is called among drafts, and about what (a key result's id): what was typed comes back in the form. */
interface Drafted {
  form: FormKind
  about: (submitted: Submitted) => string
}

/** Without drafts: what it is (*Your question*), and the fields whose words go back to whoever typed them. */
interface GivenBack {
  what: string
  words: readonly string[]
}

interface FormSaver {
  callbackId: string
  /** The field that bears what is said of the whole form. */
  mainField: string
  /** Over what is said although it was saved; *Recorded* without. */
  doneTitle?: string
  save: (submitted: Submitted, person: Person, received: Received) => SubmitOutcome | Promise<SubmitOutcome>
}

/**
 * Somebody sends a form: it is decided first and acknowledged with the answer. Whatever goes wrong, what was typed is
 * kept: with the errors at its fields, for the next time the form is opened (of forms that have drafts), and, when
 * nobody looks at it any more because it is driven again after a restart, with a direct message that says why.
 */
export function onSubmit(edge: Edge, handler: FormHandler): void {
  const { callbackId, mainField, doneTitle = 'Recorded', save } = handler
  edge.app.view(callbackId, async ({ ack, body, context }) => {
    const received = receivedIn(context)
    const submitted = parseSubmitted(body)
    const person = await whoIs(edge, submitted.by)
    const typed = 'form' in handler ? draftOf(handler, submitted, person) : null
    const now = edge.clock.now()

    const outcome = await keepingOnFailure(
      () => save(submitted, person, received),
      () => typed && keepTyped(edge.db, typed, now),
    )
    // Driven again after the same person has sent it once more: there is nothing left to keep.
    if (outcome.kind === 'overtaken') return ack()
    const errors = 'errors' in outcome ? outcome.errors : 'why' in outcome ? { [mainField]: outcome.why } : null
    if (errors === null) {
      const remark = 'remark' in outcome ? outcome.remark : null
      return remark ? ack({ response_action: 'update', view: noteModal(remark, doneTitle) }) : ack()
    }
    if (received.redriven) {
      const why = Object.values(errors).join(' ')
      const { inboxKey } = received
      if (typed) keepTypedAndTell(edge.db, { ...typed, why, inboxKey }, now)
      if ('what' in handler)
        giveTypedBack(edge.db, { ...wordsOf(handler, submitted), by: person.id, why, inboxKey }, now)
      return ack()
    }
    if (typed) keepTyped(edge.db, typed, now)
    received.refused = true
    if ('view' in outcome) return ack({ response_action: 'update', view: outcome.view })
    await ack({ response_action: 'errors', errors: atFieldsThere(errors, submitted, mainField) })
  })
}

function draftOf({ form, about }: Drafted, submitted: Submitted, { id: by }: Person) {
  const several = Object.entries(submitted.choices).map(([field, chosen]) => [field, chosen.join('\n') || null])
  return { by, form, about: about(submitted), fields: { ...submitted.fields, ...Object.fromEntries(several) } }
}

function wordsOf({ what, words }: GivenBack, { fields }: Submitted) {
  return { what, words: words.flatMap((field) => fields[field] ?? []).join('\n') }
}

/** The delivery is driven again later; until then what was typed must not be gone. */
async function keepingOnFailure<T>(work: () => T | Promise<T>, keep: () => void): Promise<T> {
  try {
    return await work()
  } catch (error) {
    try {
      keep()
    } catch {
      // Then nothing can be written, and the delivery itself still holds it.
    }
    throw error
  }
}

/** Slack gives a form up whose errors name a field it does not have. */
function atFieldsThere(errors: Record<string, string>, { fields }: Submitted, mainField: string) {
  const shown: Record<string, string> = {}
  for (const [field, problem] of Object.entries(errors)) {
    const place = field in fields ? field : mainField
    shown[place] = [shown[place], problem].filter(Boolean).join(' ')
  }
  return shown
}
