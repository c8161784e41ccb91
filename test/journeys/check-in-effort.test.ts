import { describe, expect, it } from 'vitest'
import type { RunningAcme } from '../support/app.ts'
import { addKeyResult, monday, readings } from '../support/check-ins.ts'

const ids = ['O1-KR1', 'O1-KR2', 'O1-KR4', 'O1-KR5', 'O1-KR6']

/** A person’s hands: every press, every choice and every character is counted. */
function hands({ workspace, settle }: RunningAcme) {
  const mike = workspace.as('mike')
  const effort = { clicks: 0, keystrokes: 0 }
  return {
    effort,
    async press(id: string, text: string) {
      await mike.press(workspace.lastMessage('mike'), { block_id: `answer:${id}`, text })
      await settle()
      effort.clicks += 1
    },
    async choose(id: string, choice: string) {
      const message = workspace.lastMessage('mike')
      const block = message.blocks.find(({ block_id }) => block_id?.startsWith('about:') && block_id.endsWith(id))
      await mike.choose(message, { block_id: block?.block_id ?? '', action_id: 'check-in:menu' }, choice)
      await settle()
      effort.clicks += 2
    },
    /** Radio buttons take one click, a field the keys for its text, sending one click. */
    async fill(choices: Record<string, string>, texts: Record<string, string>) {
      const modal = workspace.modal('mike')
      expect(await mike.submit(modal?.id ?? '', { ...choices, ...texts })).toMatchObject({ ok: true })
      await settle()
      effort.clicks += Object.keys(choices).length + 1
      effort.keystrokes += Object.values(texts).join('').length
    },
  }
}

async function fiveKeyResults() {
  return monday({
    before(db) {
      for (const id of ids.slice(2)) {
        addKeyResult(db, id, { title: `Make ${id} better` })
        readings(
          db,
          `kpi-${id}`,
          [
            ['2026-01-05', 8],
            ['2026-01-11', 7],
          ],
          '2026-01-11T12:00:00Z',
        )
      }
    },
  })
}

const risk = { 'What is the risk?': 'Dependency: we wait for somebody else' }
const words = { 'In your words': 'The exporter is late', 'What happens next?': 'Agree a date with billing' }

describe('what a check-in takes', () => {
  it('on track: one click for each key result, and nothing to type', async () => {
    const { acme, mike } = await fiveKeyResults()
    const { effort, press } = hands(acme)
    for (const [index, id] of ids.entries()) {
      await press(id, '🟢 On track')
      expect(effort).toEqual({ clicks: index + 1, keystrokes: 0 })
    }
    expect(mike.words()).toContain('All done, Mike.')
  })

  it('one of five at risk: seven clicks and what there is to say', async () => {
    const { acme, mike } = await fiveKeyResults()
    const { effort, press, fill } = hands(acme)
    for (const id of ids.slice(1)) await press(id, '🟢 On track')
    await press('O1-KR1', '🟡 At risk')
    await fill(risk, words)
    expect(effort).toEqual({ clicks: 7, keystrokes: 45 })
    expect(mike.words()).toContain('All done, Mike.')
  })

  it('still at risk for the same reason: two clicks and nothing to type', async () => {
    const { acme, mike } = await fiveKeyResults()
    const first = hands(acme)
    await first.press('O1-KR1', '🟡 At risk')
    await first.fill(risk, words)
    await acme.playTo('2026-01-19T17:00:00Z')
    const { effort, choose } = hands(acme)
    await choose('O1-KR1', 'Same as last time')
    expect(effort).toEqual({ clicks: 2, keystrokes: 0 })
    expect(mike.part('O1-KR1')).toContain('Saved 🟡 *At risk*')
  })
})
