import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { backup } from '../../src/storage/backup.ts'
import { restoreDatabase } from '../../src/storage/restore.ts'
import { startAcme } from '../support/app.ts'
import { mikesNine } from '../support/check-ins.ts'

it('P19: a database put back from before the check-in looks up what it is about to send, and asks nobody twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'okr-restored-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'okr.sqlite')
  const copy = join(folder, 'copy.sqlite')
  const acme = await startAcme({ file })
  await acme.playTo('2026-01-12T13:00:00Z')
  await backup({ sqlite: acme.database.sqlite, path: file }, copy, acme.clock.now())
  await acme.playTo(mikesNine)
  const asked = () =>
    ['sarah', 'mike'].map((who) => acme.workspace.dm(who).filter((one) => wordsOf(one).includes('how sure are you')))
  expect(asked().map(({ length }) => length)).toEqual([1, 1])

  acme.clock.advance(600_000)
  await acme.restart({ betweenLives: () => void restoreDatabase(copy, file, acme.clock.now()) })
  await acme.playTo('2026-01-12T18:00:00Z')
  expect(asked().map(({ length }) => length)).toEqual([1, 1])
  expect(acme.workspace.duplicatesByMarker().size).toBe(0)
  // What stands there is ours again: it can be answered.
  const [message] = asked()[1] ?? []
  await acme.workspace
    .as('mike')
    .press(message ?? { channel: '', ts: '' }, { block_id: 'answer:O1-KR1', text: '🟢 On track' })
  await acme.settle()
  expect(JSON.stringify(acme.workspace.lastMessage('mike').blocks)).toContain('Saved 🟢 *On track*')
})
