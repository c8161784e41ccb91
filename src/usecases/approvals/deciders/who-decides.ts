import type { ApprovalRule } from '../../../domain/approval-rules.ts'
import { type Approval, type Decider, type Deciders, whyNotDecide } from '../../../domain/approvals.ts'
import type { PersonId } from '../../../domain/ids.ts'
import { inWords } from '../../../domain/lists.ts'
import { localDateAt, type Zone } from '../../../domain/local-time.ts'
import { type Person, zoneOf } from '../../../domain/people.ts'
import { driverOf, type SpecId } from '../../../domain/specs.ts'
import type { Team } from '../../../domain/teams.ts'
import { isPaused } from '../../../domain/working-days.ts'
import type { Db } from '../../../platform/db.ts'
import { listApprovalRules } from '../../../storage/approval-rules.ts'
import { findSpecMade } from '../../../storage/approvals/chant-files.ts'
import { listUserGroups, ruleChannelId, type UserGroup } from '../../../storage/approvals/user-groups.ts'
import { listEvents } from '../../../storage/chant-events.ts'
import { findSpec } from '../../../storage/chant-specs.ts'
import { findPersonByReference, findPersonBySlackId, getPerson, listPeople } from '../../../storage/people.ts'
import { daysOffOf, pausesOf } from '../../../storage/preferences.ts'
import { whoLeads } from '../../may-lead.ts'
import type { WhoDecides } from '../shown.ts'
import { concernOf, teamConcerned } from './concerned.ts'
import { personNamed } from './person-named.ts'

/** Everything about who decides on a spec, by how things are now. */
export interface Deciding extends Deciders {
  quorum: number
  /** As the card shows it. */
  shown: WhoDecides
  /** Where it is asked: a channel's id; null: each approver is asked by direct message. */
  channelId: string | null
  /** The channel a rule names and Slack shows us none of; null when there is none such. */
  missingChannel: string | null
  /** Whoever leads the team concerned. */
  team: Team | null
  expiresAfterDays: number | null
}

/** The first rule that covers a spec of a repository with these labels; null when none does. */
export function ruleFor(db: Db, repository: string, labels: readonly string[]): ApprovalRule | null {
  return ruleAmong(listApprovalRules(db), repository, labels)
}

/** The same among rules that are at hand. */
export function ruleAmong(
  rules: readonly ApprovalRule[],
  repository: string,
  labels: readonly string[],
): ApprovalRule | null {
  return (
    rules.find(
      (rule) =>
        (rule.repository === null || rule.repository === repository) &&
        (rule.labels.length === 0 || rule.labels.some((label) => labels.includes(label))),
    ) ?? null
  )
}

/** A spec's labels and its driver's: members count under them too. */
export function labelsOf(db: Db, repository: string, specId: SpecId): string[] {
  const driver = driverOf(specId)
  const specs = [specId, ...(driver === null ? [] : [driver])].map((id) => findSpec(db, repository, id))
  return specs.flatMap((spec) => spec?.labels ?? [])
}

/** Who may decide on an approval, and where they are asked, by today's rules, people and groups. */
export function whoDecides(
  db: Db,
  { repository, specId }: Pick<Approval, 'repository' | 'specId'>,
  now: Date,
  defaultZone: Zone,
  concern = concernOf(db),
): Deciding {
  const rule = ruleFor(db, repository, labelsOf(db, repository, specId))
  const team = teamConcerned(db, concern(repository, specId))
  const named = (rule?.approvers ?? []).map((reference) => meant(db, reference))
  const fallback = (rule?.fallback ?? []).map((reference) => meant(db, reference))
  const mayNot = rule?.selfApproval === false ? whoAsked(db, repository, specId) : null
  const may = (person: Person) => mayEver(person) && person.id !== mayNot
  const here = named.flatMap(({ people }) => people).filter(may)
  const leads = here.length > 0 ? [] : leadsOf(db, team, may)
  const approvers = here.length > 0 ? here : leads
  // More than there are people to say it would never be reached.
  const quorum = Math.max(1, Math.min(rule?.quorum ?? 1, idsOf(approvers).length))
  const isFallbackNeeded = approvers.every((person) => isAway(db, person, now, defaultZone))
  return {
    approvers: idsOf(approvers),
    fallback: idsOf(fallback.flatMap(({ people }) => people).filter(may)),
    isFallbackNeeded,
    mayNot,
    quorum,
    shown: {
      approvers: here.length > 0 ? named.filter(isNot(mayNot)).map(asShown) : leads.map(personShown),
      fallback: fallback.filter(isNot(mayNot)).map(asShown),
      isFallbackNeeded,
      quorum,
      because: because(rule, here.length > 0, leads, team),
    },
    channelId: channelFor(db, rule, team),
    missingChannel: rule?.channel && ruleChannelId(db, rule.channel) === null ? rule.channel : null,
    team,
    expiresAfterDays: rule?.expiresAfterDays ?? null,
  }
}

