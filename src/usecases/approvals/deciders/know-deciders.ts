import type { ApprovalId } from '../../../domain/approvals.ts'
import type { PersonId } from '../../../domain/ids.ts'
import { parsePersonReference } from '../../../domain/people.ts'
import { type Db, transact } from '../../../platform/db.ts'
import { listApprovalRules } from '../../../storage/approval-rules.ts'
import { findApproval } from '../../../storage/approvals/approvals.ts'
import { listVotes } from '../../../storage/approvals/decisions.ts'
import { listUserGroups, saveUserGroups } from '../../../storage/approvals/user-groups.ts'
import { ensurePerson, findPersonByReference } from '../../../storage/people.ts'
import { refreshPeople } from '../../know-people.ts'
import type { Directory } from '../../ports.ts'

/**
 * Asks Slack who somebody is now, and who is in the user groups that rules name, before it is judged whether they may
 * decide: a guest, a leaver, somebody who left the group a minute ago. Those too who have approved it before them, where
 * more than one has to: their word counts only while they may. Rejects when Slack cannot be asked.
 */
export async function knowDecider(
  db: Db,
  directory: Directory,
  { by, approvalId }: { by: PersonId; approvalId: ApprovalId },
  now: Date,
): Promise<void> {
  const approval = findApproval(db, approvalId)
  const voters = approval ? listVotes(db, approval.id, approval.version).map(({ personId }) => personId) : []
  await refreshPeople(db, directory, [by, ...voters], now)
  if (groupReferences(db).length > 0) await knowUserGroups(db, directory, now)
}

/**
 * Asks Slack about the user groups that rules may name. What is written like a handle and is no group's is a person's
 * and is looked up as one. Returns what Slack does not know, a sentence each.
 */
export async function knowUserGroups(db: Db, directory: Directory, now: Date): Promise<string[]> {
  const references = groupReferences(db)
  if (references.length === 0) return []
  const answer = await directory.listUserGroups()
  const problems: string[] = []
  transact(db, (tx) => {
    if (answer !== 'not-allowed') saveUserGroups(tx, answer, now)
    // What was known stays known while nobody may ask; what was not is a person's handle, or waits for the scope.
    const groups = listUserGroups(tx)
    if (answer === 'not-allowed' && groups.length === 0) problems.push(mayNotAsk)
    for (const reference of references) {
      const isGroup = groups.some(
        ({ slackId, handle }) => slackId === reference || `@${handle}`.toLowerCase() === reference.toLowerCase(),
      )
      if (isGroup) continue
      if (reference.startsWith('@')) ensurePerson(tx, reference)
      else problems.push(`Slack knows no user group ${reference}: correct it under approvals in the OKR file.`)
    }
  })
  return problems
}

const mayNotAsk =
  'The Slack app may not ask for user groups, and approvals in the OKR file may name some: give it the scope usergroups:read (paste manifest.yml again) and reinstall it.'

/** True while a rule names somebody or a group that Slack was not asked about. */
export function areGroupsUnknown(db: Db): boolean {
  const groups = listUserGroups(db)
  return groupReferences(db).some((reference) => {
    const handle = reference.replace(/^@/, '').toLowerCase()
    const isGroup = groups.some(({ slackId, handle: known }) => slackId === reference || known.toLowerCase() === handle)
    return !isGroup && findPersonByReference(db, reference) === null
  })
}

/** What a rule says that may mean a user group: `@growth-leads`, `S0123`. */
function groupReferences(db: Db): string[] {
  const named = listApprovalRules(db).flatMap(({ approvers, fallback }) => [...approvers, ...fallback])
  return [...new Set(named)].filter((reference) => {
    const kind = parsePersonReference(reference)?.kind
    return kind === 'handle' || kind === undefined
  })
}
