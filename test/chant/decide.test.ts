import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import {
  decidedAt,
  orderFor,
  research,
  researchProject,
  specId,
  specPath,
  writerFor,
} from '../support/chant-decisions.ts'
import { type ChantProject, runGit, temporaryFolder } from '../support/chant-project.ts'

/** Puts something in the way and says what came of Sarah's approval. Nothing of it may be in the repository. */
async function refusedBy(getInTheWay: (project: ChantProject) => void, project = researchProject()) {
  const order = await orderFor(project.path)
  getInTheWay(project)
  const before = [project.git('rev-parse', 'HEAD'), project.git('status', '--porcelain'), text(project)]
  const answer = await writerFor(project.path).decide(order)
  expect([project.git('rev-parse', 'HEAD'), project.git('status', '--porcelain'), text(project)]).toEqual(before)
  return answer
}

function text({ path }: ChantProject): string {
  return existsSync(join(path, specPath)) ? readFileSync(join(path, specPath), 'utf8') : ''
}

describe('a decision waits, and says for what,', () => {
  it.each<[string, (project: ChantProject) => void, string]>([
    [
      'while somebody has staged something: chant would take it along',
      ({ write, git }) => {
        write('other.txt', 'x')
        git('add', 'other.txt')
      },
      'Somebody has staged other.txt in acme: commit or unstage it, then this can be written.',
    ],
    [
      'while chant archive’s rename is staged',
      ({ git, write }) => {
        write('.chant/specs/old.md', 'old')
        git('add', '-A')
        git('commit', '-q', '-m', 'Old')
        git('mv', '.chant/specs/old.md', '.chant/old.md')
      },
      'Somebody has staged .chant/old.md and 1 more in acme: commit or unstage it, then this can be written.',
    ],
    [
      'while another branch is checked out',
      ({ git }) => git('checkout', '-q', '-b', 'feature'),
      'acme has the branch feature checked out, and decisions belong on main: check out main.',
    ],
    [
      'while no branch is checked out',
      ({ git }) => git('checkout', '-q', '--detach'),
      'acme has no branch checked out, and decisions belong on main: check out main.',
    ],
    [
      'while a merge is under way',
      ({ git, write }) => write('.git/MERGE_HEAD', `${git('rev-parse', 'HEAD')}\n`),
      'Somebody is in the middle of a merge in acme: finish it, then this can be written.',
    ],
    [
      'while a rebase is under way',
      ({ write }) => write('.git/rebase-merge/head-name', 'refs/heads/main\n'),
      'Somebody is in the middle of a rebase in acme: finish it, then this can be written.',
    ],
    [
      'while another git holds the index',
      ({ write }) => write('.git/index.lock', ''),
      'Another git is at work in acme (.git/index.lock is there). If none is running, remove that file: one has crashed.',
    ],
    [
      'while somebody edits the spec',
      (project) => project.write(specPath, `${text(project)}\nA thought.\n`),
      `${specPath} in acme has changes that nobody committed: commit them or undo them, then this can be written.`,
    ],
    [
      'while an agent works on it: chant would take the copy of its branch',
      (project) => {
        project.write(specPath, research({ status: 'in_progress' }))
        project.commit('Work', { at: '2026-01-15T10:00:00Z' })
      },
      `${specId} is being worked on, and chant would take the copy of its branch: this is written when it is done.`,
    ],
  ])('%s', async (_when, getInTheWay, problem) => {
    expect(await refusedBy(getInTheWay)).toEqual({ kind: 'later', problem })
  })

  it('while somebody else’s decision is half done, which it does not undo', async () => {
    const answer = await refusedBy((project) => halfDone(project, 'Mike'))
    expect(answer).toEqual({
      kind: 'later',
      problem: `acme has a decision by Mike on ${specId} that is in no commit: finish it with \`git commit --only -m "chant(${specId}): approve spec" -- ${specPath}\`, or undo it with \`git restore --staged --worktree ${specPath}\`.`,
    })
  })

  it('while a half-done decision of its own has been edited by somebody', async () => {
    const answer = await refusedBy((project) => {
      halfDone(project, 'Sarah')
      project.write(specPath, text(project).replace('Find the top', 'Find all'))
    })
    expect(answer).toMatchObject({ kind: 'later', problem: expect.stringContaining('nobody committed') })
  })
})

