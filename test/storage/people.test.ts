import { describe, expect, test } from 'vitest'
import type { SlackPerson } from '../../src/domain/people.ts'
import type { Db } from '../../src/platform/db.ts'
import {
  bindReference,
  ensurePerson,
  findPersonByReference,
  findPersonBySlackId,
  getPerson,
  listFileAdmins,
  listPeople,
  listUnresolvedReferences,
  savePersonFromFile,
  setFileAdmins,
} from '../../src/storage/people.ts'
import { savePersonFromSlack } from '../../src/storage/people-from-slack.ts'
import { addDaysOff, daysOffOf, preferencesOf, savePreferences } from '../../src/storage/preferences.ts'
import { requestItems, requests } from '../../src/storage/tables/check-ins.ts'
import { freshDatabase } from '../support/database.ts'

const now = new Date('2026-01-09T17:00:00Z')
const later = new Date('2026-01-10T17:00:00Z')
const mike: SlackPerson = {
  slackId: 'U0MIKE',
  name: 'Mike',
  handle: 'mike',
  email: 'Mike@Acme.example',
  zone: 'America/Los_Angeles',
  isWorkspaceAdmin: false,
  isGuest: false,
  isExternal: false,
  isDeactivated: false,
}

describe('people', () => {
  test('a person written about by e-mail, handle and Slack id is one person once Slack says so', () => {
    const { db } = freshDatabase()
    const byEmail = ensurePerson(db, 'mike@acme.example')
    ensurePerson(db, '@Mike')
    const person = savePersonFromSlack(db, mike, now, { handleIsSure: true })
    expect(person).toMatchObject({ id: byEmail, slackId: 'U0MIKE', name: 'Mike', email: 'mike@acme.example' })
    expect(listPeople(db)).toHaveLength(1)
    for (const reference of ['MIKE@acme.example', '@mike', 'U0MIKE', 'u0mike']) {
      expect(findPersonByReference(db, reference)?.id).toBe(byEmail)
    }
    expect(findPersonBySlackId(db, 'U0MIKE')?.id).toBe(byEmail)
  })

  test('the same words mean the same person, however they are spelled', () => {
    const { db } = freshDatabase()
    expect(ensurePerson(db, ' MIKE@acme.example ')).toBe(ensurePerson(db, 'mike@acme.example'))
    expect(findPersonByReference(db, 'nobody')).toBeNull()
    expect(() => ensurePerson(db, 'nobody')).toThrow(RangeError)
  })

  test('what Slack does not say stays known, and its zone wins over the file', () => {
    const { db } = freshDatabase()
    const id = ensurePerson(db, 'mike@acme.example')
    savePersonFromFile(db, id, { git: 'Mike <mike@acme.example>', zone: 'Europe/Berlin' })
    expect(getPerson(db, id).zone).toBe('Europe/Berlin')
    savePersonFromSlack(db, mike, now)
    const person = savePersonFromSlack(db, { ...mike, email: null, zone: null, handle: null }, later)
    expect(person).toMatchObject({ zone: 'America/Los_Angeles', email: 'mike@acme.example', handle: 'mike' })
    expect(person.git).toBe('Mike <mike@acme.example>')
  })

  test('a merge moves everything, and where only one row can stay the kept person’s does', () => {
    const { db } = freshDatabase()
    const kept = savePersonFromSlack(db, { ...mike, email: null }, now).id
    const gone = ensurePerson(db, 'mike@acme.example')
    const sarah = ensurePerson(db, 'sarah@acme.example')
    savePreferences(db, gone, { weekday: 'tuesday', time: '10:00', delegateId: sarah, source: 'file' }, now)
    savePreferences(db, sarah, { weekday: null, time: null, delegateId: gone, source: 'file' }, now)
    addDaysOff(db, gone, ['2026-01-20', '2026-01-21'], 'file')
    addDaysOff(db, kept, ['2026-01-20'], 'home')
    setFileAdmins(db, [gone])
    askedFor(db, gone, '2026-W03', now)
    askedFor(db, kept, '2026-W03', now)
    askedFor(db, gone, '2026-W04', now)

    savePersonFromSlack(db, mike, later)

    expect(listPeople(db).map((one) => one.id)).toEqual([kept, sarah])
    expect(preferencesOf(db, kept)).toMatchObject({ weekday: 'tuesday', delegateId: sarah })
    expect(preferencesOf(db, sarah)?.delegateId).toBe(kept)
    expect(daysOffOf(db, kept)).toEqual(['2026-01-20', '2026-01-21'])
    expect(listFileAdmins(db)).toEqual([kept])
    expect(db.select().from(requests).all()).toMatchObject([
      { personId: kept, week: '2026-W03' },
      { personId: kept, week: '2026-W04' },
    ])
    expect(db.select().from(requestItems).all()).toEqual([])
  })

  test('somebody who stood in for themselves under two names has no delegate', () => {
    const { db } = freshDatabase()
    const one = ensurePerson(db, 'mike@acme.example')
    const two = ensurePerson(db, '@mike')
    savePreferences(db, one, { weekday: 'friday', time: null, delegateId: two, source: 'file' }, now)
    savePersonFromSlack(db, mike, now, { handleIsSure: true })
    expect(preferencesOf(db, one)).toMatchObject({ weekday: 'friday', delegateId: null })
  })

  test('a handle goes on meaning the account it meant, whoever calls themselves so later', () => {
    const { db } = freshDatabase()
    const sure = { handleIsSure: true }
    const first = savePersonFromSlack(db, mike, now, sure)
    const impostor = { ...mike, slackId: 'U0OTHER', email: 'other@acme.example' }
    const second = savePersonFromSlack(db, impostor, later, sure)
    expect(second.id).not.toBe(first.id)
    expect(findPersonByReference(db, '@mike')?.id).toBe(first.id)
    expect(findPersonByReference(db, 'mike@acme.example')?.id).toBe(first.id)
    savePersonFromSlack(db, { ...mike, isDeactivated: true }, later)
    savePersonFromSlack(db, impostor, later, sure)
    expect(findPersonByReference(db, '@mike')?.id).toBe(second.id)
  })

  test('a handle nobody was sure about means nobody: a display name gives no rights', () => {
    const { db } = freshDatabase()
    const admin = ensurePerson(db, '@mike')
    setFileAdmins(db, [admin])
    const guest = savePersonFromSlack(db, { ...mike, isGuest: true }, now)
    expect(guest.id).not.toBe(admin)
    expect(guest.isAdmin).toBe(false)
  })

  test('a leaver keeps the date we first heard of it, and comes back', () => {
    const { db } = freshDatabase()
    savePersonFromSlack(db, { ...mike, isDeactivated: true }, now)
    expect(savePersonFromSlack(db, { ...mike, isDeactivated: true }, later).deactivatedAt).toEqual(now)
    expect(savePersonFromSlack(db, mike, later).deactivatedAt).toBeNull()
  })

  test('unresolved is what Slack was not asked about yet', () => {
    const { db } = freshDatabase()
    ensurePerson(db, 'mike@acme.example')
    ensurePerson(db, 'U0SARAH')
    savePersonFromSlack(db, mike, now)
    expect(listUnresolvedReferences(db).map((one) => one.reference)).toEqual(['u0sarah'])
    bindReference(db, '@mikey', findPersonBySlackId(db, 'U0MIKE')?.id ?? 0)
    expect(findPersonByReference(db, '@mikey')?.name).toBe('Mike')
  })
})

function askedFor(db: Db, personId: number, week: string, at: Date): void {
  db.insert(requests).values({ personId, week, outcome: 'missed', askOn: week, plannedAt: at, decidedAt: at }).run()
}
