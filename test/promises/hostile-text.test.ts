import { describe, expect, it } from 'vitest'
import { transact } from '../../src/platform/db.ts'
import { getKeyResult, saveKeyResult } from '../../src/storage/key-results.ts'
import { getKpi, saveKpi } from '../../src/storage/kpis.ts'
import { getObjective, saveObjective } from '../../src/storage/objectives.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { mikesNine, ownerIn } from '../support/check-ins.ts'

const live = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<@U0SARAH000>',
  '<!subteam^S0TEAM0000>',
  '<https://evil.example|Acme>',
]
const words = [
  ...live,
  `${live.join(' ')} and more`,
  '&lt;!channel&gt;',
  '*bold* _it_ ~gone~ `code` ```block``` > quote',
  'x'.repeat(3000),
  '<'.repeat(3000),
  `${'&'.repeat(2999)}<!channel>`,
  '👩‍👩‍👧‍👦'.repeat(400),
  'line\nline\r\n<!here>\n\n- list',
]

describe('S4: what people write is never live and never refused', () => {
  it.each(words.map((text, index) => [index, text] as const))(
    'text %i in titles, names, evidence and notes',
    async (_index, text) => {
      const acme = await startAcme()
      const { db } = acme.database
      const objective = getObjective(db, 'O1')
      const keyResult = getKeyResult(db, 'O1-KR1')
      const kpi = getKpi(db, 'churn')
      transact(db, (tx) => {
        saveObjective(tx, { ...objective, title: text, whyNow: text })
        saveKeyResult(tx, { ...keyResult, title: text, measurement: text }, acme.clock.now())
        if (kpi) saveKpi(tx, { ...kpi, name: text })
      })
      await acme.playTo(mikesNine)
      const mike = ownerIn(acme, 'mike')
      await mike.press('O1-KR1', '🟡 At risk')
      await mike.fill({
        'What is the risk?': 'Dependency: we wait for somebody else',
        'In your words': text.slice(0, 500),
        'What happens next?': text.slice(0, 150),
        'Anything else?': text,
      })
      const member = acme.workspace.as('mike')
      await member.openHome()
      await member.command('general', '/okr status')
      await member.command('general', '/okr status O1-KR1')
      await member.command('general', `/okr ${text.slice(0, 300).replaceAll('\n', ' ')}`)
      // The summary, reports and reminders of the week.
      await acme.playTo('2026-01-15T23:00:00Z')

      const refused = acme.workspace.calls().filter(({ ok, error }) => !ok && error !== null)
      expect(refused.map(({ method, error }) => `${method}: ${error}`)).toEqual([])
      expect(livePlaces(acme)).toEqual([])
      // It was said at all, made harmless.
      if (text.startsWith('<!channel>')) expect(JSON.stringify(acme.workspace.calls())).toContain('&lt;!channel&gt;')
    },
    60_000,
  )
})

/** Where mrkdwn is live and says one of these, with some words round it. */
function livePlaces(acme: RunningAcme): string[] {
  const found: string[] = []
  const calls = acme.workspace.calls().filter(({ ok }) => ok)
  const answers = acme.workspace.ephemerals('mike').map((message) => ({ method: 'an answer', args: message }))
  for (const { method, args } of [...calls, ...answers]) {
    walk(args, (text) => {
      const at = /<(!channel|!here|!everyone|!subteam|https:\/\/evil)/.exec(text)?.index
      if (at !== undefined) found.push(`${method}: …${text.slice(Math.max(0, at - 60), at + 60)}`)
    })
  }
  return found
}

/** Every text of a call that Slack reads as mrkdwn: plain text and the pieces of rich text and tables are not. */
function walk(node: unknown, visit: (text: string) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit)
  else if (typeof node === 'string' && /^[[{]/.test(node)) walk(parsed(node), visit)
  else if (typeof node === 'object' && node !== null) {
    const { type, text } = node as { type?: unknown; text?: unknown }
    if (typeof text === 'string' && [undefined, 'mrkdwn', 'markdown'].includes(type as string)) visit(text)
    for (const [name, value] of Object.entries(node)) if (name !== 'private_metadata') walk(value, visit)
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
