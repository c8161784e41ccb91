import type { ApprovalId } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { SpecId } from '../../domain/specs.ts'
import type { Db } from '../../platform/db.ts'
import { findApproval } from '../../storage/approvals/approvals.ts'
import { getContent } from '../../storage/approvals/contents.ts'
import { latestDecision } from '../../storage/approvals/decisions.ts'
import { findSpec } from '../../storage/chant-specs.ts'
import type { Draft } from '../../storage/drafts.ts'
import { whyNoDriver } from '../approvals/afterwards/why-no-driver.ts'
import { typedBefore } from '../check-ins/keep-typed.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { type DriverTyped, membersFrom, mostMembers } from './driver-asked.ts'
import { whyNotWrite } from './why-not-write.ts'

export interface DriverForm {
  approvalId: ApprovalId
  specId: SpecId
  /** Of the approved finding. */
  title: string
  repository: string
  typed: DriverTyped
  /** True: the findings name things to do, and each has a block. */
  isFromFindings: boolean
  restoredFrom: Date | null
}

/** The form for the driver spec of an approved finding, with a member for each thing the finding says can be done. */
export function showDriverForm(
  db: Db,
  { approvalId, by }: { approvalId: ApprovalId; by: PersonId },
  now: Date,
): { kind: 'form'; form: DriverForm } | Refused {
  const why = whyNotWrite(db, by)
  if (why !== null) return refused(why)
  const approval = findApproval(db, approvalId)
  const whyNot = approval ? whyNoDriver(db, approval) : 'That finding is gone.'
  if (!approval || whyNot !== null) return refused(whyNot ?? '')
  const { specId, repository, title } = approval
  const draft = typedBefore(db, { by, form: 'driver', about: String(approvalId) }, now)
  const members = membersFrom(getContent(db, approvalId, approval.settledVersion ?? approval.version))
  const decision = latestDecision(db, approvalId)
  const typed = draft
    ? typedIn(draft)
    : {
        title: `Carry out what was found: ${title}`.slice(0, 200),
        purpose:
          `${decision ? `${decision.byName} approved the findings of ${specId} on ${decision.decidedAt.toISOString().slice(0, 10)}.` : ''} These pieces of work carry them out.`.trim(),
        labels: (findSpec(db, repository, specId)?.labels ?? []).join(' '),
        criteria: 'All members are completed\nWhat it is to change is measured before and after',
        members,
      }
  const isFromFindings = members.length > 0
  const restoredFrom = draft?.savedAt ?? null
  return { kind: 'form', form: { approvalId, specId, title, repository, typed, isFromFindings, restoredFrom } }
}

function typedIn({ fields }: Draft): DriverTyped {
  const text = (name: string) => fields[name] ?? ''
  return {
    title: text('title'),
    purpose: text('purpose'),
    labels: text('labels'),
    criteria: text('criteria'),
    members: Array.from({ length: mostMembers }, (_, at) => ({
      title: text(`member-${at + 1}`),
      text: text(`member-${at + 1}-text`),
    })).filter(({ title, text: said }) => title !== '' || said !== ''),
  }
}
