import type { ApprovalId } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { nextSpecId, specText } from '../../domain/spec-text.ts'
import type { SpecId } from '../../domain/specs.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { transact } from '../../platform/db.ts'
import { findApproval } from '../../storage/approvals/approvals.ts'
import { listSpecIdsOfDay } from '../../storage/approvals/chant-files.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { getPerson } from '../../storage/people.ts'
import { whyNoDriver } from '../approvals/afterwards/why-no-driver.ts'
import { approvalChanged } from '../approvals/approval-messages.ts'
import { draftAbout } from '../check-ins/keep-typed.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { type DriverTyped, type DriverWanted, driverWanted } from './driver-asked.ts'
import { orderFiles } from './order-files.ts'
import type { FilesOptions } from './request-research.ts'
import { whyNotWrite } from './why-not-write.ts'

export interface DriverRequest {
  approvalId: ApprovalId
  by: PersonId
  typed: DriverTyped
  inboxKey: string
}

/**
 * Has a driver spec made of an approved finding, with its members, in one commit and in somebody's name. One is made of
 * each approval: who comes second is told who made which.
 */
export function createDriver(
  { db, clock, defaultZone, projects }: FilesOptions,
  { approvalId, by, typed, inboxKey }: DriverRequest,
): { kind: 'creating'; specId: SpecId } | Invalid | Refused {
  const why = whyNotWrite(db, by)
  if (why !== null) return refused(why)
  const checked = driverWanted(typed)
  if ('errors' in checked) return { kind: 'invalid', errors: checked.errors }
  const { wanted } = checked
  const now = clock.now()
  return transact(db, (tx) => {
    const approval = findApproval(tx, approvalId)
    if (!approval) return refused('That finding is gone.')
    const { repository } = approval
    if (!projects.names.includes(repository)) return refused(`${repository} is no project I write to any more.`)
    const whyNot = whyNoDriver(tx, approval)
    if (whyNot !== null) return refused(whyNot)
    const today = localDateAt(now, zoneOf(getPerson(tx, by), defaultZone))
    const specId = nextSpecId(today, listSpecIdsOfDay(tx, repository, today), projects.newSpecSuffix())
    const files = filesOf(specId, approval.specId, wanted)
    const message = `chant: Add spec ${specId}`
    const order = {
      repository,
      kind: 'driver',
      title: wanted.title,
      message,
      personId: by,
      approvalId,
      specId,
    } as const
    orderFiles(tx, { ...order, files, askedAt: now }, now)
    // The card offers it no longer: it is being made.
    approvalChanged(tx, approvalId, [], now)
    deleteDraft(tx, by, draftAbout('driver', String(approvalId)))
    finishReceived(tx, inboxKey, now)
    return { kind: 'creating', specId } as const
  })
}

function filesOf(id: SpecId, research: SpecId, wanted: DriverWanted) {
  const { title, purpose, labels, criteria } = wanted
  const members = wanted.members.map((member, index) => ({ id: `${id}.${index + 1}`, ...member }))
  const ids = members.map((member) => member.id)
  const driver = specText({
    type: 'driver',
    title,
    text: purpose,
    criteria,
    labels,
    dependsOn: [research],
    members: ids,
  })
  return [
    { id, text: driver },
    ...members.map((member) => ({ id: member.id, text: specText({ ...member, type: 'code', labels }) })),
  ].map((spec) => ({ path: `.chant/specs/${spec.id}.md`, text: spec.text, ifThere: 'keep' as const }))
}
