import type { PersonId, TeamId } from '../domain/ids.ts'
import type { Person } from '../domain/people.ts'
import type { Team } from '../domain/teams.ts'
import type { Db } from '../platform/db.ts'
import { getPerson, listPeople } from '../storage/people.ts'
import { getTeam } from '../storage/teams.ts'

/** Whether somebody may do what only a team's lead may, by who they are now: its lead, or an admin. */
export function mayLead(db: Db, by: PersonId, team: Pick<Team, 'leadId'>): boolean {
  const person = getPerson(db, by)
  if (person.deactivatedAt) return false
  return team.leadId === by || person.isAdmin
}

/** Who is told what a lead has to settle: the lead; where there is none who is still here, the admins. */
export function whoLeads(db: Db, team: Pick<Team, 'leadId'>): Person[] {
  const reachable = (person: Person) => person.slackId !== null && person.deactivatedAt === null
  const lead = team.leadId === null ? null : getPerson(db, team.leadId)
  // A lead whom Slack was not asked about yet is waited for.
  if (lead !== null && lead.deactivatedAt === null) return reachable(lead) ? [lead] : []
  return listPeople(db).filter((person) => person.isAdmin && reachable(person))
}

/** Why somebody may not, in a sentence that says who may; null when they may. */
export function whyNotLead(db: Db, by: PersonId, teamId: TeamId): string | null {
  const team = getTeam(db, teamId)
  if (mayLead(db, by, team)) return null
  const lead = team.leadId === null ? 'its lead (nobody is named)' : getPerson(db, team.leadId).name
  return `Only ${lead} or an admin can do this for ${team.name}. Nothing was changed.`
}
