import type { Message } from '../../src/demo/workspace/state/model.ts'
import type { ApprovalRule } from '../../src/domain/approval-rules.ts'
import { transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { type AcmeOptions, type RunningAcme, startAcme } from './app.ts'
import { type ChantProject, chantProject, specText } from './chant-project.ts'

export const researchId = '2026-01-13-001-xyz'
export const specPath = `.chant/specs/${researchId}.md`
export const target = '.chant/context/kpi-churn-q1/research-findings.md'

export const criteria = '## Acceptance Criteria\n\n- [x] Top three drivers named\n- [x] Findings written\n'
export const findingsText = `# Findings

## Executive Summary

Churn is driven by failed onboarding (~3.5 pp), missing integrations (~1.5 pp) and team discovery (~1.2 pp).

## Finding 1: Failed onboarding

Impact: ~3.5 pp. Priority: P0. Build a wizard.

## Finding 2: Missing integrations

Impact: ~1.5 pp. Priority: P1. Promote the beta.
`

export const sarahDecides: ApprovalRule = {
  labels: ['kpi-churn'],
  repository: null,
  channel: null,
  approvers: ['sarah@acme.example'],
  fallback: [],
  quorum: 1,
  selfApproval: true,
  expiresAfterDays: null,
}

export interface Deciding {
  acme: RunningAcme
  project: ChantProject
  /** What the research found, as an agent completes it at that time. */
  complete(text: string, at: string, more?: { approval?: { status: string; by?: string; at?: string } | null }): void
  /** Looks at the repository now, and does everything that follows. */
  look(): Promise<void>
  /** The newest card in the channel. */
  card(): Message
}

/** Research that an agent has just completed in Acme's project, and Sarah who is to decide on it. */
export async function researchWaits({
  rule = {},
  ...options
}: AcmeOptions & { rule?: Partial<ApprovalRule> | null; findings?: string } = {}): Promise<Deciding> {
  const project = chantProject()
  project.write('.chant/config.md', '---\nproject:\n  name: acme\n---\n')
  project.write('.chant/.gitignore', 'logs/\n')
  project.commit('Set up chant', { at: '2026-01-05T17:00:00Z' })
  const complete: Deciding['complete'] = (text, at, { approval = null } = {}) => {
    project.write(target, text)
    const lists = `target_files:\n- ${target}\ninformed_by:\n- .chant/context/kpi-churn-q1/zendesk.md\ncompleted_at: ${at}\n`
    const body = `Find the top drivers of churn.\n\n${criteria}`
    project.write(
      specPath,
      specText({ status: 'completed', labels: ['kpi-churn', 'O1-KR1'], more: lists, approval, body }),
    )
    project.commit(`chant: Record agent transcript for ${researchId}`, { at })
  }
  complete(options.findings ?? findingsText, '2026-01-14T16:45:00Z')
  const acme = await startAcme({
    now: '2026-01-14T17:00:00Z',
    ...options,
    env: { CHANT_REPO: `acme=${project.path}`, ...options.env },
  })
  if (rule !== null) transact(acme.database.db, (tx) => saveApprovalRules(tx, [{ ...sarahDecides, ...rule }]))
  const look = async () => {
    await acme.app.readChant()
    await acme.settle()
  }
  await look()
  return {
    acme,
    project,
    complete,
    look,
    card() {
      const found = acme.workspace
        .messages('retention')
        .findLast((message) => JSON.stringify(message.blocks).includes('"approval:'))
      if (!found) throw new Error('no card stands in #retention')
      return found
    },
  }
}