describe('a decision is refused, with what has to change,', () => {
  it.each<[string, (project: ChantProject) => void, RegExp]>([
    ['when its spec was archived', ({ git, path }) => archive(git, path), /is not among the specs of acme any more/],
    [
      'when a link stands in its place',
      (project) => link(project),
      /is a link: links are not followed|not a plain file/,
    ],
    [
      'when the file begins with a byte order mark',
      (project) => commitText(project, `\ufeff${research()}`),
      /begins with a byte order mark/,
    ],
    [
      'when chant does not read its type',
      (project) => commitText(project, research({ type: 'implementation' })),
      /does not read type "implementation"/,
    ],
    [
      'when chant wants a list',
      (project) => commitText(project, research({ more: 'target_files: a.md\n' })),
      /"target_files" as a text instead of a list/,
    ],
    [
      'when the discussion’s heading stands in a code fence',
      (project) => commitText(project, research({ body: 'Like this:\n\n```\n## Approval Discussion\n```\n' })),
      /where it is no heading/,
    ],
    [
      'when the discussion is a part of the criteria',
      (project) => commitText(project, research({ body: '## Acceptance Criteria\n\n### Approval Discussion\n' })),
      /where it is no heading/,
    ],
  ])('%s', async (_when, change, problem) => {
    const project = researchProject()
    const order = await orderFor(project.path)
    change(project)
    const head = project.git('rev-parse', 'HEAD')
    // What was decided on is what stands there now: only the way it is written is in question.
    const now = await orderFor(project.path)
    const answer = await writerFor(project.path).decide({ ...order, fingerprint: now.fingerprint })
    expect(answer).toEqual({
      kind: expect.stringMatching(/^(refused|later)$/),
      problem: expect.stringMatching(problem),
    })
    expect(project.git('rev-parse', 'HEAD')).toBe(head)
  })

  it('when the project is not configured, or the name or id is none that can be given to chant', async () => {
    const project = researchProject()
    const order = await orderFor(project.path, { verdict: 'rejected' })
    const writer = writerFor(project.path)
    for (const wrong of [
      { repository: 'other' },
      { specId: '../../etc/passwd' },
      { specId: '--help' },
      { specId: `${specId} ` },
      { specId: '' },
      { by: 'Sarah\nApproved: yes' },
      { by: 'sa---rah' },
      { by: '' },
      { by: '-x' },
      { author: { name: 'Sarah <x>', email: 'a' } },
      { author: { name: 'Sarah', email: 'a b' } },
      { reason: ' \n\t' },
      { reason: null },
      { reason: 'x'.repeat(1_000_000) },
    ]) {
      expect([wrong, await writer.decide({ ...order, ...wrong })]).toEqual([
        wrong,
        { kind: 'refused', problem: expect.stringMatching(/^[A-Z].*\.$|^other is not among/) },
      ])
    }
    expect(project.git('rev-list', '--count', 'HEAD')).toBe('1')
  })

  it('a rejection when chant’s configuration is not one chant can read', async () => {
    const project = researchProject({ action: 'shout' })
    const order = await orderFor(project.path, { verdict: 'rejected' })
    expect(await writerFor(project.path).decide(order)).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('a rejection_action that chant does not know'),
    })
    project.remove('.chant/config.md')
    expect(await writerFor(project.path).decide(order)).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('there is no .chant/config.md'),
    })
  })
})

describe('what happened outside counts', () => {
  it('other content is not decided on', async () => {
    const answer = await refusedBy((project) => commitText(project, research({ body: 'New findings.\n' })))
    expect(answer).toEqual({ kind: 'changed' })
  })

  it('somebody’s own chant was first: theirs stands', async () => {
    const project = researchProject()
    const order = await orderFor(project.path, { verdict: 'rejected' })
    const approval = { status: 'approved', by: 'Sarah', at: '2026-01-15T14:29:00Z' }
    project.write(specPath, research({ approval }))
    project.commit(`chant(${specId}): approve spec`, { at: '2026-01-15T14:29:00Z', by: 'sarah' })
    expect(await writerFor(project.path).decide(order)).toEqual({
      kind: 'overtaken',
      approval: { required: true, status: 'approved', by: 'Sarah', at: new Date(approval.at) },
    })
    expect(await writerFor(project.path).decide({ ...order, verdict: 'approved' })).toMatchObject({ kind: 'overtaken' })
  })

  it('a person without an e-mail decides all the same', async () => {
    const project = researchProject()
    const order = await orderFor(project.path, { author: { name: 'Sarah', email: '' } })
    const written = await writerFor(project.path).decide(order)
    expect(written).toMatchObject({ kind: 'written' })
    expect(await writerFor(project.path).decide(order)).toEqual(written)
  })

  it('an answer about what is decided needs no checkout in good order', async () => {
    const project = researchProject()
    const order = await orderFor(project.path)
    const written = await writerFor(project.path).decide(order)
    project.git('checkout', '-q', '-b', 'feature')
    expect(await writerFor(project.path).decide(order)).toEqual(written)
  })
})

