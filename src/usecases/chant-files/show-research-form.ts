import type { ApprovalId } from '../../domain/approvals.ts'
import { type ContextFile, discussionPathOf } from '../../domain/digests.ts'
import { compareIds, isKeyResultId, type KeyResultId, type PersonId } from '../../domain/ids.ts'
import { isWritable } from '../../domain/spec-text.ts'
import type { Db } from '../../platform/db.ts'
import { findApproval } from '../../storage/approvals/approvals.ts'
import { listLabelsOf } from '../../storage/approvals/chant-files.ts'
import { listDecisions } from '../../storage/approvals/decisions.ts'
import { findSpec } from '../../storage/chant-specs.ts'
import { listOpenCycles } from '../../storage/cycles.ts'
import type { Draft } from '../../storage/drafts.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { typedBefore } from '../check-ins/keep-typed.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { type ChantProjects, contextOf, noProject } from './projects.ts'
import { firstCriteria, type ResearchTyped } from './research-asked.ts'
import { whyNotWrite } from './why-not-write.ts'

/** What the form for a research spec shows. */
export interface ResearchForm {
  repository: string
  repositories: readonly string[]
  /** What it is called among drafts. */
  about: string
  approvalId: ApprovalId | null
  typed: ResearchTyped
  labels: readonly string[]
  keyResults: readonly { id: KeyResultId; title: string }[]
  /** Newest first. */
  context: readonly ContextFile[]
  /** Why the project's files cannot be offered; null when they are. */
  problem: string | null
  restoredFrom: Date | null
}

export interface ResearchStart {
  by: PersonId
  /** As it was typed behind the command; empty: none. */
  question: string
  /** The rejected finding that it is to do again. */
  approvalId?: ApprovalId | null
  /** What it is for, when that is known. */
  keyResultIds?: readonly KeyResultId[]
  /** Which project; without it the approval's, else the first. */
  repository?: string
}

/** The form for a new research spec, filled in with a question, or with what was rejected. */
export async function showResearchForm(
  { db, projects }: { db: Db; projects: ChantProjects },
  { by, question, approvalId = null, keyResultIds = [], repository: wanted }: ResearchStart,
  now: Date,
): Promise<{ kind: 'form'; form: ResearchForm } | Refused> {
  const why = whyNotWrite(db, by)
  if (why !== null) return refused(why)
  const again = approvalId === null ? null : rejectedResearch(db, approvalId)
  if (again && 'why' in again) return again
  const repository = wanted ?? again?.repository ?? projects.names[0]
  if (repository === undefined) return refused(noProject)
  if (!projects.names.includes(repository)) return refused(`${repository} is no project I write to.`)

  const about = approvalId === null ? 'new' : `again-${approvalId}`
  const draft = question === '' ? typedBefore(db, { by, form: 'research', about }, now) : null
  const { files: context, problem } = await contextOf(projects, repository)
  const form: ResearchForm = {
    repository,
    repositories: projects.names,
    about,
    approvalId,
    typed: draft ? typedIn(draft) : (again?.typed ?? { ...startWith(question), keyResults: [...keyResultIds] }),
    labels: listLabelsOf(db, repository).filter(isWritable),
    keyResults: listOpenCycles(db)
      .flatMap(({ id }) => listKeyResults(db, id))
      .sort((a, b) => compareIds(a.id, b.id))
      .map(({ id, title }) => ({ id, title })),
    context,
    problem,
    restoredFrom: draft?.savedAt ?? null,
  }
  return { kind: 'form', form }
}

function startWith(said: string): ResearchTyped {
  const question = said.trim()
  const isLong = question.length > 150 || question.includes('\n')
  const title = isLong ? (/^[^\n]{1,149}?[.?!](?=\s)|^[^\n]{1,149}/.exec(question)?.[0] ?? '') : question
  return { ...empty, title, details: isLong ? question : '', criteria: firstCriteria(title) }
}

const empty: ResearchTyped = {
  title: '',
  details: '',
  labels: [],
  moreLabels: '',
  keyResults: [],
  informedBy: [],
  targets: '',
  criteria: '',
}

function typedIn({ fields }: Draft): ResearchTyped {
  const text = (name: string) => fields[name] ?? ''
  const several = (name: string) => text(name).split('\n').filter(Boolean)
  return {
    title: text('title'),
    details: text('details'),
    labels: several('labels'),
    moreLabels: text('more-labels'),
    keyResults: several('key-results'),
    informedBy: several('informed-by'),
    targets: text('targets'),
    criteria: text('criteria'),
  }
}

/** The same question again, informed by what it was informed by and by what was said about its findings. */
function rejectedResearch(db: Db, approvalId: ApprovalId): { repository: string; typed: ResearchTyped } | Refused {
  const approval = findApproval(db, approvalId)
  const spec = approval && findSpec(db, approval.repository, approval.specId)
  if (!approval || !spec) return refused('What was rejected is not in the project any more.')
  if (approval.outcome !== 'rejected') return refused('Its findings are not rejected any more.')
  const decision = listDecisions(db, approvalId).findLast(({ state }) => state !== 'void')
  const reason = decision?.verdict === 'rejected' ? decision.reason : null
  const details = `${approval.specId} asked this before, and its findings were rejected${reason ? ':' : '.'}\n\n${quoted(reason ?? '')}`
  return {
    repository: approval.repository,
    typed: {
      ...empty,
      title: spec.title ?? approval.title,
      details: details.trim(),
      labels: spec.labels.filter((label) => !isKeyResultId(label)),
      keyResults: spec.labels.filter(isKeyResultId),
      informedBy: [
        ...new Set([...spec.informedBy, discussionPathOf({ specId: spec.id, targetFiles: spec.targetFiles })]),
      ],
      targets: spec.targetFiles.join('\n'),
      criteria: `${reason ? 'What the rejection asked for is answered\n' : ''}${firstCriteria(spec.title ?? '')}`,
    },
  }
}

function quoted(text: string): string {
  return text.trim() === ''
    ? ''
    : text
        .trim()
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')
}
