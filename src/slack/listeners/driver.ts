import { createDriver } from '../../usecases/chant-files/create-driver.ts'
import { showDriverForm } from '../../usecases/chant-files/show-driver-form.ts'
import { refreshPeople } from '../../usecases/know-people.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { parseBound } from '../payloads/approvals.ts'
import { parseDriverForm, parseTypedDriver } from '../payloads/files.ts'
import { driverForm } from '../views/driver-form.ts'

/** *Create driver spec* on an approved finding, and the form it opens. */
export function driver(edge: Edge): void {
  const { db, clock, directory } = edge

  onPress(edge, 'approval:driver', ({ value }, by) => {
    const { approvalId } = parseBound(value)
    const shown = showDriverForm(db, { approvalId, by }, clock.now())
    return shown.kind === 'form' ? { kind: 'form', view: driverForm(shown.form) } : shown
  })

  onSubmit(edge, {
    callbackId: 'driver-form',
    form: 'driver',
    mainField: 'title',
    about: ({ privateMetadata }) => String(parseDriverForm(privateMetadata).approvalId),
    async save(submitted, { id: by }, { inboxKey }) {
      await refreshPeople(db, directory, [by], clock.now())
      const { approvalId } = parseDriverForm(submitted.privateMetadata)
      return createDriver(edge, { approvalId, by, typed: parseTypedDriver(submitted), inboxKey })
    },
  })
}
