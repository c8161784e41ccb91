import { parseSpecFile } from '../../src/chant/spec-file.ts'
import type { ApprovalRule } from '../../src/domain/approval-rules.ts'
import type { Approval } from '../../src/domain/approvals.ts'
import { ownBodyOf } from '../../src/domain/findings/content.ts'
import type { SpecId } from '../../src/domain/specs.ts'
import { type Db, transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { listApprovals } from '../../src/storage/approvals/approvals.ts'
import { decisionsSoFar } from '../../src/storage/approvals/decisions.ts'
import { beginReading } from '../../src/storage/chant.ts'
import { removeSpecFiles, saveSpecFiles } from '../../src/storage/chant-specs.ts'
import { savePersonFromSlack } from '../../src/storage/people-from-slack.ts'
import { resolveChannel } from '../../src/storage/teams.ts'
import type { ReadSpec } from '../../src/usecases/approvals/open-approval.ts'
import { watchFindings } from '../../src/usecases/approvals/watch-findings.ts'
import { importAcme } from './acme.ts'
import { specText } from './chant-project.ts'
import { freshDatabase } from './database.ts'

export const churnRule: ApprovalRule = {
  labels: ['kpi-churn'],
  repository: null,
  channel: null,
  approvers: ['sarah@acme.example'],
  fallback: [],
  quorum: 1,
  selfApproval: true,
  expiresAfterDays: null,
}

type SpecOptions = Parameters<typeof specText>[0] & {
  found?: string | null
  archived?: boolean
  rejection?: string | null
}

export interface WatchedSpecs {
  db: Db
  /** Replaces the rules, as an import does. */
  rules(...rules: Partial<ApprovalRule>[]): void
  /** A spec as it is committed now, with what its target file says (null: the file is missing). */
  put(id: SpecId, spec?: SpecOptions, repository?: string): void
  remove(id: SpecId, repository?: string): void
  /** Looks at a repository; resolves with how much has to be looked at again. */
  look(at?: string, repository?: string): Promise<number>
  /** Every round of a spec, first to last, each in a word or two: `open finding 1.1` (round and version). */
  rounds(id: SpecId): string[]
  latest(id: SpecId): Approval
}

/** Acme's team as Slack knows it, and specs that are looked at without any repository. */
export function watchedSpecs({ isKnown = true } = {}): WatchedSpecs {
  const { db } = freshDatabase()
  const start = new Date('2026-01-14T17:00:00Z')
  importAcme(db, start)
  if (isKnown) knownToSlack(db)
  const specs = new Map<string, ReadSpec>()
  const key = (repository: string, id: SpecId) => `${repository}/${id}`
  const listed = (id: SpecId) =>
    listApprovals(db)
      .filter(({ specId }) => specId === id)
      .sort((a, b) => a.id - b.id)
  const pathOf = (id: SpecId) => `.chant/specs/${id}.md`
  return {
    db,
    rules: (...rules) =>
      transact(db, (tx) =>
        saveApprovalRules(
          tx,
          rules.map((rule) => ({ ...churnRule, ...rule })),
        ),
      ),
    put(id, { found = 'Onboarding fails.', archived = false, rejection = null, ...options } = {}, repository = 'acme') {
      const { spec, body } = parseSpecFile(id, specText({ status: 'completed', ...options }), archived)
      const file = { path: 'findings.md', text: found, problem: found === null ? 'is not in the repository' : null }
      specs.set(key(repository, id), { spec, content: { body: ownBodyOf(body), files: [file] }, rejection })
      transact(db, (tx) => {
        const reading = beginReading(tx, repository)
        saveSpecFiles(tx, repository, [{ id, path: pathOf(id), archived, blob: null, spec, problem: null }], reading)
      })
    },
    remove(id, repository = 'acme') {
      specs.delete(key(repository, id))
      removeSpecFiles(db, repository, [pathOf(id)])
    },
    look: (at = start.toISOString(), repository = 'acme') =>
      watchFindings(
        db,
        {
          repository,
          decidedBefore: decisionsSoFar(db),
          readContents: async (ids) =>
            new Map(
              ids.flatMap((id) => {
                const read = specs.get(key(repository, id))
                return read ? [[id, read] as const] : []
              }),
            ),
        },
        () => new Date(at),
        'UTC',
      ),
    rounds: (id) =>
      listed(id).map(({ outcome, kind, round, version }) => `${outcome ?? 'open'} ${kind} ${round}.${version}`),
    latest(id) {
      const last = listed(id).at(-1)
      if (!last) throw new Error(`nobody was asked about ${id}`)
      return last
    },
  }
}

function knownToSlack(db: Db): void {
  const people = { sarah: 'U1', mike: 'U2' }
  for (const [handle, slackId] of Object.entries(people)) {
    const name = `${handle[0]?.toUpperCase()}${handle.slice(1)}`
    const isWorkspaceAdmin = handle === 'sarah'
    const said = { slackId, name, handle, email: `${handle}@acme.example`, zone: 'UTC', isWorkspaceAdmin }
    const person = { ...said, isGuest: false, isExternal: false, isDeactivated: false }
    transact(db, (tx) => savePersonFromSlack(tx, person, new Date(0), { handleIsSure: true }))
  }
  resolveChannel(db, '#retention', 'CRETENTION')
}
