import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keepClone } from '../../src/chant/clone.ts'
import { openRepository } from '../../src/chant/repository.ts'

function upstream() {
  const folder = mkdtempSync(join(tmpdir(), 'okr-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const work = join(folder, 'work')
  mkdirSync(join(work, '.chant/specs'), { recursive: true })
  const identity = ['-c', 'user.name=Mike', '-c', 'user.email=mike@acme.example']
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', work, ...identity, ...args], { encoding: 'utf8' }).trim()
  const commit = (text: string) => {
    writeFileSync(join(work, '.chant/specs/2026-01-09-001-abc.md'), `---\nstatus: pending\n---\n# ${text}\n`)
    git('add', '.')
    git('commit', '-qm', text)
    return git('rev-parse', 'HEAD')
  }
  execFileSync('git', ['init', '-q', '-b', 'main', work])
  return { folder, url: `file://${work}`, commit }
}

it('a URL is cloned once and fetched afterwards, and can be read as a bare repository', async () => {
  const { folder, url, commit } = upstream()
  commit('first')
  const clone = { name: 'acme', url, folder: join(folder, 'data/repositories/acme.git') }
  await keepClone(clone, process.env)
  const newest = commit('second')
  await keepClone(clone, process.env)
  const head = execFileSync('git', ['-C', clone.folder, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()
  expect(head).toBe(newest)
  expect(await openRepository(clone.folder, { name: 'acme', environment: process.env })).toMatchObject({ isBare: true })
})

it('a URL that cannot be fetched is one sentence that does not repeat it: it may carry a password', async () => {
  const { folder } = upstream()
  const clone = { name: 'acme', url: `file://${folder}/secret-nothing`, folder: join(folder, 'c.git') }
  await expect(keepClone(clone, process.env)).rejects.toThrow(
    'The repository acme cannot be fetched: check its URL in CHANT_REPO, the network, and that this user may read it.',
  )
})
