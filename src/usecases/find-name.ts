import type { Db } from '../platform/db.ts'
import { listUserGroups } from '../storage/approvals/user-groups.ts'
import { findPersonBySlackId } from '../storage/people.ts'

/** What people and groups are called that a text names by their Slack ids; null for whoever we do not know. */
export function findName(db: Db): { person(slackId: string): string | null; group(slackId: string): string | null } {
  return {
    person: (slackId) => findPersonBySlackId(db, slackId)?.name ?? null,
    group: (slackId) => listUserGroups(db).find((group) => group.slackId === slackId)?.handle ?? null,
  }
}