/** Why this person may not decide on it now; null when they may. */
export function whyNotNow(db: Db, by: PersonId, deciding: Deciding): string | null {
  const names = deciding.shown.approvers.map(({ name }) => name)
  const who = names.length > 0 ? inWords(names, 'or') : 'Nobody who is named'
  return whyNotDecide(asDecider(getPerson(db, by)), deciding, who)
}

/** Those who can still say something, in the rule's order: approvers, and the fallback while they are away. */
export function whoIsAsked(db: Db, deciding: Deciding): Person[] {
  const ids = [...deciding.approvers, ...(deciding.isFallbackNeeded ? deciding.fallback : [])]
  return [...new Set(ids)].map((id) => getPerson(db, id)).filter(({ slackId }) => slackId !== null)
}

/** Entries that mean somebody else, or a group. */
function isNot(mayNot: PersonId | null): (entry: Meant) => boolean {
  return ({ group, people }) => group !== null || mayNot === null || people[0]?.id !== mayNot
}

interface Meant {
  reference: string
  group: UserGroup | null
  people: Person[]
}

/** Whom an entry of a rule means: a user group's members, or a person. A handle of a group wins over a person's. */
function meant(db: Db, reference: string): Meant {
  const handle = reference.replace(/^@/, '').toLowerCase()
  const group = listUserGroups(db).find(
    ({ slackId, handle: known }) =>
      slackId === reference || (reference.startsWith('@') && known.toLowerCase() === handle),
  )
  if (group) return { reference, group, people: group.members.flatMap((id) => findPersonBySlackId(db, id) ?? []) }
  const person = findPersonByReference(db, reference)
  return { reference, group: null, people: person ? [person] : [] }
}

function asShown({ reference, group, people }: Meant): WhoDecides['approvers'][number] {
  if (group) return { name: group.name, slackId: null, groupId: group.slackId }
  const [person] = people
  return person ? personShown(person) : { name: reference, slackId: null, groupId: null }
}

function personShown({ name, slackId }: Person): WhoDecides['approvers'][number] {
  return { name, slackId, groupId: null }
}

function mayEver(person: Person): boolean {
  return person.deactivatedAt === null && !person.isGuest && !person.isExternal
}

function leadsOf(db: Db, team: Team | null, may: (person: Person) => boolean): Person[] {
  const leads = team ? whoLeads(db, team) : []
  // A lead whom Slack was not asked about yet is waited for; one who may not decide on this is not.
  if (team && leads.length === 0) return []
  const those = leads.filter(may)
  return those.length > 0 ? those : listPeople(db).filter((one) => one.isAdmin && one.slackId !== null && may(one))
}

function idsOf(people: readonly Person[]): PersonId[] {
  return [...new Set(people.map(({ id }) => id))]
}

/** Not here today: a day off or a pause. */
function isAway(db: Db, person: Person, now: Date, defaultZone: Zone): boolean {
  const zone = zoneOf(person, defaultZone)
  const today = localDateAt(now, zone)
  if (daysOffOf(db, person.id).includes(today)) return true
  return isPaused(pausesOf(db, person.id), today, zone)
}

/** Whoever had the app make the spec, else whoever of us its first commit is by; null when nobody can be told. */
function whoAsked(db: Db, repository: string, specId: SpecId): PersonId | null {
  const made = findSpecMade(db, repository, specId)
  if (made) return made.personId
  const events = [...listEvents(db, { repository, specId }).values()].flat()
  const author = events.find(({ event }) => event === 'created')?.by
  return author ? (personNamed(db, author)?.id ?? null) : null
}

function because(rule: ApprovalRule | null, isNamed: boolean, leads: readonly Person[], team: Team | null): string {
  if (rule && isNamed) {
    return rule.labels.length > 0 ? `the approvals rule for ${rule.labels.join(', ')}` : 'the approvals rule'
  }
  const why = rule ? 'nobody whom the approvals rule names can decide' : 'no approvals rule covers it'
  const names = inWords(
    leads.map(({ name }) => name),
    'and',
  )
  const isLead = team !== null && leads.some(({ id }) => id === team.leadId)
  return isLead ? `${why}, and ${names} leads ${team.name}` : `${why}, so an admin is asked`
}

/** The rule's channel, else the team's. What a rule keeps to a channel we cannot see goes to no other. */
function channelFor(db: Db, rule: ApprovalRule | null, team: Team | null): string | null {
  return rule?.channel ? ruleChannelId(db, rule.channel) : (team?.channelId ?? null)
}

function asDecider({ id, name, isGuest, isExternal, deactivatedAt }: Person): Decider {
  return { id, name, isGuest, isExternal, isDeactivated: deactivatedAt !== null }
}
