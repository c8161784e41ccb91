import { appendFileSync, chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { buttons, catchUp, does, subjects, thread } from '../support/approval-life.ts'
import { findingsText, researchId, researchWaits, specPath } from '../support/approvals.ts'
import { temporaryFolder } from '../support/chant-project.ts'

const approveSpec = `chant(${researchId}): approve spec`

/** chant, which can be taken away and put back. */
function chantThatGoes() {
  const command = join(temporaryFolder(), 'chant')
  const comes = () => {
    writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${chantStandIn.args[0]}' "$@"\n`)
    chmodSync(command, 0o755)
  }
  return { program: { command, environment: chantStandIn.environment }, comes, goes: () => rmSync(command) }
}

describe('chant that is not there', () => {
  it('is said on the card before anybody presses, and after; when it comes back it is decided by itself', async () => {
    const chant = chantThatGoes()
    const { acme, project, card } = await researchWaits({ chantProgram: chant.program })
    await catchUp(acme)
    expect(wordsOf(card())).toContain('Decisions cannot be written to chant for now.')
    await does({ acme, card }, 'sarah', 'approve')
    expect(wordsOf(card())).toMatch(/Sarah approves these findings:[\s\S]*chant[\s\S]*It is tried again by itself\./)
    expect(buttons(card())).toEqual(['Try again', 'Take back', 'Read findings'])
    chant.comes()
    await acme.restart()
    await acme.playTo('2026-01-14T18:30:00Z')
    expect(subjects({ project }).filter((one) => one === approveSpec)).toHaveLength(1)
    expect(wordsOf(card())).toContain('Sarah approved these findings')
    expect(wordsOf(card())).not.toContain('⚠️')
  })

  it('can be decided anew: taken back it is open again, and nothing of it reaches chant', async () => {
    const chant = chantThatGoes()
    const { acme, project, card } = await researchWaits({ chantProgram: chant.program })
    await does({ acme, card }, 'sarah', 'approve')
    await does({ acme, card }, 'sarah', 'take-back')
    expect(buttons(card())).toEqual(['Approve', 'Reject', 'Needs work', 'Read findings'])
    expect((await thread(acme, card())).at(-1)).toContain('Sarah has taken it back')
    chant.comes()
    await acme.playTo('2026-01-14T20:00:00Z')
    expect(subjects({ project })).not.toContain(approveSpec)
    expect(wordsOf(card())).not.toContain('Decisions cannot be written')
    await does({ acme, card }, 'sarah', 'reject', { reason: 'Too thin.' })
    expect(subjects({ project })).toContain(`chant(${researchId}): reject spec`)
  })

  it('is given up after a day, which is said; Try again writes it once', async () => {
    const chant = chantThatGoes()
    const { acme, project, card } = await researchWaits({ chantProgram: chant.program })
    await does({ acme, card }, 'sarah', 'approve')
    await acme.playTo('2026-01-15T18:00:00Z')
    expect(wordsOf(card())).toContain('chant does not have it yet')
    await acme.playTo('2026-01-17T18:00:00Z')
    expect(
      acme.workspace
        .dm('sarah')
        .map((one) => wordsOf(one))
        .join(),
    ).not.toContain('waited for your decision')
    chant.comes()
    await does({ acme, card }, 'sarah', 'retry')
    expect(subjects({ project }).filter((one) => one === approveSpec)).toHaveLength(1)
  })
})

describe('a project in which somebody else is at work', () => {
  it.each([
    [
      'has something staged',
      'Somebody has staged',
      (git: (...args: string[]) => string, at: (file: string) => string) => {
        writeFileSync(at('notes.txt'), 'mine')
        git('add', 'notes.txt')
      },
      (git: (...args: string[]) => string) => git('reset', '-q'),
    ],
    [
      'has another branch checked out',
      'decisions belong on main',
      (git: (...args: string[]) => string) => git('switch', '-q', '-c', 'try'),
      (git: (...args: string[]) => string) => git('switch', '-q', 'main'),
    ],
    [
      'is in the middle of a merge',
      'in the middle of a merge',
      (_: unknown, at: (file: string) => string) => writeFileSync(at('.git/MERGE_HEAD'), `${'a'.repeat(40)}\n`),
      (_: unknown, at: (file: string) => string) => rmSync(at('.git/MERGE_HEAD')),
    ],
    [
      'has git’s lock there',
      'index.lock',
      (_: unknown, at: (file: string) => string) => writeFileSync(at('.git/index.lock'), ''),
      (_: unknown, at: (file: string) => string) => rmSync(at('.git/index.lock')),
    ],
  ])('%s: it waits with a sentence and no effect, and is decided when that is over', async (_, words, begin, end) => {
    const { acme, project, card } = await researchWaits()
    const at = (file: string) => join(project.path, file)
    begin(project.git, at)
    const before = project.git('rev-parse', 'main')
    await does({ acme, card }, 'sarah', 'approve')
    expect(wordsOf(card())).toContain(words)
    expect(project.git('rev-parse', 'main')).toBe(before)
    await acme.restart()
    end(project.git, at)
    await acme.playTo('2026-01-14T17:30:00Z')
    expect(subjects({ project }).filter((one) => one === approveSpec)).toHaveLength(1)
    expect(project.git('show', '--name-only', '--format=', 'HEAD')).toBe(specPath)
    expect(wordsOf(card())).toContain('Sarah approved these findings')
  })
})

describe('what chant does after a rejection', () => {
  const config = (action: string) => `---\nproject:\n  name: acme\napproval:\n  rejection_action: ${action}\n---\n`

  it('as group is refused with why, and Take back leaves it as it was', async () => {
    const { acme, project, card } = await researchWaits()
    project.write('.chant/config.md', config('group'))
    project.commit('Turn rejected specs into drivers', { at: '2026-01-14T17:10:00Z' })
    await does({ acme, card }, 'sarah', 'reject', { reason: 'Too thin.' })
    expect(wordsOf(card())).toContain('rejection_action: group')
    expect(buttons(card())).toEqual(['Try again', 'Take back', 'Read findings'])
    await does({ acme, card }, 'sarah', 'take-back')
    expect(buttons(card())).toContain('Approve')
    expect(project.git('status', '--porcelain')).toBe('')
  })

  it('as dependency leaves a fix spec that is removed again, which is said', async () => {
    const { acme, project, card } = await researchWaits()
    project.write('.chant/config.md', config('dependency'))
    project.commit('Make fix specs', { at: '2026-01-14T17:10:00Z' })
    await does({ acme, card }, 'sarah', 'reject', { reason: 'Too thin.' })
    expect(subjects({ project })).toContain(`chant(${researchId}): reject spec`)
    expect(project.git('status', '--porcelain')).toBe('')
    expect(wordsOf(card())).toContain('Sarah rejected these findings')
    expect(`${wordsOf(card())}\n${(await thread(acme, card())).join('\n')}`).toMatch(/fix spec/)
  })
})

describe('a decision made with chant while ours is on its way', () => {
  it('is the one that counts: the card says whose, with the reason, and whoever clicked is told', async () => {
    const chant = chantThatGoes()
    const { acme, project, complete, card, look } = await researchWaits({ chantProgram: chant.program })
    await does({ acme, card }, 'sarah', 'approve')
    acme.clock.set('2026-01-14T17:05:00Z')
    complete(findingsText, '2026-01-14T16:45:00Z', {
      approval: { status: 'rejected', by: 'mike', at: '2026-01-14T17:04:00Z' },
    })
    appendFileSync(
      join(project.path, specPath),
      '\n## Approval Discussion\n\n**mike** - 2026-01-14 17:04 - REJECTED\nThe beta data is missing.\n',
    )
    project.commit(`chant(${researchId}): reject spec`, { at: '2026-01-14T17:04:00Z' })
    chant.comes()
    await acme.restart()
    await acme.playTo('2026-01-14T18:10:00Z')
    await look()
    expect(wordsOf(card())).toContain('Mike rejected these findings')
    expect(wordsOf(card())).toContain('The beta data is missing.')
    const said = (await thread(acme, card())).join('\n')
    expect(said).toMatch(/approval by \S+ does not count/)
    expect(said).toContain('Mike rejected this')
  })
})
