import { and, asc, eq } from 'drizzle-orm'
import type { ApprovalId } from '../../domain/approvals.ts'
import type { FindingContent } from '../../domain/findings/content.ts'
import type { Db } from '../../platform/db.ts'
import { approvalContents } from '../tables/approvals.ts'

/** The spec's own body, among the files it was to write. */
const bodyPath = ''

/** Keeps what there was to decide on: people can read it, and compare, whatever becomes of the repository. */
export function saveContent(tx: Db, approvalId: ApprovalId, version: number, content: FindingContent, now: Date): void {
  const { body, files } = content
  const rows = [{ path: bodyPath, text: body, problem: null }, ...files]
  rows.forEach(({ path, text, problem }, position) => {
    const row = { approvalId, version, path, position, text, problem, seenAt: now }
    tx.insert(approvalContents).values(row).onConflictDoNothing().run()
  })
}

/** Throws when that version was never kept: a bug. */
export function getContent(db: Db, approvalId: ApprovalId, version: number): FindingContent {
  const [body, ...files] = db
    .select({ path: approvalContents.path, text: approvalContents.text, problem: approvalContents.problem })
    .from(approvalContents)
    .where(and(eq(approvalContents.approvalId, approvalId), eq(approvalContents.version, version)))
    .orderBy(asc(approvalContents.position))
    .all()
  if (!body) throw new Error(`no content ${version} of approval ${approvalId}`)
  return { body: body.text ?? '', files }
}
