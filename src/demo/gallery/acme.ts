import type { KeyResultId, ObjectiveId } from '../../domain/ids.ts'
import { acme } from '../acme/workspace.ts'
import type { Person } from '../page-api.ts'
import { avatarOf } from '../workspace/demo-api/avatar.ts'
import { toPerson } from '../workspace/state/seed.ts'

/** The samples' now: Monday, nine in the morning in New York, a month into the quarter. */
export const now = new Date('2026-02-02T14:00:00Z')
export const today = '2026-02-02'
export const zone = 'America/New_York'

/** Slack's ids of Acme's people; the rows of our own tables are numbered in this order. */
export const ids = {
  sarah: 'U0SARAH000',
  mike: 'U0MIKE0000',
  ana: 'U0ANA00000',
  jonas: 'U0JONAS000',
  priya: 'U0PRIYA000',
}
/** Slack's ids of its user groups. */
export const groupIds = { growthLeads: 'S0GROWTH00' }
export const userGroups = [
  { id: groupIds.growthLeads, handle: 'growth-leads', name: 'Growth leads', users: [ids.sarah, ids.ana] },
]
export const sarah = { id: 1, name: 'Sarah', slackId: ids.sarah }
export const mike = { id: 2, name: 'Mike', slackId: ids.mike }
export const ana = { id: 3, name: 'Ana', slackId: ids.ana }
export const jonas = { id: 4, name: 'Jonas', slackId: ids.jonas }
export const priya = { id: 5, name: 'Priya', slackId: ids.priya }

export const objectives: Record<'O1' | 'O2', { id: ObjectiveId; title: string }> = {
  O1: { id: 'O1', title: 'New customers succeed in their first month and stay' },
  O2: { id: 'O2', title: 'Everyone at Acme can see why customers leave, while there is time to act' },
}

export const titles = {
  'O1-KR1': 'Reduce monthly customer churn from 8 % to 5 % by the end of Q1',
  'O1-KR2': 'Raise 30-day activation of new accounts from 62 % to 75 %',
  'O1-KR3': 'Bring support tickets down from 340 to 250 a week',
  'O1-KR4': 'Raise the share of new teams that invite two colleagues in their first week from 35 % to 60 %',
  'O2-KR1': 'Raise the share of cancelled accounts with a known reason from 39 % to 90 %',
  'O2-KR2': 'Shorten the time from month end to the churn figure from 9 to 2 working days',
  'O2-KR3': 'Raise the share of accounts at risk that are called before their renewal from 20 % to 80 %',
} satisfies Record<KeyResultId, string>

/** A link to a message, as Slack gives it. */
export const messageLink = 'https://acme.slack.com/archives/D0MIKE0000/p1770051600000100'

/** Who is meant by `<@U…>`, with their pictures. */
export const people: Person[] = acme.people.map((option) => {
  const person = toPerson(option, 'T0WORKSPACE', now)
  const { id, name, handle, zone, title, deactivated } = person
  return {
    id,
    name,
    handle,
    zone,
    title,
    deactivated,
    avatar: `data:image/svg+xml,${encodeURIComponent(avatarOf(person))}`,
  }
})