describe('a half-done decision', () => {
  it.each(['unstaged', 'staged'])('of the same order, %s, is undone and made whole', async (how) => {
    const project = researchProject()
    const order = await orderFor(project.path)
    halfDone(project, 'Sarah')
    if (how === 'staged') project.git('add', specPath)
    expect(await writerFor(project.path).decide(order)).toMatchObject({ kind: 'written' })
    expect(text(project).match(/APPROVED/g)).toHaveLength(1)
    expect(project.git('status', '--porcelain')).toBe('')
  })

  it('a chant that says it was done, and committed nothing, is not believed', async () => {
    const project = researchProject()
    const hook = join(project.path, '.git/hooks/pre-commit')
    project.write('.git/hooks/pre-commit', '#!/bin/sh\necho "nothing to commit today" >&2\nexit 1\n')
    chmodSync(hook, 0o755)
    // This one insists on the repository's hooks, which a call of ours switches off.
    const bin = script(`unset GIT_CONFIG_COUNT\nexec ${[chantStandIn.command, ...chantStandIn.args].join(' ')} "$@"\n`)
    const order = await orderFor(project.path)
    const answer = await writerFor(project.path, { bin }).decide(order)
    expect(answer).toEqual({ kind: 'later', problem: 'chant ended without committing it in acme: it is tried again.' })
    expect(project.git('status', '--porcelain')).toBe('')
    expect(await writerFor(project.path).decide(order)).toMatchObject({ kind: 'written' })
  })

  it('a spec that git ignores and has all the same is no obstacle', async () => {
    const project = researchProject()
    project.write('.git/info/exclude', '.chant/specs/*\n')
    expect(await writerFor(project.path).decide(await orderFor(project.path))).toMatchObject({ kind: 'written' })
  })

  it('a hook that refuses does not refuse ours: they are switched off', async () => {
    const project = researchProject()
    project.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n')
    chmodSync(join(project.path, '.git/hooks/pre-commit'), 0o755)
    expect(await writerFor(project.path).decide(await orderFor(project.path))).toMatchObject({ kind: 'written' })
  })
})

describe('what somebody does at the same moment is in nothing of ours, and nothing of theirs is lost:', () => {
  const mikes = 'git -c user.name=mike -c user.email=m@acme.example'
  it.each([
    ['they stage a file', 'echo theirs >other.txt; git add other.txt', 'A  other.txt'],
    ['they commit', `unset GIT_CONFIG_COUNT GIT_AUTHOR_NAME; ${mikes} commit -q --allow-empty -m Theirs`, ''],
    ['they edit another spec', 'echo more >>.chant/specs/other.md', 'M .chant/specs/other.md'],
  ])('%s', async (_what, happens, left) => {
    const project = researchProject({ ids: [specId, 'other'] })
    const order = await orderFor(project.path)
    // When chant has read the spec and not yet committed: its first call of git is for the names of committers.
    const git = join(temporaryFolder(), 'git')
    const once = join(temporaryFolder(), 'once')
    const shim = `#!/bin/sh\nPATH=\${PATH#*:}\n[ "$1" = add ] && ! [ -e ${once} ] && (touch ${once}; ${happens})\nexec git "$@"\n`
    writeFileSync(git, shim, { mode: 0o755 })
    const answer = await writerFor(project.path, { path: dirname(git) }).decide(order)
    const head = project.git('rev-parse', 'HEAD')
    if (answer.kind !== 'written')
      expect(answer).toEqual({ kind: 'later', problem: expect.stringContaining('at the same moment') })
    expect(project.git('status', '--porcelain')).toBe(left)
    if (left.startsWith('A')) project.git('rm', '-q', '--cached', 'other.txt')
    expect(await writerFor(project.path).decide(order)).toMatchObject({ kind: 'written' })
    expect(project.git('diff-tree', '--no-commit-id', '--name-only', '-r', 'HEAD')).toBe(specPath)
    expect(project.git('merge-base', '--is-ancestor', head, 'HEAD')).toBe('')
  })
})

