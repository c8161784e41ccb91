import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import { runGit, temporaryFolder } from '../support/chant-project.ts'
import { type PlayedDemo, playDemo } from './support/acme-demo.ts'

const research = '2026-01-13-001-xyz'
const spec = `.chant/specs/${research}.md`
const discussion = `.chant/context/kpi-churn-q1/discussion-${research}.md`
const reason = 'The 1.5 pp for integrations needs validation: we have beta data, please use it.'

const ana = {
  GIT_AUTHOR_NAME: 'Ana',
  GIT_AUTHOR_EMAIL: 'ana@acme.example',
  GIT_COMMITTER_NAME: 'Ana',
  GIT_COMMITTER_EMAIL: 'ana@acme.example',
}

/** What the threads tell of the work, in short. */
function work(demo: PlayedDemo): string[] {
  return demo.threads().flatMap((line) => /(\d of \d done)$/.exec(line)?.[1] ?? [])
}

function datesOf(demo: PlayedDemo, subject: string): string {
  const log = runGit(demo.repository.path, ['log', '--format=%aI %cI %s'])
  return log.split('\n').find((line) => line.endsWith(subject)) ?? ''
}

describe('the story of Acme, in the app', { timeout: 120_000 }, () => {
  it('is told to its end when nobody does anything: rejected, revised, approved, carried out, reported', async () => {
    const demo = await playDemo()
    await demo.to('2026-01-23T14:00:00Z')
    expect(demo.log().filter((line) => !line.includes('implement'))).toEqual([
      'Set up chant | mike | mike',
      'Add Q1 churn KPI context digests | mike | mike',
      `chant: Add spec ${research} | mike | mike`,
      `chant(${research}): analyze churn drivers | mike | mike`,
      `chant: Record agent transcript for ${research} | mike | mike`,
      `chant(${research}): reject spec | sarah | sarah`,
      `Keep the discussion of ${research} | okr-cadence | okr-cadence`,
      'Add integration beta usage data for churn research | mike | mike',
      `chant(${research}): validate the integration figure with beta data | mike | mike`,
      `chant: Record agent transcript for ${research} | mike | mike`,
      `chant(${research}): approve spec | sarah | sarah`,
      `Keep the discussion of ${research} | okr-cadence | okr-cadence`,
      'chant: Add spec 2026-01-16-002-abc | mike | mike',
      'chant: Add spec 2026-01-16-002-abc.1 | mike | mike',
      'chant: Add spec 2026-01-16-002-abc.2 | mike | mike',
      'chant: Add spec 2026-01-16-002-abc.3 | mike | mike',
      'chant(2026-01-16-002-abc): start the members in parallel | mike | mike',
      'chant: Record agent transcript for 2026-01-16-002-abc.3 | mike | mike',
      'chant: Record agent transcript for 2026-01-16-002-abc.2 | mike | mike',
      'chant: Record agent transcript for 2026-01-16-002-abc.1 | mike | mike',
      'chant: Record agent transcript for 2026-01-16-002-abc | mike | mike',
      'chant: Add spec 2026-01-22-003-def | mike | mike',
      'chant(2026-01-22-003-def): report of 2026-01-23 | mike | mike',
    ])
    expect(datesOf(demo, 'reject spec')).toMatch(/^2026-01-15T09:30:00-05:00 2026-01-15T09:30:00-05:00/)
    expect(demo.read(spec)).toContain(`- ${discussion}`)
    expect(demo.read(discussion)).toContain('rest on those who left')
    expect(work(demo)).toEqual(['1 of 3 done', '2 of 3 done', '3 of 3 done'])
    expect(demo.threads().join('\n')).toContain('2026-01-16-002-abc`: done')
    expect(wordsOf(demo.card())).toMatch(/Sarah approved these findings.*outside Slack/)
    expect(runGit(demo.repository.path, ['status', '--porcelain'])).toBe('')
  })

  it('follows Sarah: her rejection brings the data, the discussion and a second round; her approval the work', async () => {
    const demo = await playDemo()
    await demo.to('2026-01-15T13:30:00Z')
    await demo.press('sarah', 'Reject')
    await demo.submit('sarah', { reason })
    const first = demo.card()
    expect(datesOf(demo, 'reject spec')).toMatch(/^2026-01-15T13:3\d:\d\d\S+ 2026-01-15T13:3/)
    await demo.to('2026-01-15T17:00:00Z')
    expect(demo.log().at(-1)).toBe(`chant: Record agent transcript for ${research} | mike | mike`)
    expect(demo.read(spec)).toContain(`- .chant/context/kpi-churn-q1/integration-beta-usage.md\n- ${discussion}`)
    expect(demo.read(discussion)).toContain(`> ${reason}`)

    // A weekend and a holiday later she has not been overruled, and the card still waits.
    await demo.to('2026-01-20T13:30:00Z')
    expect(demo.card().ts).not.toBe(first.ts)
    expect(buttonsOf(demo.card()).map(({ text }) => text)).toContain('Approve')
    expect(demo.threads().join('\n')).toContain('− | 2 | Integrations are missing |  ~1.5  pp')
    await demo.press('sarah', 'Approve')
    expect(wordsOf(demo.card())).toContain('Sarah approved these findings')
    expect(demo.log().filter((line) => line.includes(' spec |'))).toEqual([
      `chant(${research}): reject spec | Sarah | okr-cadence`,
      `chant(${research}): approve spec | Sarah | okr-cadence`,
    ])

    await demo.to('2026-01-21T13:30:00Z')
    expect(demo.log().some((line) => line.includes('002-abc'))).toBe(false)
    await demo.to('2026-01-21T15:00:00Z')
    expect(demo.log()).toContain('chant: Add spec 2026-01-21-002-abc | mike | mike')
    await demo.to('2026-01-23T14:00:00Z')
    expect(work(demo)).toEqual(['1 of 3 done', '2 of 3 done', '3 of 3 done'])
    expect(demo.log()).toContain('chant(2026-01-22-003-def): report of 2026-01-23 | mike | mike')
    expect(runGit(demo.repository.path, ['status', '--porcelain'])).toBe('')
  })

  it('goes on from the first findings when they are approved at once, with the driver that somebody made of them', async () => {
    const demo = await playDemo()
    await demo.to('2026-01-14T17:00:00Z')
    await demo.press('sarah', 'Approve')
    await demo.press('sarah', 'Create driver spec')
    await demo.submit('sarah', { 'member-3': '', 'member-3-text': '' })
    const made = demo.log().at(-1) ?? ''
    expect(made).toMatch(/^chant: Add spec 2026-01-14-00\w-\w{3} \| Sarah \| okr-cadence$/)
    const id = /spec (\S+)/.exec(made)?.[1] ?? ''
    await demo.to('2026-01-23T14:00:00Z')
    const log = demo.log()
    expect(log.join('\n')).not.toMatch(/002-abc|reject spec|integration beta/)
    expect(demo.threads().join('\n')).not.toContain('rest on those who left')
    expect(log.filter((line) => line.includes('transcript')).slice(1)).toEqual([
      `chant: Record agent transcript for ${id}.2 | mike | mike`,
      `chant: Record agent transcript for ${id}.1 | mike | mike`,
      `chant: Record agent transcript for ${id} | mike | mike`,
    ])
    expect(work(demo).slice(1)).toEqual(['1 of 2 done', '2 of 2 done'])
    expect(log.at(-1)).toContain('report of 2026-01-23')
  })

  it('revises as often as it is rejected, also when the research is asked for anew from the card', async () => {
    const demo = await playDemo()
    await demo.to('2026-01-14T17:00:00Z')
    await demo.press('sarah', 'Reject')
    await demo.submit('sarah', { reason })
    await demo.press('sarah', 'Research again')
    await demo.submit('sarah', {})
    const id = /spec (\S+) \| Sarah/.exec(demo.log().at(-1) ?? '')?.[1] ?? ''
    expect(id).toMatch(/^2026-01-14-00\w-/)
    await demo.to('2026-01-15T13:30:00Z')
    expect(wordsOf(demo.card())).toContain(id)
    expect(demo.read(`.chant/specs/${id}.md`)).toContain('integration-beta-usage.md')
    await demo.press('sarah', 'Reject')
    await demo.submit('sarah', { reason: 'And the import?' })
    await demo.to('2026-01-16T13:30:00Z')
    expect(demo.read('.chant/context/kpi-churn-q1/research-findings.md')).toContain('## What was asked in round 2')
    await demo.press('sarah', 'Approve')
    await demo.to('2026-01-23T14:00:00Z')
    expect(demo.log().join('\n')).toContain('chant: Add spec 2026-01-20-002-abc |')
    expect(work(demo).at(-1)).toBe('3 of 3 done')
  })

  it('goes by its own clock, whatever the clock of chant shows', async () => {
    const folder = temporaryFolder()
    const chant = join(folder, 'chant')
    const program = new URL('../../src/demo/chant-stand-in/program.ts', import.meta.url).pathname
    writeFileSync(chant, `#!/bin/sh\nunset CHANT_STAND_IN_NOW\nexec '${process.execPath}' '${program}' "$@"\n`, {
      mode: 0o755,
    })
    const demo = await playDemo(join(folder, 'demo'), { ...process.env, CHANT_BIN: chant })
    expect(demo.hasChant).toBe(true)
    await demo.to('2026-01-15T13:30:00Z')
    await demo.press('sarah', 'Reject')
    await demo.submit('sarah', { reason })
    expect(demo.read(spec)).not.toContain('at: 2026-01-15')
    await demo.to('2026-01-16T13:30:00Z')
    expect(wordsOf(demo.card())).toContain('round 2')

    const { path } = demo.repository
    execFileSync(chant, ['approve', research, '--by=Ana'], {
      cwd: path,
      env: { ...process.env, ...ana },
      stdio: 'pipe',
    })
    await demo.to('2026-01-16T13:31:00Z')
    expect(wordsOf(demo.card())).toMatch(/Ana approved these findings.*outside Slack/)
    await demo.to('2026-01-22T15:00:00Z')
    expect(demo.log().join('\n')).toContain('chant: Add spec 2026-01-20-002-abc |')
    expect(work(demo)).toEqual(['1 of 3 done', '2 of 3 done', '3 of 3 done'])
  })

  it('takes itself up after a restart, and leaves what somebody has in their folder alone', async () => {
    const folder = temporaryFolder()
    const first = await playDemo(folder)
    await first.to('2026-01-15T15:00:00Z')
    await first.stop()
    const again = await playDemo(folder)
    const path = again.repository.path
    writeFileSync(join(path, 'reports.txt'), 'mine')
    writeFileSync(join(path, spec), 'half a thought')
    await again.to('2026-01-16T17:00:00Z')
    expect(again.log().filter((line) => line.includes('digests'))).toHaveLength(1)
    expect(again.log().at(-1)).toContain('002-abc.3')
    expect(runGit(path, ['status', '--porcelain'])).toBe(`M ${spec}\n?? reports.txt`)
    expect(runGit(path, ['diff', '--cached', '--name-only'])).toBe('')
  })

  it('shares what can be saved as a digest, and uses it when somebody has', async () => {
    const demo = await playDemo()
    await demo.to('2026-01-13T18:00:00Z')
    const shared = demo.workspace.messages('kpi-churn').find(({ files }) => files.length > 0)
    if (!shared) throw new Error('no file was shared')
    await demo.workspace.as('sarah').shortcut('Save as chant digest', shared)
    await demo.settle()
    await demo.submit('sarah', { folder: 'kpi-churn-q1' })
    const [saved = ''] = runGit(demo.repository.path, ['show', '--name-only', '--format=', 'HEAD']).split('\n')
    expect(saved).toMatch(/^\.chant\/context\/.*beta.*\.md$/)
    await demo.to('2026-01-15T18:00:00Z')
    expect(demo.read(spec)).toContain(`- ${saved}`)
    expect(demo.log().join('\n')).toContain('Add integration beta usage data')
    expect(runGit(demo.repository.path, ['ls-files', '.chant/context'])).not.toContain('q1/integration-beta-usage.md')
  })
})
