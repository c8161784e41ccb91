import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { buttons, does, thread } from '../support/approval-life.ts'
import { criteria, findingsText, researchId, specPath, target } from '../support/approvals.ts'
import { type ChantProject, chantProject, runGit, specText, temporaryFolder } from '../support/chant-project.ts'
import { churnRule } from '../support/watched-specs.ts'

interface Pushing {
  acme: RunningAcme
  /** What somebody works in. */
  project: ChantProject
  /** What everybody pushes to. */
  bare: string
  log(): string[]
  card(): ReturnType<RunningAcme['workspace']['lastMessage']>
  look(): Promise<void>
  /** What the other side runs before it takes a push; null takes that away. */
  hook(script: string | null): void
}

/** Research that waits in a repository that the app works with in a clone of its own. */
async function researchElsewhere(kind: 'bare repository' | 'URL'): Promise<Pushing> {
  const project = chantProject()
  project.write('.chant/config.md', '---\nproject:\n  name: acme\n---\n')
  project.write(target, findingsText)
  const more = `target_files:\n- ${target}\n`
  project.write(specPath, specText({ status: 'completed', labels: ['kpi-churn', 'O1-KR1'], more, body: criteria }))
  project.commit('chant: Research', { at: '2026-01-14T16:45:00Z' })
  const folder = temporaryFolder()
  const bare = join(folder, 'acme.git')
  runGit(folder, ['clone', '-q', '--bare', project.path, bare])
  project.git('remote', 'add', 'origin', bare)
  const acme = await startAcme({
    now: '2026-01-14T17:00:00Z',
    file: join(folder, 'okr.sqlite'),
    env: { CHANT_REPO: `acme=${kind === 'URL' ? `file://${bare}` : bare}` },
  })
  transact(acme.database.db, (tx) => saveApprovalRules(tx, [churnRule]))
  const look = async () => {
    await acme.app.readChant()
    await acme.settle()
  }
  await look()
  return {
    acme,
    project,
    bare,
    look,
    log: () => runGit(bare, ['log', '--reverse', '--format=%an %s', 'main']).split('\n'),
    card() {
      const found = acme.workspace
        .messages('retention')
        .findLast((one) => JSON.stringify(one).includes('approval:read'))
      if (!found) throw new Error('no card stands in #retention')
      return found
    },
    hook(script) {
      const file = join(bare, 'hooks/pre-receive')
      if (script === null) return rmSync(file)
      writeFileSync(file, `#!/bin/sh\n${script}\n`)
      chmodSync(file, 0o755)
    },
  }
}

const approved = `Sarah chant(${researchId}): approve spec`

describe('where the app works in a clone of its own', () => {
  it('a decision is pushed, and only then the card says it: a push that is refused is said, and can be tried again', async () => {
    const { acme, bare, log, card, hook } = await researchElsewhere('bare repository')
    hook('exit 1')
    await does({ acme, card }, 'sarah', 'approve')
    expect(wordsOf(card())).not.toContain('Sarah approved these findings')
    expect(wordsOf(card())).toContain('does not take what was decided')
    expect(log()).not.toContain(approved)
    hook(null)
    await does({ acme, card }, 'sarah', 'retry')
    expect(log().filter((one) => one === approved)).toHaveLength(1)
    expect(runGit(bare, ['show', `main:${specPath}`])).toContain('status: approved')
    expect(wordsOf(card())).toContain('Sarah approved these findings')
    expect(wordsOf(card())).toContain(runGit(bare, ['rev-parse', '--short=7', 'main']))
  })

  it('both commits are there when somebody else pushed first, and what they changed is not lost', async () => {
    const { acme, project, bare, log, card, look } = await researchElsewhere('URL')
    project.write('notes.md', 'mine')
    project.commit('Meanwhile', { at: '2026-01-14T17:00:30Z' })
    project.git('push', '-q', 'origin', 'main')
    await does({ acme, card }, 'sarah', 'reject', { reason: 'Too thin.' })
    expect(log().slice(-2)).toEqual(['mike Meanwhile', `Sarah chant(${researchId}): reject spec`])
    expect(runGit(bare, ['show', 'main:notes.md'])).toBe('mine')
    await look()
    expect(wordsOf(card())).toContain('Sarah rejected these findings')
    expect((await thread(acme, card())).filter((one) => one.includes('rejected this'))).toHaveLength(1)
  })

  it('waits while the other side cannot be reached, through a restart, and decides once it can', async () => {
    const { acme, bare, log, card } = await researchElsewhere('URL')
    const away = `${bare}.away`
    renameSync(bare, away)
    await does({ acme, card }, 'sarah', 'approve')
    expect(wordsOf(card())).toContain('cannot be reached')
    expect(buttons(card())).toEqual(['Try again', 'Take back', 'Read findings'])
    await acme.restart()
    renameSync(away, bare)
    await acme.playTo('2026-01-14T17:30:00Z')
    expect(log().filter((one) => one === approved)).toHaveLength(1)
    expect(wordsOf(card())).toContain('Sarah approved these findings')
  })

  it('follows what is decided and pushed with chant', async () => {
    const { acme, project, card, look } = await researchElsewhere('URL')
    const approval = { status: 'approved', by: 'mike', at: '2026-01-14T17:04:00Z' }
    const more = `target_files:\n- ${target}\n`
    project.write(specPath, specText({ status: 'completed', labels: ['kpi-churn'], more, approval, body: criteria }))
    project.commit(`chant(${researchId}): approve spec`, { at: '2026-01-14T17:04:00Z' })
    project.git('push', '-q', 'origin', 'main')
    acme.clock.set('2026-01-14T17:05:00Z')
    await look()
    expect(wordsOf(card())).toContain('Mike approved these findings')
  })
})
