import type { ChantWriter } from '../../domain/chant-writing.ts'
import { type Db, transact } from '../../platform/db.ts'
import { listOpenApprovals } from '../../storage/approvals/approvals.ts'
import { chantProblem, saveChantProblem } from '../../storage/approvals/chant-program.ts'
import { approvalChanged } from './approval-messages.ts'

/**
 * Looks whether chant can be run, so that open cards say it when it cannot. Returns the problem in a sentence, or null.
 */
export async function checkChant(db: Db, writer: ChantWriter, now: () => Date): Promise<string | null> {
  const problem = await writer.problem()
  if (problem === chantProblem(db)) return problem
  transact(db, (tx) => {
    saveChantProblem(tx, problem, now())
    for (const { id } of listOpenApprovals(tx)) approvalChanged(tx, id, [], now())
  })
  return problem
}
