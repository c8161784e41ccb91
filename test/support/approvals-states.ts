import { listRounds } from '../../src/storage/approvals/approvals.ts'
import { changeDecision, latestDecision } from '../../src/storage/approvals/decisions.ts'
import { findPersonByReference } from '../../src/storage/people.ts'
import { approve, reject, retryDecision, withdrawDecision } from '../../src/usecases/approvals/decide-approval.ts'
import { type Deciding, findingsText, researchId, researchWaits, target } from './approvals.ts'
import { usualRule } from './approvals-roles.ts'
import { specText } from './chant-project.ts'

/** What an approval is at, with what stands on the card (or the form) that somebody presses. */
export interface Stated extends Deciding {
  act: { approvalId: number; version: number; decisionId: number }
}

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

/** As the teller records it when chant is in the way. */
function held(state: 'telling' | 'stuck'): Step {
  return (waits) =>
    changeDecision(waits.acme.database.db, latestOf(waits)?.id ?? 0, { state, problem: 'chant is not there.' })
}

async function goesOn(waits: Deciding): Promise<void> {
  must(retryDecision(waits.acme.database.db, actOf(waits), now(waits), 'UTC'), 'deciding')
  await waits.acme.settle()
}

async function beginWork({ project, look }: Deciding): Promise<void> {
  const more = `depends_on:\n- ${researchId}\n`
  const text = specText({ type: 'driver', status: 'in_progress', title: 'Reduce churn', more })
  project.write('.chant/specs/2026-01-14-009-drv.md', text)
  project.commit('chant: Add spec', { at: '2026-01-14T18:00:00Z' })
  await look()
}

async function beginAgain({ project, look }: Deciding): Promise<void> {
  project.write(`.chant/specs/${researchId}.md`, specText({ status: 'in_progress', labels: ['kpi-churn'] }))
  project.commit('Begin again', { at: '2026-01-14T19:00:00Z' })
  await look()
}

type Step = (waits: Deciding) => Promise<unknown> | unknown

/** Every state, and how it comes about; those of one line follow each other. */
const lives: readonly (readonly [state: string, step: Step, at?: { round?: number; version?: number }])[][] = [
  [
    ['open', () => {}],
    ['deciding', approveNow],
    ['held up', held('telling')],
    ['stuck', held('stuck')],
    ['approved', goesOn],
    ['changed', (waits) => changed(waits)],
    ['changed, older card', (waits) => changed(waits, '~2.5 pp'), { version: 2 }],
  ],
  [
    ['rejected', rejected],
    ['reinstated', takenBack],
    ['work begun', beginWork],
  ],
  [
    ['withdrawn', (waits) => approved(waits).then(() => takenBack(waits))],
    ['next round', (waits) => changed(waits), { round: 1 }],
  ],
  [
    ['older card', (waits) => changed(waits), { version: 1 }],
    ['gone', beginAgain],
  ],
  [
    ['time is up', ({ acme }) => acme.clock.set('2026-01-16T17:00:00Z')],
    ['expired', ({ acme }) => acme.playTo('2026-01-16T17:00:00Z')],
  ],
]

export const states: readonly string[] = lives.flatMap((life) => life.map(([state]) => state))

/** Takes research through every state, and looks at each. */
export async function inEveryState(look: (state: string, stated: Stated) => Promise<void>): Promise<void> {
  for (const life of lives) {
    const isTimed = life.some(([state]) => state === 'expired')
    const waits = await researchWaits({ rule: { ...usualRule, ...(isTimed && { expiresAfterDays: 2 }) } })
    for (const [state, step, at = {}] of life) {
      await step(waits)
      const approval = round(waits, at.round)
      const decisionId = latestDecision(waits.acme.database.db, approval.id)?.id ?? 0
      await look(state, {
        ...waits,
        act: { approvalId: approval.id, version: at.version ?? approval.version, decisionId },
      })
    }
  }
}
