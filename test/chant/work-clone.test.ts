import { chmodSync, existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import { orderFor, research, researchProject, specId, specPath, writerFor } from '../support/chant-decisions.ts'
import { type ChantProject, runGit, temporaryFolder } from '../support/chant-project.ts'

interface Remote {
  /** What somebody works in. */
  project: ChantProject
  /** What everybody pushes to. */
  bare: string
  clones: string
  log(): string[]
}

function remote(options: Parameters<typeof researchProject>[0] = {}): Remote {
  const project = researchProject(options)
  const folder = temporaryFolder()
  const bare = join(folder, 'acme.git')
  runGit(folder, ['clone', '-q', '--bare', project.path, bare])
  project.git('remote', 'add', 'origin', bare)
  project.git('fetch', '-q', 'origin')
  return {
    project,
    bare,
    clones: join(folder, 'data/repositories'),
    log: () => runGit(bare, ['log', '--format=%an %s', 'main']).split('\n'),
  }
}

const approved = `Sarah chant(${specId}): approve spec`

describe('where the app works in a clone of its own, a decision', () => {
  it.each(['bare repository', 'URL'])('of a %s is pushed before it is told', async (kind) => {
    const { bare, clones, log } = remote()
    const where = kind === 'URL' ? `file://${bare}` : bare
    const order = await orderFor(bare)
    const written = await writerFor(where, { clones }).decide(order)
    expect(written).toMatchObject({ kind: 'written', commit: runGit(bare, ['rev-parse', 'main']) })
    expect(log()).toEqual([approved, 'mike Research'])
    expect(await writerFor(where, { clones: temporaryFolder() }).decide(order)).toEqual(written)
    expect(log()).toHaveLength(2)
  })

  it('is made again on top of what somebody pushed meanwhile', async () => {
    const { bare, clones, project, log } = remote()
    const once = join(temporaryFolder(), 'once')
    const push = `cd ${project.path} && git -c user.name=mike -c user.email=m@acme.example commit -q --allow-empty -m Meanwhile && git push -q origin main`
    const answer = await writerFor(bare, {
      clones,
      bin: chantAfter(`[ -e ${once} ] || (touch ${once}; ${push})`),
    }).decide(await orderFor(bare))
    expect(answer).toMatchObject({ kind: 'written', commit: runGit(bare, ['rev-parse', 'main']) })
    expect(log()).toEqual([approved, 'mike Meanwhile', 'mike Research'])
  })

  it('is not made when somebody pushed another one meanwhile', async () => {
    const { bare, clones, project, log } = remote()
    const once = join(temporaryFolder(), 'once')
    const approval = { status: 'rejected', by: 'Mike', at: '2026-01-15T14:29:00Z' }
    writeFileSync(join(project.path, 'next.md'), research({ approval }))
    const push = `cd ${project.path} && mv next.md ${specPath} && git -c user.name=mike -c user.email=m@acme.example commit -q -am Rejected && git push -q origin main`
    const answer = await writerFor(bare, {
      clones,
      bin: chantAfter(`[ -e ${once} ] || (touch ${once}; ${push})`),
    }).decide(await orderFor(bare))
    expect(answer).toMatchObject({ kind: 'overtaken', approval: { status: 'rejected', by: 'Mike' } })
    expect(log()).toEqual(['mike Rejected', 'mike Research'])
  })

  it('gives up for now when others keep pushing', async () => {
    const { bare, clones, project } = remote()
    const push = `cd ${project.path} && git -c user.name=mike -c user.email=m@acme.example commit -q --allow-empty -m More && git push -q origin main`
    const answer = await writerFor(bare, { clones, bin: chantAfter(push) }).decide(await orderFor(bare))
    expect(answer).toEqual({
      kind: 'later',
      problem: 'Others push to acme faster than this can be written: it is tried again.',
    })
  })

  it('waits while the other side is away, and never repeats its address', async () => {
    const { bare, clones, log } = remote()
    const order = await orderFor(bare)
    const writer = writerFor(`file://user:geheim@${bare}-away`, { clones })
    const answer = await writer.decide(order)
    expect(answer).toMatchObject({
      kind: 'later',
      problem: expect.stringContaining('The repository acme cannot be reached'),
    })
    expect(JSON.stringify(answer)).not.toMatch(/geheim|file:/)
    const known = writerFor(bare, { clones })
    await known.problem()
    expect(await known.commitFiles(note)).toMatchObject({ kind: 'written' })
    runGit('/', ['-c', `alias.move=!mv ${bare} ${bare}.away`, 'move'])
    expect(await known.decide(order)).toMatchObject({ kind: 'later' })
    runGit('/', ['-c', `alias.move=!mv ${bare}.away ${bare}`, 'move'])
    expect(await known.decide(order)).toMatchObject({ kind: 'written' })
    expect(log()[0]).toBe(approved)
  })

  it('is refused when the other side does not take it, with what it said', async () => {
    const { bare, clones, log } = remote()
    writeFileSync(join(bare, 'hooks/pre-receive'), '#!/bin/sh\necho "main is protected" >&2\nexit 1\n')
    chmodSync(join(bare, 'hooks/pre-receive'), 0o755)
    const order = await orderFor(bare)
    const writer = writerFor(bare, { clones })
    expect(await writer.decide(order)).toEqual({
      kind: 'refused',
      problem:
        'acme does not take what was decided (pre-receive hook declined: main is protected): somebody who looks after it has to allow the push.',
    })
    rmSync(join(bare, 'hooks/pre-receive'))
    expect(await writer.decide(order)).toMatchObject({ kind: 'written' })
    expect(log()).toEqual([approved, 'mike Research'])
  })

  it('goes to chant’s main branch, or to the one the other side names when there is none', async () => {
    const { bare, project, clones } = remote()
    project.git('checkout', '-q', '-b', 'trunk')
    project.write('.chant/config.md', '---\ndefaults:\n  main_branch: trunk\n---\n')
    project.commit('Trunk', { at: '2026-01-15T10:00:00Z' })
    project.git('push', '-q', 'origin', 'trunk')
    runGit(bare, ['symbolic-ref', 'HEAD', 'refs/heads/trunk'])
    expect(await writerFor(bare, { clones }).decide(await orderFor(bare))).toMatchObject({ kind: 'written' })
    expect(runGit(bare, ['log', '-1', '--format=%an', 'trunk'])).toBe('Sarah')

    const other = remote()
    runGit(other.bare, ['branch', '-m', 'main', 'master'])
    const answer = await writerFor(other.bare, { clones: other.clones }).decide(await orderFor(other.bare))
    expect(answer).toMatchObject({ kind: 'written', commit: runGit(other.bare, ['rev-parse', 'master']) })
  })
})

describe('a clone that is damaged is made again:', () => {
  it.each<[string, (clone: string) => void]>([
    ['its objects are gone', (clone) => rmSync(join(clone, '.git/objects'), { recursive: true })],
    ['its index is cut short', (clone) => truncateSync(join(clone, '.git/index'), 20)],
    ['its HEAD says nothing', (clone) => writeFileSync(join(clone, '.git/HEAD'), '')],
    ['its configuration is gone', (clone) => writeFileSync(join(clone, '.git/config'), '')],
    [
      'git was killed while it held its locks',
      (clone) => {
        for (const lock of ['index.lock', 'HEAD.lock', 'refs/heads/main.lock', 'config.lock', 'packed-refs.lock']) {
          writeFileSync(join(clone, '.git', lock), '')
        }
      },
    ],
    [
      'a decision was written and neither committed nor pushed',
      (clone) => {
        writeFileSync(join(clone, specPath), research({ approval: { status: 'approved', by: 'Sarah' } }))
        writeFileSync(join(clone, '.chant/specs/stray.md'), 'stray')
      },
    ],
    [
      'a decision was committed and not pushed',
      (clone) => {
        writeFileSync(join(clone, specPath), research({ approval: { status: 'approved', by: 'Sarah' } }))
        runGit(clone, ['commit', '-q', '-am', `chant(${specId}): approve spec`])
      },
    ],
    ['it was interrupted while it was made', (clone) => rmSync(join(clone, '.git'), { recursive: true })],
  ])('%s', async (_how, damage) => {
    const { bare, clones, log } = remote()
    const writer = writerFor(bare, { clones })
    await writer.commitFiles(note)
    damage(join(clones, 'acme.work'))
    expect(await writer.decide(await orderFor(bare))).toMatchObject({ kind: 'written' })
    expect(log()).toEqual([approved, 'Mike Keep a note', 'mike Research'])
    expect(existsSync(join(clones, 'acme.work/.chant/specs/stray.md'))).toBe(false)
    expect(readdirSync(clones).filter((name) => !/^acme\.work(\.lock)?$/.test(name))).toEqual([])
  })
})

describe('a checkout with CHANT_PUSH', () => {
  it('is pushed after the commit, and says so when it could not be', async () => {
    const { project, log } = remote()
    const writer = writerFor(project.path, { push: true })
    expect(await writer.decide(await orderFor(project.path))).toMatchObject({ kind: 'written', remarks: [] })
    expect(log()[0]).toBe(approved)
    project.git('remote', 'set-url', 'origin', '/nowhere')
    const again = await orderFor(project.path, { verdict: 'rejected' })
    expect(await writer.decide(again)).toMatchObject({
      kind: 'written',
      remarks: [expect.stringMatching(/^It is committed in acme and not pushed .* by hand\.$/)],
    })
  })
})

const note = {
  repository: 'acme',
  files: [{ path: '.chant/context/note.md', text: '# Note\n', ifThere: 'keep' as const }],
  message: 'Keep a note',
  author: { name: 'Mike', email: 'mike@acme.example' },
}

/** The stand-in, after something else has happened. */
function chantAfter(happens: string): string {
  const path = join(temporaryFolder(), 'chant')
  const standIn = [chantStandIn.command, ...chantStandIn.args].join(' ')
  const quiet = `(unset GIT_CONFIG_COUNT; export GIT_AUTHOR_NAME=mike; ${happens}) >/dev/null 2>&1`
  writeFileSync(path, `#!/bin/sh\n${quiet}\nexec ${standIn} "$@"\n`, { mode: 0o755 })
  return path
}
