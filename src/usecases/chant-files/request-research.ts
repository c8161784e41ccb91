import type { ApprovalId } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { nextSpecId, specText } from '../../domain/spec-text.ts'
import type { SpecId } from '../../domain/specs.ts'
import { finishReceived } from '../../durable/inbox.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Db, transact } from '../../platform/db.ts'
import { findApproval } from '../../storage/approvals/approvals.ts'
import { listSpecIdsOfDay } from '../../storage/approvals/chant-files.ts'
import { listOpenCycles } from '../../storage/cycles.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { getPerson } from '../../storage/people.ts'
import { discussionFile } from '../approvals/keep-discussion.ts'
import { draftAbout } from '../check-ins/keep-typed.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { orderFiles } from './order-files.ts'
import { type ChantProjects, standingAmong } from './projects.ts'
import { type ResearchTyped, type ResearchWanted, researchWanted, targetFor } from './research-asked.ts'
import { whyNotWrite } from './why-not-write.ts'

export interface FilesOptions {
  db: Db
  clock: Clock
  defaultZone: Zone
  projects: ChantProjects
}

export interface ResearchRequest {
  repository: string
  by: PersonId
  typed: ResearchTyped
  /** What the form is called among drafts. */
  about: string
  /** The approval whose rejection led to it. */
  approvalId: ApprovalId | null
  inboxKey: string
}

export interface ResearchRequested {
  kind: 'requested'
  specId: SpecId
  /** Something to know although it goes its way; null when there is nothing. */
  remark: string | null
}

/** Has a research spec made in somebody's name. It asks for no approval, which would keep agents from doing it. */
export async function requestResearch(
  { db, clock, defaultZone, projects }: FilesOptions,
  request: ResearchRequest,
): Promise<ResearchRequested | Invalid | Refused> {
  const { repository, by, typed, about, approvalId, inboxKey } = request
  const why = whyNotWrite(db, by)
  if (why !== null) return refused(why)
  if (!projects.names.includes(repository)) return refused(`${repository} is no project I write to any more.`)
  const keyResults = listOpenCycles(db).flatMap(({ id }) => listKeyResults(db, id))
  const checked = researchWanted(typed, keyResults)
  if ('errors' in checked) return { kind: 'invalid', errors: checked.errors }
  const today = localDateAt(clock.now(), zoneOf(getPerson(db, by), defaultZone))
  const { wanted, remark } = await withFreeTarget(checked.wanted, repository, projects, today)

  const now = clock.now()
  return transact(db, (tx) => {
    const specId = nextSpecId(today, listSpecIdsOfDay(tx, repository, today), projects.newSpecSuffix())
    const { title, details, labels, targets: targetFiles, informedBy, criteria } = wanted
    const text = specText({ type: 'research', title, text: details, criteria, labels, targetFiles, informedBy })
    const spec = { path: `.chant/specs/${specId}.md`, text, ifThere: 'keep' as const }
    const files = [spec, ...discussionFor(tx, approvalId, informedBy)]
    const message = `chant: Add spec ${specId}`
    const order = { repository, kind: 'research', title, files, message, personId: by, approvalId, specId } as const
    orderFiles(tx, { ...order, files, askedAt: now }, now)
    deleteDraft(tx, by, draftAbout('research', about))
    finishReceived(tx, inboxKey, now)
    return { kind: 'requested', specId, remark } as const
  })
}

/** What was said about the rejected findings goes along, so that it stands where the new research looks for it. */
function discussionFor(tx: Db, approvalId: ApprovalId | null, informedBy: readonly string[]) {
  const approval = approvalId === null ? null : findApproval(tx, approvalId)
  if (!approval) return []
  const { path, text } = discussionFile(tx, approval)
  return informedBy.includes(path) ? [{ path, text, ifThere: 'replace' as const }] : []
}

/** Findings of ours to place go where nothing stands; where somebody named a file that is there, they are told. */
async function withFreeTarget(
  wanted: ResearchWanted,
  repository: string,
  projects: ChantProjects,
  today: string,
): Promise<{ wanted: ResearchWanted; remark: string | null }> {
  const { targets, isTargetOurs, labels, title } = wanted
  const dated = targetFor(labels, title, today)
  const standing = await standingAmong(projects, repository, [...targets, dated])
  if (!isTargetOurs) {
    const there = targets.filter((path) => standing.has(path))
    const remark = there.length > 0 ? `${there.join(', ')} is there already: the agent will write over it.` : null
    return { wanted, remark }
  }
  if (!targets.some((path) => standing.has(path))) return { wanted, remark: null }
  const free = [dated, ...Array.from({ length: 20 }, (_, at) => dated.replace(/\.md$/, `-${at + 2}.md`))]
  const taken = await standingAmong(projects, repository, free)
  return { wanted: { ...wanted, targets: [free.find((path) => !taken.has(path)) ?? dated] }, remark: null }
}
