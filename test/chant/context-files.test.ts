import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listContextFiles, standingIn } from '../../src/chant/context-files.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { chantProject } from '../support/chant-project.ts'

const open = (path: string) => openRepository(path, { name: 'acme', environment: process.env })

describe('the files below .chant/context', () => {
  it('are listed newest change first, wherever the project lies in its repository, links left out', async () => {
    const project = chantProject({ folder: 'tools/planning' })
    project.write('.chant/context/kpi-churn/zendesk.md', 'a')
    project.write('.chant/context/ümläut and blank.md', 'a')
    project.commit('one', { at: '2026-01-06T10:00:00Z' })
    project.write('.chant/context/beta.md', 'a')
    project.write('README.md', 'a')
    symlinkSync('/etc/passwd', join(project.path, '.chant/context/link.md'))
    project.commit('two', { at: '2026-01-07T10:00:00Z' })
    project.write('.chant/context/kpi-churn/zendesk.md', 'b')
    project.commit('three', { at: '2026-01-08T10:00:00Z' })
    project.write('.chant/context/not-committed.md', 'a')
    expect(await listContextFiles(await open(project.path))).toEqual([
      { path: '.chant/context/kpi-churn/zendesk.md', changedAt: new Date('2026-01-08T10:00:00Z') },
      { path: '.chant/context/beta.md', changedAt: new Date('2026-01-07T10:00:00Z') },
      { path: '.chant/context/ümläut and blank.md', changedAt: new Date('2026-01-06T10:00:00Z') },
    ])
  })

  it('are none where there is no such folder, and follow every commit', async () => {
    const project = chantProject()
    project.write('.chant/specs/a.md', 'a')
    project.commit('one', { at: '2026-01-06T10:00:00Z' })
    expect(await listContextFiles(await open(project.path))).toEqual([])
    project.write('.chant/context/a.md', 'a')
    project.commit('two', { at: '2026-01-07T10:00:00Z' })
    expect((await listContextFiles(await open(project.path))).map(({ path }) => path)).toEqual(['.chant/context/a.md'])
  })

  it('are told from what is not there', async () => {
    const project = chantProject()
    project.write('.chant/context/a.md', 'a')
    project.commit('one', { at: '2026-01-06T10:00:00Z' })
    const repository = await open(project.path)
    expect(await standingIn(repository, ['.chant/context/a.md', '.chant/context/b.md', '.chant/context'])).toEqual(
      new Set(['.chant/context/a.md', '.chant/context']),
    )
  })
})
