import { describe, expect, it } from 'vitest'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { startAcme } from '../support/app.ts'
import { chantProject, specText } from '../support/chant-project.ts'

function acmeProject() {
  const project = chantProject()
  project.write('.chant/context/kpi-churn/zendesk.md', '# Tickets')
  project.commit('Add churn digests', { at: '2026-01-06T10:00:00Z' })
  project.write('.chant/context/kpi-churn/survey.md', '# Survey')
  project.write('.chant/context/beta.md', '# Beta')
  project.write('.chant/specs/2026-01-09-001-abc.md', specText({ labels: ['kpi-churn', 'q1-2026'] }))
  project.commit('chant: Add spec 2026-01-09-001-abc', { at: '2026-01-09T10:00:00Z' })
  return project
}

const question = 'Why do small teams leave in their first month?'

describe('/okr research', () => {
  it('becomes a committed spec in the asker’s name that the agent may work at once', async () => {
    const project = acmeProject()
    const acme = await startAcme({ env: { CHANT_REPO: `acme=${project.path}` } })
    await acme.app.readChant()
    const mike = acme.workspace.as('mike')
    await mike.command('retention', `/okr research "${question}"`)
    await acme.settle()
    const form = acme.workspace.modal('mike')
    expect(JSON.stringify(form?.content)).toContain(question)
    await mike.submit(form?.id ?? '', {
      'informed-by': ['.chant/context/kpi-churn/survey.md', '.chant/context/kpi-churn/zendesk.md'],
      labels: ['kpi-churn'],
      'more-labels': 'small-teams',
      'key-results': ['O1-KR1'],
    })
    await acme.settle()

    const [path = ''] = project.git('show', '--name-only', '--format=', 'HEAD').split('\n')
    expect(path).toMatch(/^\.chant\/specs\/2026-01-09-002-[0-9a-z]{3}\.md$/)
    const id = path.slice('.chant/specs/'.length, -3)
    expect(project.git('log', '-1', '--format=%an <%ae>|%s')).toBe(`Mike <mike@acme.example>|chant: Add spec ${id}`)
    const { spec, body } = parseSpecFile(id, project.git('show', `HEAD:${path}`), false)
    expect(spec).toMatchObject({
      type: 'research',
      status: 'pending',
      title: question,
      labels: ['kpi-churn', 'small-teams', 'O1-KR1'],
      targetFiles: ['.chant/context/kpi-churn/research-findings.md'],
      informedBy: ['.chant/context/kpi-churn/survey.md', '.chant/context/kpi-churn/zendesk.md'],
      approval: null,
      criteria: { checked: 0, total: 3 },
    })
    expect(body).toContain(`- [ ] Answered in a short summary: ${question}`)
    const told = acme.workspace
      .messages('mike')
      .filter((message) => wordsOf(message).includes('You get this because you asked'))
    expect(told).toHaveLength(1)
    expect(wordsOf(told[0] as never)).toContain(
      `as \`${id}\`, commit \`${project.git('rev-parse', 'HEAD').slice(0, 7)}\`.`,
    )
  })
})
