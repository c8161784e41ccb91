import type { ApprovalRule } from '../../src/domain/approval-rules.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import type { SlackPerson } from '../../src/domain/people.ts'
import { type Db, transact } from '../../src/platform/db.ts'
import { listApprovalRules, saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { addChantFiles } from '../../src/storage/approvals/chant-files.ts'
import { saveUserGroups } from '../../src/storage/approvals/user-groups.ts'
import { setFileAdmins } from '../../src/storage/people.ts'
import { savePersonFromSlack } from '../../src/storage/people-from-slack.ts'
import { addDaysOff, addPause } from '../../src/storage/preferences.ts'
import type { Directory } from '../../src/usecases/ports.ts'
import { researchId } from './approvals.ts'

/** Everybody in these tests. Sarah leads the team, and has made whatever decision there is; nobody else has a part by birth. */
export const everybody = ['sarah', 'jonas', 'ana', 'mike', 'priya', 'gus', 'xena', 'dan'] as const
export type Who = (typeof everybody)[number]

/** What somebody may: decide, what members may, or nothing. `decider`: they made the decision and may still take it back. */
export type May = 'decides' | 'member' | 'outsider'

export interface Role {
  name: string
  who: Who
  may: May
  /** Guests who own a key result see what the others see. */
  mayRead?: true
  /** The one whose decision stands: may take back a decision of theirs that chant does not have, or that may be withdrawn. */
  madeIt?: 'and may withdraw it' | 'and may not withdraw it any more'
  /** The rule as it is at the click; null: none. */
  rule?: Partial<ApprovalRule> | null
  /** Everything else that is so at the click, in the database. */
  given?: (world: RoleWorld) => void
  /** What Slack says at the click, and no event has told us. */
  slackSays?: Partial<Record<Who, Partial<SlackPerson>>>
  groups?: readonly { handle: string; members: readonly Who[] }[]
}

export interface RoleWorld {
  db: Db
  now: Date
  id: (who: Who) => PersonId
  slackIds: ReadonlyMap<Who, string>
}

/** The rule of these tests: Sarah or Jonas, and Ana while both are away. */
export const usualRule: ApprovalRule = {
  labels: ['kpi-churn'],
  repository: null,
  channel: null,
  approvers: ['sarah@acme.example', 'jonas@acme.example'],
  fallback: ['ana@acme.example'],
  quorum: 1,
  selfApproval: true,
  expiresAfterDays: null,
}

const mail = (who: Who) => `${who}@acme.example`
const away =
  (...people: readonly Who[]) =>
  ({ db, now, id }: RoleWorld) => {
    const today = now.toISOString().slice(0, 10)
    for (const [at, who] of people.entries()) {
      if (at % 2 === 0) addDaysOff(db, id(who), [today], 'home')
      else addPause(db, id(who), { starts: today, ends: today }, now)
    }
  }
const group = (members: readonly Who[]) => [{ handle: 'growth-leads', members }]
/** Who is in the group as far as we were told. */
const groupKnown =
  (members: readonly Who[]) =>
  ({ db, now, slackIds }: RoleWorld) =>
    saveUserGroups(db, groupsOf(group(members), slackIds), now)
const asked =
  (who: Who) =>
  ({ db, now, id }: RoleWorld) =>
    void addChantFiles(db, {
      repository: 'acme',
      kind: 'research',
      title: 'Analyze Q1 churn drivers',
      files: [],
      message: '',
      personId: id(who),
      approvalId: null,
      specId: researchId,
      askedAt: now,
    })

const named = (...people: readonly Who[]) => ({ approvers: people.map(mail) })
const mayWithdraw = 'and may withdraw it'
const mayNotWithdraw = 'and may not withdraw it any more'

export const roles: readonly Role[] = [
  { name: 'an approver, who made it', who: 'sarah', may: 'decides', madeIt: mayWithdraw },
  { name: 'the other approver', who: 'jonas', may: 'decides' },
  { name: 'an approver on a day off', who: 'jonas', may: 'decides', given: away('jonas') },
  { name: 'the fallback while both approvers are here', who: 'ana', may: 'member' },
  { name: 'the fallback while one of them is away', who: 'ana', may: 'member', given: away('sarah') },
  { name: 'the fallback while both are away', who: 'ana', may: 'decides', given: away('sarah', 'jonas') },
  {
    name: 'the fallback who made it while they were away, and they are back',
    who: 'sarah',
    may: 'member',
    madeIt: mayWithdraw,
    rule: { ...named('jonas'), fallback: [mail('sarah')] },
  },
  {
    name: 'somebody in the group',
    who: 'mike',
    may: 'decides',
    rule: { approvers: ['@growth-leads'] },
    groups: group(['mike', 'jonas']),
  },
  {
    name: 'somebody who joined the group a minute ago',
    who: 'mike',
    may: 'decides',
    rule: { approvers: ['@growth-leads'] },
    given: groupKnown(['jonas']),
    groups: group(['mike', 'jonas']),
  },
  {
    name: 'somebody who left the group a minute ago',
    who: 'mike',
    may: 'member',
    rule: { approvers: ['@growth-leads'] },
    given: groupKnown(['mike', 'jonas']),
    groups: group(['jonas']),
  },
  {
    name: 'the last one who left the group a minute ago',
    who: 'mike',
    may: 'member',
    rule: { approvers: ['@growth-leads'] },
    given: groupKnown(['mike']),
    groups: group([]),
  },
  {
    name: 'somebody whose group was deleted a minute ago',
    who: 'mike',
    may: 'member',
    rule: { approvers: ['@growth-leads'] },
    given: groupKnown(['mike']),
    groups: [],
  },
  {
    name: 'who made it, and left the group since',
    who: 'sarah',
    may: 'member',
    madeIt: mayNotWithdraw,
    rule: { approvers: ['@growth-leads'] },
    given: groupKnown(['sarah', 'jonas']),
    groups: group(['jonas']),
  },
  {
    name: 'who made it, and is named no longer, but leads the team',
    who: 'sarah',
    may: 'member',
    madeIt: mayNotWithdraw,
    rule: named('jonas'),
  },
  { name: 'somebody in the channel', who: 'priya', may: 'member' },
  {
    name: 'an admin of the file',
    who: 'priya',
    may: 'member',
    given: ({ db, id }) => setFileAdmins(db, [id('priya')]),
  },
  { name: 'an admin of the workspace', who: 'priya', may: 'member', slackSays: { priya: { isWorkspaceAdmin: true } } },
  { name: 'the lead, where no rule covers it', who: 'sarah', may: 'decides', madeIt: mayWithdraw, rule: null },
  {
    name: 'the lead, where the rule names nobody who is here',
    who: 'sarah',
    may: 'decides',
    madeIt: mayWithdraw,
    rule: { approvers: [mail('gus'), mail('dan'), 'nobody@acme.example'], fallback: [] },
  },
  {
    name: 'an admin of the file, where no rule covers it and there is a lead',
    who: 'priya',
    may: 'member',
    rule: null,
    given: ({ db, id }) => setFileAdmins(db, [id('priya')]),
  },
  {
    name: 'an approver who asked for it',
    who: 'jonas',
    may: 'decides',
    given: asked('jonas'),
  },
  {
    name: 'an approver who asked for it, where whoever asks does not decide',
    who: 'jonas',
    may: 'member',
    rule: { selfApproval: false },
    given: asked('jonas'),
  },
  {
    name: 'an approver whose name git has for it, where whoever asks does not decide',
    who: 'mike',
    may: 'member',
    rule: { ...named('mike', 'sarah'), selfApproval: false },
  },
  {
    name: 'an approver where somebody else asked and may not decide',
    who: 'jonas',
    may: 'decides',
    rule: { selfApproval: false },
    given: asked('sarah'),
  },
  { name: 'a guest who is named', who: 'gus', may: 'outsider', rule: named('gus', 'sarah') },
  {
    name: 'a guest who is the only one named, and stands in',
    who: 'gus',
    may: 'outsider',
    rule: { ...named('gus'), fallback: [mail('gus')] },
  },
  { name: 'somebody of another workspace who is named', who: 'xena', may: 'outsider', rule: named('xena', 'sarah') },
  { name: 'a deactivated person who is named', who: 'dan', may: 'outsider', rule: named('dan', 'sarah') },
  {
    name: 'an approver who became a guest a minute ago',
    who: 'jonas',
    may: 'outsider',
    slackSays: { jonas: { isGuest: true } },
  },
  {
    name: 'an approver who was deactivated a minute ago',
    who: 'jonas',
    may: 'outsider',
    slackSays: { jonas: { isDeactivated: true } },
  },
  {
    name: 'an approver who belongs to another workspace since a minute ago',
    who: 'jonas',
    may: 'outsider',
    slackSays: { jonas: { isExternal: true } },
  },
  {
    name: 'a guest in the group',
    who: 'gus',
    may: 'outsider',
    rule: { approvers: ['@growth-leads'] },
    groups: group(['gus', 'jonas']),
  },
  {
    name: 'who made it, and became a guest a minute ago',
    who: 'sarah',
    may: 'outsider',
    mayRead: true,
    slackSays: { sarah: { isGuest: true } },
  },
  {
    name: 'who made it, and was deactivated a minute ago',
    who: 'sarah',
    may: 'outsider',
    slackSays: { sarah: { isDeactivated: true } },
  },
  {
    name: 'somebody who calls themselves like an approver',
    who: 'priya',
    may: 'member',
    rule: { approvers: ['@jonas', mail('sarah')] },
    slackSays: { priya: { name: 'Jonas', handle: 'jonas' } },
  },
]

/** Everybody as Slack has them, before anything is said of them. */
export function slackPerson(who: Who): SlackPerson {
  return {
    slackId: `U${who.toUpperCase().padStart(9, '0')}`,
    name: `${who.charAt(0).toUpperCase()}${who.slice(1)}`,
    handle: who,
    email: mail(who),
    zone: 'America/New_York',
    isWorkspaceAdmin: false,
    isGuest: who === 'gus',
    isExternal: who === 'xena',
    isDeactivated: who === 'dan',
  }
}

/** Makes a role so; what Slack says is only heard from the directory. */
export function playRole({ rule = {}, given }: Role, world: RoleWorld): void {
  transact(world.db, (tx) => {
    saveApprovalRules(tx, rule === null ? [] : [{ ...(listApprovalRules(tx)[0] ?? usualRule), ...rule }])
    given?.({ ...world, db: tx })
  })
}

/** Slack at the click. `slackId`: how the database knows each. */
export function directoryOf({ slackSays = {}, groups = [] }: Role, slackIds: ReadonlyMap<Who, string>): Directory {
  const said = everybody.map((who) => ({
    ...slackPerson(who),
    slackId: slackIds.get(who) ?? '',
    ...slackSays[who],
  }))
  const no = () => Promise.reject(new Error('nobody asks for this here'))
  return {
    findPerson: async (slackId) => said.find((one) => one.slackId === slackId) ?? null,
    listPeople: async () => said,
    listUserGroups: async () => groupsOf(groups, slackIds),
    listChannels: no,
    joinChannel: no,
  }
}

function groupsOf(groups: NonNullable<Role['groups']>, slackIds: ReadonlyMap<Who, string>) {
  return groups.map(({ handle, members }, at) => ({
    slackId: `S00000000${at}`,
    handle,
    name: handle,
    members: members.map((who) => slackIds.get(who) ?? ''),
  }))
}

/** Everybody is met, as they were before the minute the roles speak of. */
export function meetEverybody(db: Db, slackIds: ReadonlyMap<Who, string>, now: Date): Map<Who, PersonId> {
  return new Map(
    everybody.map((who) => {
      const said = { ...slackPerson(who), slackId: slackIds.get(who) ?? '' }
      return [who, savePersonFromSlack(db, said, now, { handleIsSure: true }).id]
    }),
  )
}
