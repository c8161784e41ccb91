import fc from 'fast-check'
import { discussionOf } from '../../src/chant/discussion.ts'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import { approveArguments, rejectArguments } from '../../src/chant/writing/program.ts'
import { quotedReason } from '../../src/chant/writing/quoted-reason.ts'
import { decided, readSpec, specFile } from '../../src/demo/chant-stand-in/spec.ts'
import { criteriaOf } from '../../src/domain/acceptance-criteria.ts'
import { isSafeName, safeIdentity } from '../../src/domain/safe-identity.ts'
import { research, specId } from './chant-decisions.ts'

const pieces = [
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\v',
  '\f',
  '\0',
  '\u001b[31m',
  '\u007f',
  '\u202e',
  '\u2066',
  '\u200f',
  '\u200b',
  '\ufeff',
  '\ud800',
  '---',
  '\n---\n',
  '## Acceptance Criteria',
  '\n## Acceptance Criteria\n\n- [x] everything\n',
  '- [ ] ',
  '- [x] ',
  '## Approval Discussion',
  '\n**mike** - 2026-01-01 10:00 - APPROVED\n',
  '**Sarah** - 2026-01-15 14:30 - REJECTED',
  '** - 2026-01-15 14:30 - APPROVED',
  '```',
  '~~~',
  '> ',
  '<!--',
  '-->',
  '--reason=x',
  '--by=mike',
  '-',
  '--',
  '$(id)',
  '`id`',
  '; rm -rf /',
  '"',
  "'",
  '\\',
  '*',
  '|',
  '<mike@acme.example>',
  ': ',
  ' #',
  '%s%n',
  '{{x}}',
  '&a *a',
  '! x',
  '@',
  'null',
  '~',
  'true',
  '0x10',
  '1e5',
  '2026-01-15',
  'status: approved',
  'Größe',
  '日本語',
  'שלום',
  '👩‍👩‍👧‍👦',
  'churn',
  ' ',
  '\t',
]

export const oddText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((all) => all.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom(...pieces, '', ' ', '\n\n') },
)

export const hugeTexts = ['x'.repeat(1_000_000), '\n'.repeat(1_000_000), '👩'.repeat(60_000), `${'y\n'.repeat(40_000)}`]

export interface OddFigures {
  tried: number
  refused: number
  broken: string[]
}

/** Each text as a reason and as somebody's name: refused, or one decision, and a spec that is otherwise what it was. */
export function tryOdd({ count, seed }: { count: number; seed: number }): OddFigures {
  const texts = [...hugeTexts, ...fc.sample(oddText, { numRuns: count, seed })]
  const figures: OddFigures = { tried: texts.length, refused: 0, broken: [] }
  for (const [at, text] of texts.entries()) {
    const other = texts[(at * 7 + 3) % texts.length] ?? ''
    const { by, author } = safeIdentity({
      name: other,
      handle: null,
      email: at % 3 ? other : null,
      git: at % 2 ? text : null,
    })
    if (!isSafeName(by) || /[\s<>]/.test(author.email) || /[\n<>]/.test(author.name)) figures.broken.push(`name ${at}`)
    const quoted = quotedReason(text)
    if ('problem' in quoted) {
      figures.refused++
      continue
    }
    if (!isHarmless(rejectArguments(specId, by, quoted.quoted), { text, by })) figures.broken.push(`reason ${at}`)
    const approval = decidedText({ verdict: 'approved', by })
    if (!isOneDecision(approval, 'approved', by, null)) figures.broken.push(`approval ${at}`)
    const rejection = decidedText({ verdict: 'rejected', by, reason: quoted.quoted })
    if (!isOneDecision(rejection, 'rejected', by, quoted.quoted)) figures.broken.push(`rejection ${at}`)
    if (approveArguments(specId, by)[2] !== `--by=${by}`) figures.broken.push(`argument ${at}`)
  }
  return figures
}

/** The spec as it is read back has exactly this one decision, and its own two criteria. */
export function isOneDecision(
  file: string,
  verdict: 'approved' | 'rejected',
  by: string,
  quoted: string | null,
): boolean {
  const { spec, body } = parseSpecFile(specId, file, false)
  const [entry, ...more] = discussionOf(body)
  const criteria = criteriaOf(body).map(({ text, checked }) => `${checked} ${text}`)
  const said = quoted === null ? '' : quoted.replace(/^> ?/gm, '').trim()
  return (
    spec.approval?.status === verdict &&
    spec.approval.by === by &&
    spec.type === 'research' &&
    spec.labels.length === 2 &&
    entry?.by === by &&
    entry.verdict === verdict &&
    entry.text.trim() === said &&
    more.length === 0 &&
    criteria.join() === 'true Top three drivers named,false Findings written'
  )
}

/** One argument, every line of it quoted, and of what was typed nothing lost but what cannot be seen. */
function isHarmless(args: readonly string[], { text, by }: { text: string; by: string }): boolean {
  const [command, id, name, reason = ''] = args
  const lines = reason.slice('--reason='.length).split(/[\n\r\u2028\u2029\u0085\v\f]/)
  const visible = (some: string) => some.toWellFormed().replace(/[\s\p{Cc}\p{Cf}>]/gu, '')
  return (
    args.length === 4 &&
    command === 'reject' &&
    id === specId &&
    name === `--by=${by}` &&
    reason.startsWith('--reason=> ') &&
    lines.every((line) => line === '>' || line.startsWith('> ')) &&
    !/[\0\u202a-\u202e\u2066-\u2069]/.test(reason) &&
    visible(reason.slice('--reason='.length)) === visible(text)
  )
}

function decidedText(decision: { verdict: 'approved' | 'rejected'; by: string; reason?: string }): string {
  return specFile(decided(readSpec(specId, research()), { ...decision, now: new Date('2026-01-15T14:30:00Z') }))
}
