import { eq } from 'drizzle-orm'
import { approvalIn } from '../../src/chant/writing/spec-to-decide.ts'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import type { Message } from '../../src/demo/workspace/state/model.ts'
import { type Approval, isSameApproval, type Standing, standingOf } from '../../src/domain/approvals.ts'
import type { Db } from '../../src/platform/db.ts'
import { latestRounds, listApprovals } from '../../src/storage/approvals/approvals.ts'
import { latestDecision, listDecisions } from '../../src/storage/approvals/decisions.ts'
import { getDelivery } from '../../src/storage/deliveries.ts'
import { approvalNews } from '../../src/storage/tables/approvals.ts'
import { cardKey } from '../../src/usecases/approvals/approval-messages.ts'

export interface Places {
  workspace: SlackWorkspace
  db: Db
  /** git, in the project. */
  git: (...args: string[]) => string
}

/**
 * Where the database, chant's HEAD, its history, the cards and their threads do not say the same, a sentence each: every
 * decision is in HEAD as that person's and in one commit, the card says it, its thread tells it once, and nothing says
 * decided that HEAD does not have. Of what is on its way nothing is known yet.
 */
export function disagreements({ workspace, db, git }: Places): string[] {
  const newest = latestRounds(db, 'acme')
  const found = listApprovals(db).flatMap((approval) => {
    const isNewest = newest.get(approval.specId)?.id === approval.id
    return [...(isNewest ? inHead(db, git, approval) : []), ...onCard(db, workspace, approval)]
  })
  const specs = [...newest.keys()].flatMap((specId) => inHistory(db, git, specId))
  const twice = [...workspace.duplicatesByMarker().keys()].map((marker) => `${marker} stands twice`)
  return [...found, ...specs, ...twice]
}

function inHead(db: Db, git: Places['git'], approval: Approval): string[] {
  const { id, specId, seen } = approval
  const head = approvalIn(specId, git('show', `HEAD:.chant/specs/${specId}.md`))
  const latest = latestDecision(db, id)
  const standing = standingOf(approval, latest)
  if (standing === 'approved' || standing === 'rejected') {
    const isSame = head?.status === standing && head.by === latest?.byName && latest?.state === 'written'
    return isSame ? [] : [`${specId} is ${standing} by ${latest?.byName}, and HEAD says ${JSON.stringify(head)}`]
  }
  const isDecided = head?.status === 'approved' || head?.status === 'rejected'
  return isDecided && !isSameApproval(head, seen) ? [`${specId} is ${standing}, and HEAD has ${head.status}`] : []
}

/** One commit for every decision that was made here and stands, and no other. */
function inHistory(db: Db, git: Places['git'], specId: string): string[] {
  const decisions = listApprovals(db)
    .filter((approval) => approval.specId === specId)
    .sort((a, b) => a.round - b.round)
    .flatMap(({ id }) => listDecisions(db, id))
    .filter(({ state, isOutside }) => state === 'written' && !isOutside)
  const wanted = decisions.map(({ verdict, byName }) => `${byName} ${verdict === 'approved' ? 'approve' : 'reject'}`)
  const subject = new RegExp(`^(.*)\\|chant\\(${specId}\\): (approve|reject) spec$`)
  const commits = git('log', '--reverse', '--format=%an|%s')
    .split('\n')
    .flatMap((line) => {
      const [, who, verb] = subject.exec(line) ?? []
      return who ? [`${who} ${verb}`] : []
    })
  return wanted.join() === commits.join() ? [] : [`${specId}: recorded ${wanted.join()}; committed ${commits.join()}`]
}

const says: Partial<Record<Standing, RegExp>> = {
  approved: /approved these findings|findings are approved/,
  rejected: /rejected these findings|findings are rejected/,
}

function onCard(db: Db, workspace: SlackWorkspace, approval: Approval): string[] {
  const card = cardOf(db, workspace, approval.id)
  if (!card) return []
  const latest = latestDecision(db, approval.id)
  const standing = standingOf(approval, latest)
  const canApprove = buttonsOf(card).some(({ actionId }) => actionId === 'approval:approve')
  const problems = [
    ...(canApprove === (standing === 'open') ? [] : [`the card of ${approval.specId} is not that of ${standing}`]),
    ...(says[standing]?.test(wordsOf(card)) === false
      ? [`the card of ${approval.specId} does not say ${standing}`]
      : []),
  ]
  const told = workspace.replies(card).map((reply) => wordsOf(reply))
  for (const { id, state, byName } of listDecisions(db, approval.id)) {
    const news = db.select().from(approvalNews).where(eq(approvalNews.approvalId, approval.id)).all()
    const times = news.filter(({ news: told }) => told.kind === 'decided' && told.decisionId === id).length
    const isRight = times === (state === 'written' ? 1 : 0)
    if (!isRight) problems.push(`${byName}'s decision on ${approval.specId} is told ${times} times`)
  }
  const expected = listDecisions(db, approval.id).filter(({ state }) => state === 'written').length
  return told.length >= expected ? problems : [...problems, `${approval.specId}: ${told.length} told in the thread`]
}

export function cardOf(db: Db, workspace: SlackWorkspace, approvalId: number): Message | null {
  const delivery = getDelivery(db, cardKey(approvalId))
  const all = workspace.messages('retention')
  return all.find(({ ts }) => ts === delivery?.ts) ?? null
}
