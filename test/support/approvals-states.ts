import { listRounds } from '../../src/storage/approvals/approvals.ts'
import { changeDecision, latestDecision } from '../../src/storage/approvals/decisions.ts'
import { findPersonByReference } from '../../src/storage/people.ts'
import { approve, reject, withdrawDecision } from '../../src/usecases/approvals/decide-approval.ts'
import { type Deciding, findingsText, researchId, researchWaits, target } from './approvals.ts'
import { usualRule } from './approvals-roles.ts'
import { specText } from './chant-project.ts'

/** What an approval is at, with what stands on the card (or the form) that somebody presses. */
export interface Stated extends Deciding {
  act: { approvalId: number; version: number; decisionId: number }
}

type Make = (waits: Deciding) => Promise<unknown>

const sarah = ({ acme }: Deciding) => findPersonByReference(acme.database.db, 'sarah@acme.example')?.id ?? 0
const round = ({ acme }: Deciding, number = 1) => {
  const found = listRounds(acme.database.db, 'acme', researchId)[number - 1]
  if (!found) throw new Error(`no round ${number}`)
  return found
}
const actOf = (waits: Deciding) => ({ approvalId: round(waits).id, version: round(waits).version, by: sarah(waits) })
const latestOf = (waits: Deciding) => latestDecision(waits.acme.database.db, round(waits).id)
const now = ({ acme }: Deciding) => acme.clock.now()

function approveNow(waits: Deciding): void {
  must(approve(waits.acme.database.db, actOf(waits), now(waits), 'UTC'), 'deciding')
}
async function approved(waits: Deciding): Promise<void> {
  approveNow(waits)
  await waits.acme.settle()
}
async function rejected(waits: Deciding): Promise<void> {
  const reason = 'Use the beta data.'
  must(reject(waits.acme.database.db, { ...actOf(waits), reason }, now(waits), 'UTC'), 'deciding')
  await waits.acme.settle()
}
async function takenBack(waits: Deciding): Promise<void> {
  waits.acme.clock.advance(60_000)
  const decisionId = latestOf(waits)?.id ?? 0
  const act = { ...actOf(waits), decisionId, reason: 'I was wrong.' }
  must(withdrawDecision(waits.acme.database.db, act, now(waits), 'UTC'), 'deciding')
  await waits.acme.settle()
}
function must(outcome: { kind: string }, kind: string): void {
  if (outcome.kind !== kind) throw new Error(JSON.stringify(outcome))
}

/** The findings are written anew; what chant has of the approval stays. */
async function changed({ project, acme, look }: Deciding, text = '~2.0 pp'): Promise<void> {
  acme.clock.advance(3_600_000)
  project.write(target, findingsText.replace('~1.5 pp', text))
  project.commit('Findings', { at: acme.clock.now().toISOString() })
  await look()
}

const held = (state: 'telling' | 'stuck') => async (waits: Deciding) => {
  approveNow(waits)
  changeDecision(waits.acme.database.db, latestOf(waits)?.id ?? 0, { state, problem: 'chant is not there.' })
}

/** Every state, and how it comes about. */
export const states: Record<string, Make> = {
  open: async () => {},
  'older card': async (waits) => {
    await changed(waits)
    return { version: 1 }
  },
  deciding: async (waits) => approveNow(waits),
  'held up': held('telling'),
  stuck: held('stuck'),
  approved,
  changed: async (waits) => {
    await approved(waits)
    await changed(waits)
  },
  'changed, older card': async (waits) => {
    await approved(waits)
    await changed(waits)
    await changed(waits, '~2.5 pp')
    return { version: 2 }
  },
  'work begun': async (waits) => {
    await approved(waits)
    const text = specText({
      type: 'driver',
      status: 'in_progress',
      more: `depends_on:\n- ${researchId}\n`,
      title: 'Reduce churn',
    })
    waits.project.write('.chant/specs/2026-01-14-009-drv.md', text)
    waits.project.commit('chant: Add spec', { at: '2026-01-14T18:00:00Z' })
    await waits.look()
  },
  rejected,
  'next round': async (waits) => {
    await rejected(waits)
    await changed(waits)
    return { round: 1 }
  },
  withdrawn: async (waits) => {
    await approved(waits)
    await takenBack(waits)
  },
  reinstated: async (waits) => {
    await rejected(waits)
    await takenBack(waits)
  },
  'time is up': async ({ acme }) => acme.clock.set('2026-01-16T17:00:00Z'),
  expired: async ({ acme }) => acme.playTo('2026-01-16T17:00:00Z'),
  gone: async ({ project, look }) => {
    project.write(`.chant/specs/${researchId}.md`, specText({ status: 'in_progress', labels: ['kpi-churn'] }))
    project.commit('Begin again', { at: '2026-01-14T18:00:00Z' })
    await look()
  },
}

/** Acme with research in that state. */
export async function researchIs(state: string): Promise<Stated> {
  const isTimed = state === 'time is up' || state === 'expired'
  const waits = await researchWaits({ rule: { ...usualRule, ...(isTimed && { expiresAfterDays: 2 }) } })
  const at = ((await states[state]?.(waits)) ?? {}) as { round?: number; version?: number }
  const approval = round(waits, at.round)
  const decisionId = latestDecision(waits.acme.database.db, approval.id)?.id ?? 0
  return { ...waits, act: { approvalId: approval.id, version: at.version ?? approval.version, decisionId } }
}
