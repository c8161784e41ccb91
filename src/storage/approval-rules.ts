import type { ApprovalRule } from '../domain/approval-rules.ts'
import type { Db } from '../platform/db.ts'
import { approvalRules } from './tables/objectives.ts'

/** In the file's order: the first rule that matches counts. */
export function listApprovalRules(db: Db): ApprovalRule[] {
  const rows = db.select().from(approvalRules).orderBy(approvalRules.position).all()
  // Written by `saveApprovalRules` alone, so it is what that takes.
  return rows.map((row) => row.rule as ApprovalRule)
}

/** Replaces the whole list: its order is its meaning. */
export function saveApprovalRules(db: Db, rules: readonly ApprovalRule[]): void {
  db.delete(approvalRules).run()
  rules.forEach((rule, position) => {
    db.insert(approvalRules).values({ position, rule }).run()
  })
}
