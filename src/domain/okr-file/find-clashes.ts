import { parsePersonReference } from '../people.ts'
import type { FileFault, FilePath } from './okr-file.ts'
import { rawItems, rawText, rawTexts, rawValue } from './raw.ts'

/** What contradicts itself inside a file: the same thing twice, a cycle that ends before it begins, … */
export function findClashes(raw: unknown): FileFault[] {
  return [
    ...twice(raw, 'teams', 'name', 'a team'),
    ...twice(raw, 'kpis', 'id', 'a KPI'),
    ...twice(raw, 'initiatives', 'title', 'an initiative'),
    ...twice(raw, 'people', 'person', 'a person'),
    ...cycleDates(raw),
    ...ownDelegates(raw),
    ...quorums(raw),
  ]
}

function twice(raw: unknown, list: string, key: string, what: string): FileFault[] {
  const seen = new Set<string>()
  return rawItems(raw, list).flatMap(({ item, path }) => {
    const text = rawText(item, key)
    const name = list === 'people' ? personText(text) : text
    if (name === null || seen.size < seen.add(name).size) return []
    return [{ path: [...path, key], message: `\`${key}\` is ${text}, and there is ${what} of that name already` }]
  })
}

function cycleDates(raw: unknown): FileFault[] {
  const cycle = rawValue(raw, 'cycle')
  const [starts, ends] = [rawText(cycle, 'starts'), rawText(cycle, 'ends')]
  if (starts === null || ends === null || !isDate(starts) || !isDate(ends) || ends > starts) return []
  return [{ path: ['cycle', 'ends'], message: `\`ends\` is ${ends}, which is not after \`starts\`, ${starts}` }]
}

function ownDelegates(raw: unknown): FileFault[] {
  return rawItems(raw, 'people').flatMap(({ item, path }) => {
    const delegate = personText(rawText(item, 'delegate'))
    if (delegate === null || delegate !== personText(rawText(item, 'person'))) return []
    return [{ path: [...path, 'delegate'], message: '`delegate` is the person themselves; name somebody else' }]
  })
}

function quorums(raw: unknown): FileFault[] {
  return rawItems(raw, 'approvals').flatMap(({ item, path }) => {
    const quorum = rawValue(item, 'quorum')
    const approvers = rawTexts(item, 'approvers').map(({ text }) => personText(text) ?? text)
    // A handle may be a group of any size.
    const canBeCounted = approvers.length > 0 && approvers.every((one) => /^[^@]+@|^u/.test(one))
    const people = new Set(approvers).size
    if (typeof quorum !== 'number' || !canBeCounted || quorum <= people) return []
    const at: FilePath = [...path, 'quorum']
    return [
      {
        path: at,
        message: `\`quorum\` is ${quorum}, and there ${people === 1 ? 'is 1 approver' : `are ${people} approvers`}`,
      },
    ]
  })
}

function personText(text: string | null): string | null {
  return text === null ? null : (parsePersonReference(text)?.text ?? null)
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}
