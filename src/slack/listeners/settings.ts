import { daysOffBetween } from '../../domain/days-off.ts'
import { choosePerson } from '../../usecases/choose-person.ts'
import { changePreferences } from '../../usecases/preferences/change-preferences.ts'
import { showSettingsForm } from '../../usecases/preferences/show-settings-form.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { parseSettings } from '../payloads/home.ts'
import { settingsForm } from '../views/settings-form.ts'

/** When somebody wants to be asked, who stands in, and their days off. */
export function settings(edge: Edge): void {
  const { db, clock, defaultZone } = edge

  onPress(edge, 'settings:open', (_pressed, by) => ({
    kind: 'form',
    view: settingsForm(showSettingsForm(db, by, clock.now(), defaultZone)),
  }))

  onSubmit(edge, {
    callbackId: 'settings-form',
    what: 'What you set',
    words: ['time', 'off-from', 'off-to'],
    mainField: 'weekday',
    async save(submitted, { id: by }, { inboxKey }) {
      const { weekday, time, delegateSlackId, off, on } = parseSettings(submitted)
      const delegate = delegateSlackId && { chosen: await choosePerson(edge, delegateSlackId, clock.now()) }
      const wanted = { by, weekday, time, delegate: delegate || null, off, on: on.flatMap(daysOffBetween), inboxKey }
      return changePreferences(db, wanted, clock.now(), defaultZone)
    },
  })
}
