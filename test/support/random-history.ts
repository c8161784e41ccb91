import fc from 'fast-check'
import { specText } from './chant-project.ts'
import type { PlannedCommit } from './imported-history.ts'

const operations = [
  'add', 'add', 'add', 'start', 'work', 'work on code', 'complete', 'finalize', 'fail', 'cancel', 'reset', 'approve',
  'reject', 'reject again', 'archive', 'delete', 'rename', 'branch', 'several at once',
] as const // biome-ignore format: one weight after the other

interface State {
  id: string
  title: string
  status: string
  approval: { status: string; by?: string; at?: string } | null
  discussion: string
  folder: 'specs' | 'archive'
}

/** Histories as people, agents and chant make them, with every way a spec can go. */
export const randomHistory: fc.Arbitrary<PlannedCommit[]> = fc
  .array(
    fc.record({
      operation: fc.constantFrom(...operations),
      which: fc.nat({ max: 50 }),
      who: fc.constantFrom('mike', 'sarah', 'agent', 'Zoë'),
      minutes: fc.integer({ min: -3, max: 90 }),
    }),
    { minLength: 10, maxLength: 40, size: 'max' },
  )
  .map((steps) => {
    const specs: State[] = []
    let at = Date.UTC(2026, 0, 12, 9)
    const config = { '.chant/config.md': '---\nproject:\n  name: acme\n---\n' }
    const commits: PlannedCommit[] = [
      { branch: 'main', at: new Date(at), author: 'mike', subject: 'Begin', files: config },
    ]
    for (const [number, { operation, which, who, minutes }] of steps.entries()) {
      at += minutes * 60_000
      const commit = (subject: string, files: PlannedCommit['files'], more: Partial<PlannedCommit> = {}) =>
        commits.push({ branch: 'main', at: new Date(at), author: who, subject, files, ...more })
      const spec = specs[which % Math.max(1, specs.length)]
      if (operation === 'add' || !spec) {
        const added = newSpec(number, which)
        specs.push(added)
        commit(`chant: Add spec ${added.id}`, { [pathOf(added)]: textOf(added) })
        continue
      }
      const before = pathOf(spec)
      const change = (subject: string, changes: Partial<State>) => {
        Object.assign(spec, changes)
        commit(subject, { ...(pathOf(spec) === before ? {} : { [before]: null }), [pathOf(spec)]: textOf(spec) })
      }
      const decide = (status: 'approved' | 'rejected') => {
        const entry = `**${who}** - 2026-01-15 09:30 - ${status.toUpperCase()}\nBecause ${number}.\n`
        const approval = { status, by: who, at: new Date(at).toISOString() }
        const subject = `chant(${spec.id}): ${status === 'approved' ? 'approve' : 'reject'} spec`
        change(subject, { approval, discussion: `${spec.discussion}\n${entry}` })
      }
      if (operation === 'start') change(`chant(${spec.id}): update status to in_progress`, { status: 'in_progress' })
      if (operation === 'work')
        change(`chant(${spec.id}): part ${number}`, { discussion: `${spec.discussion}\n${number}` })
      if (operation === 'work on code')
        commit(`chant(${spec.id}): code ${number}`, { [`src/${number}.ts`]: 'export {}' })
      if (operation === 'complete') change(`chant: Record agent transcript for ${spec.id}`, { status: 'completed' })
      if (operation === 'finalize') change(`chant(${spec.id}): finalize spec`, { status: 'completed' })
      if (operation === 'fail') change(`Mark ${spec.id}`, { status: 'failed' })
      if (operation === 'cancel') change(`Cancel ${spec.id}`, { status: 'cancelled' })
      if (operation === 'reset') change(`Again ${spec.id}`, { status: 'pending' })
      if (operation === 'approve') decide('approved')
      if (operation === 'reject' || operation === 'reject again') decide('rejected')
      if (operation === 'archive') change('chant: Archive 1 spec', { folder: 'archive' })
      if (operation === 'rename') change('Title', { title: `${spec.title}!` })
      if (operation === 'delete') {
        specs.splice(specs.indexOf(spec), 1)
        commit(`Delete ${spec.id}`, { [before]: null })
      }
      if (operation === 'several at once') {
        for (const one of specs) one.status = 'completed'
        commit('Everything at once', Object.fromEntries(specs.map((one) => [pathOf(one), textOf(one)])))
      }
      if (operation === 'branch') {
        const tip = commits.length - 1
        spec.status = 'completed'
        commit(`chant(${spec.id}): try ${number}`, { [before]: textOf(spec) }, { branch: `chant/${spec.id}` })
        commit(`Merge chant/${spec.id}`, { [before]: textOf(spec) }, { parents: [tip, tip + 1] })
      }
    }
    return commits
  })

function newSpec(number: number, which: number): State {
  const id = `2026-01-12-${number.toString(36).padStart(3, '0')}-${which % 2 ? 'abc' : 'größe'}${which % 5 === 0 ? '.1' : ''}`
  const approval = which % 3 === 0 ? { status: 'pending' } : null
  return { id, title: `Spec ${number} — größer`, status: 'pending', approval, discussion: '', folder: 'specs' }
}

function pathOf({ id, folder }: State): string {
  return folder === 'specs' ? `.chant/specs/${id}.md` : `.chant/archive/${id.slice(0, 10)}/${id}.md`
}

function textOf({ title, status, approval, discussion }: State): string {
  const body = discussion === '' ? '' : `## Approval Discussion\n${discussion}`
  return specText({ title, status, approval, body })
}
