import { describe, expect, it } from 'vitest'
import { startAcme } from '../support/app.ts'

const nineInNewYork = '2026-01-12T14:00:00Z'
const nineInLosAngeles = '2026-01-12T17:00:00Z'

describe('the weekly check-in', () => {
  it('asks each owner at nine in their own zone, once', async () => {
    const acme = await startAcme()
    const asked = (who: string) => acme.workspace.dm(who).filter(({ text }) => text.includes('how sure are you?'))
    await acme.playTo('2026-01-12T13:59:59Z')
    expect(asked('sarah')).toHaveLength(0)
    await acme.playTo(nineInNewYork)
    expect(asked('sarah')).toHaveLength(1)
    expect(asked('mike')).toHaveLength(0)
    await acme.playTo(nineInLosAngeles)
    expect(asked('mike')).toHaveLength(1)
    await acme.playTo('2026-01-12T23:00:00Z')
    expect(asked('sarah')).toHaveLength(1)
  })

  it('saves On track with one click, and the message says so', async () => {
    const acme = await startAcme()
    await acme.playTo(nineInLosAngeles)
    const message = acme.workspace.lastMessage('mike')
    await acme.workspace.as('mike').press(message, { block_id: 'answer:O1-KR1', text: '🟢 On track' })
    await acme.settle()
    expect(JSON.stringify(acme.workspace.lastMessage('mike').blocks)).toContain('Saved 🟢 *On track*')
  })
})
