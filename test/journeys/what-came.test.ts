import { describe, expect, it } from 'vitest'
import { saveCycle } from '../../src/storage/cycles.ts'
import { recordReading } from '../../src/storage/kpis.ts'
import { addDaysOff } from '../../src/storage/preferences.ts'
import type { RunningAcme } from '../support/app.ts'
import { type Deciding, researchWaits } from '../support/approvals.ts'
import { specText } from '../support/chant-project.ts'
import { personId } from '../support/check-ins.ts'
import { messagesWith, read } from '../support/follow-ups.ts'
import { buttonsOf, formWords, okr, openHome, partOf, pressHome, submit, wordsOf } from '../support/home.ts'

const asked = 'what came of'
/** Nine in New York on the cycle's last day, a Friday. */
const sarahsNine = '2026-01-23T14:00:00Z'

/** Findings that Sarah approved on Wednesday, in a cycle that ends on a Friday. */
async function approved(by = 'sarah'): Promise<Deciding> {
  const rule = { approvers: [`${by}@acme.example`] }
  const deciding = await researchWaits({ env: { CHANT_POLL_SECONDS: '1000000' }, rule })
  const { acme, card } = deciding
  endsOn(acme, '2026-01-23')
  await acme.workspace.as(by).press(card(), { action_id: 'approval:approve' })
  await acme.settle()
  return deciding
}

function endsOn({ database: { db } }: RunningAcme, ends: string): void {
  saveCycle(db, { name: '2026-Q1', starts: '2026-01-01', ends })
}

function reading({ database: { db }, clock }: RunningAcme, at: string, value: number): void {
  recordReading(db, { kpiId: 'churn', at, value, source: 'billing', note: null, recordedBy: null }, clock.now())
}

const asks = (acme: RunningAcme, who: string) => messagesWith(acme, who, asked)

