import { describe, expect, it } from 'vitest'
import { isSafeName, safeIdentity } from '../../src/domain/safe-identity.ts'

const sarah = { name: 'Sarah (VP Product)', handle: 'sarah', email: 'sarah@acme.example', git: null }

describe('in whose name a decision is written', () => {
  it.each([
    ['the OKR file says', { ...sarah, git: 'Sarah <s@acme.example>' }, 'Sarah', 's@acme.example'],
    ['the OKR file gives a name alone', { ...sarah, git: 'Sarah' }, 'Sarah', 'sarah@acme.example'],
    ['Slack says', sarah, 'Sarah (VP Product)', 'sarah@acme.example'],
    ['Slack gives no e-mail', { ...sarah, email: null }, 'Sarah (VP Product)', 'sarah-vp-product@slack.invalid'],
    [
      'nobody says anything usable',
      { name: '---', handle: null, email: null, git: '<>' },
      'somebody in Slack',
      'somebody-in-slack@slack.invalid',
    ],
    ['the name is not Latin', { name: '日本', handle: null, email: null, git: null }, '日本', 'somebody@slack.invalid'],
  ])('as %s', (_who, person, by, email) => {
    expect(safeIdentity(person)).toEqual({ by, author: { name: by, email } })
  })

  it.each([
    ['Sarah\nApproved-by: Mike', 'Sarah Approved-by: Mike'],
    ['sa---rah', 'sa-rah'],
    ['--by=mike', 'by=mike'],
    ['**Sarah** - 2026-01-01 10:00 - APPROVED', 'Sarah - 2026-01-01 10:00 - APPROVED'],
    ['Sarah <mike@acme.example>', 'Sarah mike@acme.example'],
    ['Sarah | 2026', 'Sarah 2026'],
    ['Sa\u202erah\u200b', 'Sarah'],
    [`x${'y'.repeat(500)}`, `x${'y'.repeat(79)}`],
    ['null', 'Null'],
    ['שרה', 'שרה'],
    ['Zoë 👩‍💻', 'Zoë 👩‍💻'],
  ])('%j becomes %j, which is safe', (name, by) => {
    const identity = safeIdentity({ name, handle: null, email: null, git: null })
    expect(identity.by).toBe(by)
    expect(isSafeName(by)).toBe(true)
    expect(isSafeName(name)).toBe(name === by)
  })
})
