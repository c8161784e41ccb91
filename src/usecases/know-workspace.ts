import { type Person, parsePersonReference, type SlackPerson } from '../domain/people.ts'
import type { Db } from '../platform/db.ts'
import { transact } from '../platform/db.ts'
import { listApprovalRules } from '../storage/approval-rules.ts'
import { listUserGroups, ruleChannelId, saveRuleChannel } from '../storage/approvals/user-groups.ts'
import { listPeople, listUnresolvedReferences } from '../storage/people.ts'
import { savePersonFromSlack } from '../storage/people-from-slack.ts'
import { listUnresolvedChannels, resolveChannel } from '../storage/teams.ts'
import { areGroupsUnknown, knowUserGroups } from './approvals/deciders/know-deciders.ts'
import type { Directory } from './ports.ts'

/** What the OKR file names and Slack does not know: one sentence each. */
export interface KnownWorkspace {
  problems: string[]
}

/**
 * Asks Slack about everybody and every channel the OKR file names, and again about everybody we know: zones move,
 * people leave. Enters public channels; a private one needs an invitation. Rejects when Slack cannot be asked.
 */
export async function knowWorkspace(db: Db, directory: Directory, now: () => Date): Promise<KnownWorkspace> {
  const problems = [
    ...(await knowUserGroups(db, directory, now())),
    ...(await knowPeople(db, directory, now)),
    ...(await knowChannels(db, directory)),
  ]
  return { problems }
}

async function knowPeople(db: Db, directory: Directory, now: () => Date): Promise<string[]> {
  const said = await directory.listPeople()
  const holders = Map.groupBy(
    said.filter(({ isDeactivated }) => !isDeactivated),
    handleOf,
  )
  transact(db, (tx) => {
    const wanted = new Set(listUnresolvedReferences(tx).map(({ reference }) => reference))
    const inGroups = new Set(listUserGroups(tx).flatMap(({ members }) => members))
    const known = new Set(listPeople(tx).flatMap((person: Person) => person.slackId ?? []))
    for (const person of said) {
      const names = [person.slackId, person.email, handleOf(person)]
      const isNamed =
        inGroups.has(person.slackId) || names.some((name) => name && wanted.has(parsePersonReference(name)?.text ?? ''))
      const handleIsSure = holders.get(handleOf(person))?.length === 1
      if (isNamed || known.has(person.slackId)) savePersonFromSlack(tx, person, now(), { handleIsSure })
    }
  })
  return listUnresolvedReferences(db).map(({ reference }) => whyUnknown(reference, holders.get(reference) ?? []))
}

/** Comparable, as references are: `@mike`. */
function handleOf({ handle }: SlackPerson): string {
  return (handle && parsePersonReference(`@${handle}`)?.text) ?? ''
}

function whyUnknown(reference: string, holders: readonly SlackPerson[]): string {
  if (holders.length > 1) {
    const names = holders.map(({ name, slackId }) => `${name} (${slackId})`).join(' and ')
    return `${names} are both called ${reference}: write the one you mean by e-mail or Slack id in the OKR file and import it again.`
  }
  return `Slack knows nobody as ${reference}: correct it in the OKR file and import it again. Until then this person is not asked.`
}

async function knowChannels(db: Db, directory: Directory): Promise<string[]> {
  const unresolved = unresolvedChannels(db)
  if (unresolved.length === 0) return []
  const channels = await directory.listChannels()
  const problems: string[] = []
  for (const { channel, usedFor } of unresolved) {
    const found = channels.find(({ id, name }) => channel === id || channel.toLowerCase() === `#${name}`)
    if (!found) {
      problems.push(
        `Slack shows me no channel ${channel} (${usedFor}): correct its name, or invite me if it is private.`,
      )
    } else if (found.isArchived) {
      problems.push(`The channel ${channel} (${usedFor}) is archived: unarchive it or name another one.`)
    } else {
      if (!found.isMember && !found.isPrivate) await directory.joinChannel(found.id)
      resolveChannel(db, channel, found.id)
      if (usedFor === usedForApprovals) saveRuleChannel(db, channel, found.id)
    }
  }
  return problems
}

/** True while the OKR file names somebody or something that Slack was not asked about, or does not know. */
export function isWorkspaceUnknown(db: Db): boolean {
  return listUnresolvedReferences(db).length > 0 || unresolvedChannels(db).length > 0 || areGroupsUnknown(db)
}

const usedForApprovals = 'approvals'

/** Channels that teams, reports and approval rules name and that Slack was not asked about. */
function unresolvedChannels(db: Db): { channel: string; usedFor: string }[] {
  const named = listApprovalRules(db).flatMap(({ channel }) => channel ?? [])
  const ofRules = [...new Set(named)].filter((channel) => ruleChannelId(db, channel) === null)
  return [...listUnresolvedChannels(db), ...ofRules.map((channel) => ({ channel, usedFor: usedForApprovals }))]
}