describe('at the end of a cycle', () => {
  it('asks the decider once, at nine on its last day, what came of it, beside what was promised and measured', async () => {
    const { acme } = await approved()
    reading(acme, '2026-01-20', 6.2)
    await acme.playTo('2026-01-23T13:59:00Z')
    expect(asks(acme, 'sarah')).toEqual([])
    await acme.playTo(sarahsNine)
    const words = read(asks(acme, 'sarah')[0])
    expect(words).toContain('the cycle ends: what came of a finding that was approved?')
    expect(words).toContain('*Expected:* ~3.5 pp (Failed onboarding), ~1.5 pp (Missing integrations)')
    expect(words).toContain('8 % at the decision → 6.2 % now (-1.8 pp), target 5 %')
    expect(words).toContain('No driver spec was made of it')
    await acme.restart()
    await acme.playTo('2026-02-02T18:00:00Z')
    expect(asks(acme, 'sarah')).toHaveLength(1)
    expect(asks(acme, 'mike')).toEqual([])
  })

  it('keeps what is said: in the message, the decision log, the findings, and no longer in Home', async () => {
    const { acme, card } = await approved()
    await openHome(acme, 'sarah')
    await acme.playTo(sarahsNine)
    expect(partOf(acme, 'sarah', 'Owed by me')).toContain('*What came of it?*')
    await pressHome(acme, 'sarah', { action_id: 'finding-result:open' })
    expect(formWords(acme, 'sarah')).toContain('~3.5 pp (Failed onboarding)')
    expect(await submit(acme, 'sarah', { result: '   ' })).toEqual({ result: expect.stringContaining('One sentence') })
    expect(await submit(acme, 'sarah', { result: 'Churn fell, through the wizard & little else.' })).toEqual({})
    expect(partOf(acme, 'sarah', 'Owed by me')).not.toContain('What came of it')
    expect(read(messagesWith(acme, 'sarah', 'Thank you')[0])).toContain(
      '“Churn fell, through the wizard &amp; little else.” — Sarah',
    )
    expect(wordsOf(await okr(acme, 'mike', 'decisions O1-KR1'))).toContain(
      'What came of it: “Churn fell, through the wizard &amp; little else.” — Sarah',
    )
    await acme.workspace.as('mike').press(card(), { action_id: 'approval:read' })
    await acme.settle()
    expect(formWords(acme, 'mike')).toContain('said what came of it')
  })

  it('asks one person about all of theirs in one message, and ticks each off there', async () => {
    const { acme, project, card, look } = await approved()
    const second = '2026-01-14-001-two'
    const body = '# Prices\n\n## Findings\n\n1. Prices are clear\n\n## Acceptance Criteria\n\n- [x] Told\n'
    project.write(
      `.chant/specs/${second}.md`,
      specText({
        status: 'completed',
        labels: ['kpi-churn', 'O1-KR2'],
        more: 'completed_at: 2026-01-14T18:00:00Z\n',
        body,
      }),
    )
    project.commit(`chant: Record agent transcript for ${second}`, { at: '2026-01-14T18:00:00Z' })
    acme.clock.set('2026-01-14T18:30:00Z')
    await look()
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:approve' })
    await acme.settle()
    await acme.playTo(sarahsNine)
    expect(asks(acme, 'sarah')).toHaveLength(1)
    const [message] = asks(acme, 'sarah')
    if (!message) throw new Error('nobody was asked')
    expect(read(message)).toContain('what came of 2 findings that were approved?')
    expect(read(message)).toContain('*Expected:* the findings name no number')
    expect(message.text).not.toContain('*')
    await acme.workspace.as('sarah').press(message, { action_id: 'finding-result:open', value: '2' })
    await acme.settle()
    await submit(acme, 'sarah', { result: 'Nothing yet' })
    expect(buttonsOf(asks(acme, 'sarah')[0] ?? message)).toHaveLength(1)
    expect(read(asks(acme, 'sarah')[0])).toContain('“Nothing yet” — Sarah')
  })

  it('takes the first word, refuses who was not asked, and tells a second what was said', async () => {
    const { acme } = await approved()
    await acme.playTo(sarahsNine)
    const [message] = asks(acme, 'sarah')
    if (!message) throw new Error('nobody was asked')
    await acme.workspace.as('sarah').press(message, { action_id: 'finding-result:open' })
    await acme.settle()
    const form = acme.workspace.modal('sarah')
    if (!form) throw new Error('no form')
    const [one, two] = await Promise.all([
      acme.workspace.as('sarah').submit(form, { result: 'It fell' }),
      acme.workspace.as('sarah').submit(form, { result: 'It rose' }),
    ])
    await acme.settle()
    const refusals = [one, two].flatMap(({ errors }) => (errors ? [errors] : []))
    expect(refusals.length).toBeLessThanOrEqual(1)
    const log = wordsOf(await okr(acme, 'mike', 'decisions'))
    expect(log.match(/What came of it/g)).toHaveLength(1)
  })

  it('asks the lead when whoever decided has left', async () => {
    const { acme } = await approved('mike')
    await acme.workspace.changePerson('mike', { deactivated: true })
    await acme.playTo(sarahsNine)
    expect(read(asks(acme, 'sarah')[0])).toContain('because you lead the team, and whoever decided cannot be asked')
  })

  it('waits for working time: a last day on Sunday is asked about on Monday', async () => {
    const { acme } = await approved()
    endsOn(acme, '2026-01-25')
    await acme.playTo('2026-01-26T13:59:00Z')
    expect(asks(acme, 'sarah')).toEqual([])
    await acme.playTo('2026-01-26T14:00:00Z')
    expect(asks(acme, 'sarah')).toHaveLength(1)
  })

  it('asks on return within a week of a cycle that ended while the app was away, and not after', async () => {
    for (const [back, times] of [
      ['2026-01-28T16:00:00Z', 1],
      ['2026-01-31T16:00:00Z', 0],
    ] as const) {
      const { acme } = await approved()
      acme.clock.set(back)
      await acme.restart()
      await acme.playTo('2026-02-06T18:00:00Z')
      expect(asks(acme, 'sarah'), back).toHaveLength(times)
    }
  })

  it('asks nothing of what was rejected, taken back, or decided later that day', async () => {
    const { acme, card } = await approved()
    acme.clock.set('2026-01-15T16:00:00Z')
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:withdraw' })
    await acme.settle()
    await submit(acme, 'sarah', { reason: 'I read the wrong one' })
    await acme.playTo('2026-01-30T18:00:00Z')
    expect(asks(acme, 'sarah')).toEqual([])
  })

  it('asks the lead in the place of who is away for more than a week', async () => {
    const { acme } = await approved('ana')
    const { db } = acme.database
    const days = Array.from({ length: 14 }, (_, at) => `2026-01-${String(18 + at).padStart(2, '0')}`)
    addDaysOff(db, personId(db, 'ana'), days, 'home')
    await acme.playTo('2026-01-23T18:00:00Z')
    expect(asks(acme, 'ana')).toEqual([])
    expect(asks(acme, 'sarah')).toHaveLength(1)
  })
})
