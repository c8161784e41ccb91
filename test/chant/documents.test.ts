import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments, readSpecDocument } from '../../src/chant/documents.ts'
import { parseReportTable } from '../../src/chant/report-table.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { chantProject, specText } from '../support/chant-project.ts'

const report = 'reports/kpi-churn-daily.md'
const spec = '.chant/specs/2026-01-13-001-xyz.md'

async function acme(folder = '') {
  const project = chantProject({ folder })
  project.write(report, '# Churn — 2026-01-28\n\n| Metric | Current |\n|---|---|\n| Churn | 6.2% |\n')
  const discussion = '## Approval Discussion\n\n**sarah** - 2026-01-15 09:30 - REJECTED\nNot yet.\n'
  project.write(spec, specText({ body: `## Acceptance Criteria\n\n- [x] One\n- [ ] Two\n\n${discussion}` }))
  symlinkSync('/etc/hostname', join(project.path, 'linked.md'))
  project.commit('Report', { at: '2026-01-28T08:00:00Z' })
  return { project, repository: await openRepository(project.path, { environment: process.env }) }
}

describe('documents of a project', () => {
  it.each(['', 'planning'])('are read as committed, not as they lie in the folder %s', async (folder) => {
    const { project, repository } = await acme(folder)
    project.write(report, 'not committed')
    const document = (await readDocuments(repository, [report])).get(report)
    expect(document && 'text' in document ? parseReportTable(document.text).rows[0]?.current?.value : document).toBe(
      6.2,
    )
  })

  it('are inside the project, plain files, and there', async () => {
    const { repository } = await acme()
    const paths = [
      'linked.md',
      '../outside.md',
      '/etc/hostname',
      'nothing.md',
      'reports',
      '',
      'a\0b',
      '.git/config',
      ':(top)*',
    ]
    const found = await readDocuments(repository, paths)
    expect(paths.map((path) => found.get(path))).toEqual([
      { problem: 'is a link: links are not followed' },
      { problem: 'leads out of the repository' },
      { problem: 'leads out of the repository' },
      { problem: 'is not in the repository' },
      { problem: 'is not in the repository' },
      { problem: 'leads out of the repository' },
      { problem: 'leads out of the repository' },
      { problem: 'is not in the repository' },
      { problem: 'is not in the repository' },
    ])
  })
})

describe('a spec', () => {
  it('comes with its criteria and its discussion', async () => {
    const { repository } = await acme()
    expect(await readSpecDocument(repository, spec)).toMatchObject({
      spec: { id: '2026-01-13-001-xyz', criteria: { checked: 1, total: 2 } },
      criteria: [
        { text: 'One', checked: true },
        { text: 'Two', checked: false },
      ],
      discussion: [{ by: 'sarah', verdict: 'rejected', text: 'Not yet.' }],
    })
    expect(await readSpecDocument(repository, report)).toEqual({ problem: 'is not the path of a spec' })
  })
})
