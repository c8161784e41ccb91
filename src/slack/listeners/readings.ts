import type { PersonId } from '../../domain/ids.ts'
import { refused } from '../../usecases/check-ins/outcomes.ts'
import { enterReading, findKpiSaid } from '../../usecases/readings/enter-reading.ts'
import { showKpis } from '../../usecases/readings/show-kpis.ts'
import { askedByMessage } from '../../usecases/readings/show-readings-wanted.ts'
import { readerOf } from '../../usecases/status/reader.ts'
import type { Message, Modal } from '../blocks/message.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import type { Typed } from '../payloads/commands.ts'
import { parseReadingFormFor, parseTypedReading } from '../payloads/reading.ts'
import { kpisMessage } from '../views/kpis.ts'
import { readingForm } from '../views/reading-form.ts'
import { sentenceMessage } from '../views/sentence.ts'

/** The button of the message that asks for readings, and the form it opens. */
export function readings(edge: Edge): void {
  onPress(edge, 'reading:enter', ({ value, message }, by) => {
    const form = formFor(edge, value, by, message && askedByMessage(edge.db, message))
    return form ? { kind: 'form', view: form } : refused('That KPI is gone. Nothing was recorded.')
  })

  onSubmit(edge, {
    callbackId: 'reading-form',
    what: 'Your reading',
    words: ['value', 'on', 'note'],
    mainField: 'value',
    save({ fields, privateMetadata }, { id: by }, { inboxKey }) {
      const { kpi, askedBy } = parseReadingFormFor(privateMetadata)
      const typed = { kpi, value: fields['value'] ?? '', on: fields['on'] ?? null, note: fields['note'] ?? null }
      return enterReading(
        edge.db,
        { ...typed, by, inboxKey, ...(askedBy && { askedBy }) },
        edge.clock.now(),
        edge.defaultZone,
      )
    },
  })
}

/** `/okr kpi churn 6.2 2026-01-28 note`; without a value a form opens, without a KPI they are listed. */
export function answerKpi(edge: Edge, { rest }: Typed, by: PersonId): { message: Message } | { form: Modal } {
  const { db, clock, defaultZone, command } = edge
  const now = clock.now()
  const typed = parseTypedReading(rest)
  if (typed.kpi === '') return { message: kpisMessage(showKpis(db, now, defaultZone), command) }
  if (typed.value === '' && typed.note === null) {
    const form = formFor(edge, typed.kpi, by, null)
    return form ? { form } : listWith(edge, typed.kpi)
  }
  const outcome = enterReading(db, { ...typed, by }, now, defaultZone)
  switch (outcome.kind) {
    case 'recorded':
      return { message: sentenceMessage(outcome.sentence) }
    case 'refused':
      return { message: sentenceMessage(outcome.why) }
    case 'invalid':
      if (outcome.errors.kpi) return listWith(edge, typed.kpi)
      return { message: sentenceMessage(Object.values(outcome.errors).join(' ')) }
  }
}

function listWith({ db, clock, defaultZone, command }: Edge, said: string): { message: Message } {
  const problem = `There is no KPI “${said.slice(0, 40)}”. These are there:`
  return { message: kpisMessage(showKpis(db, clock.now(), defaultZone), command, problem) }
}

function formFor({ db, clock, defaultZone }: Edge, said: string, by: PersonId, askedBy: string | null): Modal | null {
  const now = clock.now()
  const kpi = findKpiSaid(db, said)
  const shown = kpi && showKpis(db, now, defaultZone).find(({ kpiId }) => kpiId === kpi.id)
  return shown ? readingForm(shown, { today: readerOf(db, by, now, defaultZone).today, askedBy }) : null
}