describe('the program', () => {
  it('is missing, may not be run, does not answer: each is a sentence', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'plain'), '')
    const problemOf = (bin: string) => writerFor('/nowhere', { bin }).problem()
    expect(await problemOf('no-such-chant')).toBe(
      'chant was not found where the app runs: install it, or set CHANT_BIN to its path.',
    )
    expect(await problemOf(join(folder, 'plain'))).toBe(
      'chant may not be run: make the file that CHANT_BIN names executable.',
    )
    expect(await problemOf('false')).toBe('chant does not answer `chant --version`: check what CHANT_BIN names.')
  })

  it('that is missing leaves the decision for later', async () => {
    const project = researchProject()
    const answer = await writerFor(project.path, { bin: 'no-such-chant' }).decide(await orderFor(project.path))
    expect(answer).toMatchObject({ kind: 'later', problem: expect.stringContaining('chant was not found') })
  })

  it('that hangs is stopped with everything it started, and its half-done decision is undone', async () => {
    const project = researchProject()
    const half = join(temporaryFolder(), 'half.md')
    halfDone(project, 'Sarah')
    writeFileSync(half, text(project))
    project.git('checkout', '-q', '--', specPath)
    const bin = {
      command: script(`cp ${half} ${specPath}\n(sleep 3; git commit -qam late) &\nsleep 60\n`),
      longestMs: 400,
    }
    const answer = await writerFor(project.path, { bin }).decide(await orderFor(project.path))
    expect(answer).toEqual({
      kind: 'later',
      problem: 'chant took too long in acme and was stopped: it is tried again.',
    })
    expect(project.git('status', '--porcelain')).toBe('')
    expect(processesNamed('sleep 3')).toBe(0)
  })

  it('that decides on another spec is stopped, and the other spec is as it was', async () => {
    const project = researchProject({ ids: [specId, 'other'] })
    const standIn = [chantStandIn.command, ...chantStandIn.args].join(' ')
    const bin = script(`exec ${standIn} approve other --by=Sarah\n`)
    const answer = await writerFor(project.path, { bin }).decide(await orderFor(project.path))
    expect(answer).toMatchObject({ kind: 'refused', problem: expect.stringContaining(`takes ${specId} for other`) })
    expect([project.git('status', '--porcelain'), project.git('rev-list', '--count', 'HEAD')]).toEqual(['', '1'])
  })

  it('gets the project’s folder and the person’s name, and nothing of ours: no GIT_*, no token', async () => {
    const project = researchProject()
    const seen = join(temporaryFolder(), 'seen')
    const environment = {
      ...process.env,
      GIT_DIR: '/elsewhere',
      GIT_AUTHOR_NAME: 'leaked',
      SLACK_BOT_TOKEN: 'xoxb-secret',
      CLICOLOR_FORCE: '1',
    }
    const bin = script(`pwd >${seen}\nenv >>${seen}\n`)
    await writerFor(project.path, { bin, environment }).decide(await orderFor(project.path))
    const lines = readFileSync(seen, 'utf8').split('\n')
    expect(lines[0]).toBe(project.path)
    expect(lines).toEqual(expect.arrayContaining(['TZ=UTC', 'LANG=C.UTF-8', 'NO_COLOR=1', 'GIT_AUTHOR_NAME=Sarah']))
    expect(lines).toContain(`GIT_AUTHOR_DATE=@${decidedAt.getTime() / 1000} +0000`)
    expect(lines.filter((line) => /elsewhere|leaked|secret|CLICOLOR/.test(line))).toEqual([])
  })
})

function halfDone(project: ChantProject, by: string): void {
  const approval = { status: 'approved', by, at: '2026-01-15T14:30:00Z' }
  const entry = `## Approval Discussion\n\n**${by}** - 2026-01-15 14:30 - APPROVED`
  project.write(specPath, `${research({ approval }).trimEnd()}\n\n${entry}`)
}

function commitText(project: ChantProject, content: string): void {
  project.write(specPath, content)
  project.commit('Edited', { at: '2026-01-15T10:00:00Z' })
}

function archive(git: ChantProject['git'], path: string): void {
  runGit(path, ['mv', specPath, `.chant/${specId}.md`])
  git('commit', '-q', '-m', 'Archive')
}

function link(project: ChantProject): void {
  rmSync(join(project.path, specPath))
  symlinkSync('../../elsewhere.md', join(project.path, specPath))
  project.commit('Link', { at: '2026-01-15T10:00:00Z' })
}

function script(text: string): string {
  const path = join(temporaryFolder(), 'chant')
  writeFileSync(path, `#!/bin/sh\n${text}`, { mode: 0o755 })
  return path
}

function processesNamed(name: string): number {
  return runGit('/', ['-c', `alias.count=!ps -eo args | grep -c "^${name}$" || true`, 'count']) === '0' ? 0 : 1
}
