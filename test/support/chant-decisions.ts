import { delimiter } from 'node:path'
import { readContent } from '../../src/chant/content.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { type ChantWriterOptions, createChantWriter } from '../../src/chant/writer.ts'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import type { ChantWriter, DecisionOrder } from '../../src/domain/chant-writing.ts'
import { fingerprintOf } from '../../src/domain/findings/content.ts'
import { type ChantProject, chantProject, specText, temporaryFolder } from './chant-project.ts'

export const specId = '2026-01-13-001-xyz'
export const specPath = `.chant/specs/${specId}.md`
/** The app's time in these tests. */
export const decidedAt = new Date('2026-01-15T14:30:00Z')

/** Research that is done and waits for a decision, and a chant configuration, committed on main. */
export function researchProject({
  ids = [specId],
  action = null,
  status = 'completed',
  folder = '',
}: {
  ids?: readonly string[]
  action?: string | null
  status?: string
  folder?: string
} = {}): ChantProject {
  const project = chantProject({ folder })
  const approval = action ? `approval:\n  rejection_action: ${action}\n` : ''
  project.write('.chant/config.md', `---\nproject:\n  name: acme\n${approval}---\n`)
  project.write('.chant/.gitignore', 'logs/\n')
  for (const id of ids) project.write(`.chant/specs/${id}.md`, research({ status }))
  project.commit('Research', { at: '2026-01-14T16:45:00Z' })
  return project
}

export function research(options: Parameters<typeof specText>[0] = {}): string {
  const body =
    'Find the top drivers.\n\n## Acceptance Criteria\n\n- [x] Top three drivers named\n- [ ] Findings written\n'
  return specText({ status: 'completed', approval: { status: 'pending' }, body, ...options })
}

/** A writer with the stand-in, for one project. `path` goes before PATH: a folder with another git. */
export function writerFor(
  where: string,
  { path, ...options }: Partial<ChantWriterOptions> & { path?: string } = {},
): ChantWriter {
  return createChantWriter({
    repositories: [{ name: 'acme', where }],
    clones: options.clones ?? temporaryFolder(),
    bin: chantStandIn,
    push: false,
    environment: environmentWith(path),
    now: () => decidedAt,
    ...options,
  })
}

/** Nothing of the machine's own configuration, and no way to commit but in the names we give. */
export function environmentWith(path?: string): Record<string, string> {
  const { PATH = '' } = process.env
  return { PATH: path ? path + delimiter + PATH : PATH, HOME: '/nonexistent' }
}

/** Sarah's decision on what is committed there now. */
export async function orderFor(where: string, order: Partial<DecisionOrder> = {}): Promise<DecisionOrder> {
  const id = order.specId ?? specId
  const repository = await openRepository(where, { name: 'acme', environment: environmentWith() })
  const content = await readContent(repository, id)
  const verdict = order.verdict ?? 'approved'
  return {
    repository: 'acme',
    specId: id,
    verdict,
    by: 'Sarah',
    author: { name: 'Sarah', email: 'sarah@acme.example' },
    reason: verdict === 'rejected' ? 'The integration figure needs beta data.' : null,
    decidedAt,
    expected: 'problem' in content ? null : content.spec.approval,
    fingerprint: 'problem' in content ? 'none' : fingerprintOf(content.content),
    ...order,
  }
}
