import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allSamples } from '../../src/demo/gallery/all-samples.ts'
import {
  approval,
  driver,
  firstFindings,
  longFindings,
  open,
  rejection,
  release,
  revisedFindings,
  worst,
} from '../../src/demo/gallery/samples/approvals.ts'
import { problemsIn } from '../../src/demo/workspace/blocks/check.ts'
import { wordsOf } from '../../src/slack/blocks/fit.ts'
import type { Message, Modal } from '../../src/slack/blocks/message.ts'
import { approvalCard } from '../../src/slack/views/approval-card.ts'
import { needsWorkForm, rejectForm, stillFineForm, withdrawForm } from '../../src/slack/views/approval-forms.ts'
import { waitingLine } from '../../src/slack/views/approval-lines.ts'
import { approvalNewsMessage } from '../../src/slack/views/approval-news.ts'
import { findingsMessage } from '../../src/slack/views/findings-list.ts'
import { findingsModal } from '../../src/slack/views/findings-modal.ts'
import type { ApprovalShown, FindingLine, NewsShown } from '../../src/usecases/approvals/shown.ts'
import { liveIn } from '../support/reading-blocks.ts'

const everybody = ['@U0SARAH000', '@U0MIKE0000', '@U0ANA00000', '@U0JONAS000', '@U0PRIYA000', '!subteam\\^S0GROWTH00']
const approved: ApprovalShown = { ...open, standing: 'approved', decision: approval }
const rejected: ApprovalShown = { ...open, standing: 'rejected', decision: rejection }
const next = { round: 2, link: null }

describe('the buttons of a card', () => {
  it.each<[string, ApprovalShown, string[]]>([
    ['open', open, ['approve', 'reject', 'needs-work', 'read']],
    ['open, work', release, ['approve', 'reject', 'needs-work', 'read']],
    ['open, chant cannot be told', { ...open, chantProblem: 'No chant.' }, ['approve', 'reject', 'needs-work', 'read']],
    ['deciding', { ...open, standing: 'deciding', decision: approval }, ['read']],
    [
      'deciding, held up',
      { ...open, standing: 'deciding', decision: { ...approval, problem: 'chant is not installed.' } },
      ['retry', 'take-back', 'read'],
    ],
    ['stuck', { ...open, standing: 'stuck', decision: approval }, ['retry', 'take-back', 'read']],
    ['approved', approved, ['read']],
    ['approved, may be taken back', { ...approved, canBeWithdrawn: true }, ['withdraw', 'read']],
    [
      'approved, nobody works on it',
      { ...approved, wantsDriver: true, canBeWithdrawn: true },
      ['driver', 'withdraw', 'read'],
    ],
    ['approved, worked on', { ...approved, drivers: [driver] }, ['read']],
    [
      'approved, changed since',
      { ...approved, hasChangedSince: true, wantsDriver: true, canBeWithdrawn: true },
      ['still-fine', 'reject-now', 'read'],
    ],
    ['rejected', rejected, ['research-again', 'read']],
    ['rejected, may be taken back', { ...rejected, canBeWithdrawn: true }, ['research-again', 'withdraw', 'read']],
    ['rejected, and a new round is open', { ...rejected, canBeWithdrawn: true, next }, ['read']],
    ['rejected work', { ...release, standing: 'rejected', decision: rejection }, ['read']],
    ['expired', { ...open, standing: 'expired' }, ['read']],
    ['gone', { ...open, standing: 'gone' }, ['read']],
  ])('%s: these and no others, each bound to the content that is shown', (_state, shown, expected) => {
    const buttons = buttonsOf({ ...shown, version: 3 })
    expect(buttons.map(({ action_id }) => action_id)).toEqual(expected.map((one) => `approval:${one}`))
    expect(new Set(buttons.map(({ value }) => value))).toEqual(new Set([`${shown.id}:3`]))
  })

  it('ask before approving, and before nothing else: the others open a form, or can be undone', () => {
    const asking = buttonsOf(open).filter(({ confirm }) => confirm !== undefined)
    expect(asking.map(({ action_id }) => action_id)).toEqual(['approval:approve'])
    expect(JSON.stringify(asking[0]?.confirm)).toContain('chant records it as your decision, in git')
  })
})

describe('a card', () => {
  it('calls whoever may decide while it is open, and nobody ever after', () => {
    expect(textOf(approvalCard(open))).toContain('<@U0SARAH000>')
    for (const standing of ['deciding', 'stuck', 'approved', 'rejected', 'expired', 'gone'] as const) {
      const decision = standing === 'rejected' ? rejection : approval
      expect(textOf(approvalCard({ ...open, standing, decision })), standing).not.toMatch(/<[@!](U|subteam)/)
    }
  })

  it('calls who stands in only while the approvers are away', () => {
    const ana = { name: 'Ana', slackId: 'U0ANA00000', groupId: null }
    const who = { ...open.who, fallback: [ana] }
    expect(textOf(approvalCard({ ...open, who }))).not.toContain('<@U0ANA00000>')
    expect(textOf(approvalCard({ ...open, who: { ...who, isFallbackNeeded: true } }))).toContain('<@U0ANA00000>')
  })

  it('says of findings that are not there whole where the whole text is', () => {
    expect(textOf(approvalCard({ ...open, content: revisedFindings }))).toContain(
      'The whole text is under Read findings.',
    )
    expect(textOf(approvalCard({ ...open, content: longFindings, isInThread: true }))).toContain(
      'The whole text is in the thread.',
    )
  })

  it('names the criteria that are not met', () => {
    const body = '# Why\n\nWhy do they leave?\n\n## Acceptance Criteria\n\n- [x] Counted\n- [ ] Ranked by effort\n'
    const text = textOf(
      approvalCard({ ...open, content: { ...firstFindings, body }, criteria: { checked: 1, total: 2 } }),
    )
    expect(text).toContain('1 of 2 acceptance criteria met')
    expect(text).toContain('Not met: Ranked by effort')
  })

  it('counts what it leaves out of a list', () => {
    const text = wordsOf(approvalCard(worst).blocks)
    expect(text).toMatch(/O1-KR12/)
    expect(text).toMatch(/And \d+ more: O1-KR/)
    expect(text).toMatch(/◦ and \d+ more/)
    expect(text).toMatch(/a-digest.* and \d+ more/)
    expect(text).toMatch(/\d earlier rounds are under Read findings/)
    expect(text).toMatch(/And 3 more files/)
  })

  it('shows a reason of 2,000 characters whole, whatever is in it', () => {
    const reasons = ['<'.repeat(2000), '"'.repeat(2000), '\n'.repeat(3) + 'ü*_`'.repeat(499), '👩‍👩‍👧‍👦'.repeat(181)]
    for (const reason of reasons) {
      const card = approvalCard({ ...rejected, decision: { ...rejection, reason } })
      expect(JSON.stringify(card.blocks)).toContain(JSON.stringify(reason.trim()).slice(1, -1))
      expect(JSON.stringify(card.blocks).length).toBeLessThan(13_000)
    }
  })

  it('says how many approvals there are and are needed', () => {
    const who = { ...open.who, quorum: 3 }
    expect(textOf(approvalCard({ ...open, who, votes: ['Mike'] }))).toContain(
      '1 of 3 approvals: Mike. 2 more are needed',
    )
    expect(textOf(approvalCard({ ...open, who }))).toContain('3 of them have to approve')
  })

  it('never says approved of what chant does not have yet', () => {
    const deciding = textOf(approvalCard({ ...open, standing: 'deciding', decision: approval }))
    expect(deciding).toContain('being written to chant')
    expect(deciding).not.toContain('✅')
    expect(textOf(approvalCard({ ...open, standing: 'stuck', decision: approval }))).toContain(
      'chant does not have it yet',
    )
    expect(textOf(approvalCard({ ...open, standing: 'expired' }))).toContain('It is not approved')
  })
})

describe('what people and agents write', () => {
  const hostile = fc.constantFrom(
    '<!channel>',
    '<@U1>',
    '<https://evil.example|x>',
    '&lt;',
    '*',
    '`',
    '```',
    '\n',
    '|',
    '# ',
    '- [ ] ',
    '"',
    '\\',
    '> ',
    '👩‍👩‍👧‍👦',
    '\u202e',
    '\u0000',
  )
  const text = fc
    .array(fc.oneof(hostile, fc.string({ maxLength: 20 })), { maxLength: 150 })
    .map((parts) => parts.join(''))
  const standing = fc.constantFrom(
    'open',
    'deciding',
    'stuck',
    'approved',
    'rejected',
    'expired',
    'gone',
  ) as fc.Arbitrary<ApprovalShown['standing']>

  it('is inert on a card, and never more than Slack takes', () => {
    fc.assert(
      fc.property(standing, text, text, text, fc.nat(30), fc.boolean(), (state, one, two, three, many, isInThread) => {
        const lists = Array.from({ length: many }, (_, at) => `${two}${at}`)
        const shown: ApprovalShown = {
          ...open,
          standing: state,
          title: one,
          specId: two.slice(0, 100),
          content: {
            body: `${one}\n## Acceptance Criteria\n${lists.map((line) => `- [ ] ${line}`).join('\n')}`,
            files: [
              {
                path: two,
                text: `${three}\n## Findings\n${lists.map((line) => `### ${line}\n${one}`).join('\n')}`,
                problem: null,
              },
              { path: one, text: null, problem: two },
            ],
          },
          isInThread,
          criteria: { checked: 0, total: many },
          informedBy: lists,
          keyResults: lists.map((title) => ({ id: 'O1-KR1', title, progress: one, confidence: null })),
          who: { ...open.who, approvers: lists.map((name) => ({ name, slackId: null, groupId: null })), because: one },
          decision: { ...rejection, byName: one, reason: three.slice(0, 2000), problem: two, commit: one },
          votes: lists,
          earlier: lists.map((reason, round) => ({ round, outcome: one, byName: two, at: null, reason, link: null })),
          chantProblem: two,
          closedBecause: three,
          drivers: lists.map((title) => ({ ...driver, title, status: one })),
        }
        check(approvalCard(shown))
        check(
          findingsModal(
            { approval: shown, discussion: [{ byName: one, at: open.openedAt, text: three, what: 'remark' }] },
            1,
          ),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('is inert in news', () => {
    fc.assert(
      fc.property(text, text, (one, two) => {
        const before = { body: one, files: [{ path: `findings/${two.slice(0, 200)}`, text: two, problem: null }] }
        const after = { body: two, files: [{ path: `findings/${two.slice(0, 200)}`, text: one, problem: null }] }
        const decision = { ...rejection, byName: one, reason: two.slice(0, 2000) }
        const all: NewsShown[] = [
          { kind: 'findings', title: one, markdown: `${two}\n${one}`.repeat(2).slice(0, 6000), part: 1, parts: 2 },
          {
            kind: 'question',
            byName: one,
            bySlackId: null,
            text: two.slice(0, 2000),
            asks: [{ slackId: null, name: two }],
          },
          { kind: 'changed', when: 'waiting', before, after, approvers: [] },
          { kind: 'decided', decision, title: two },
          { kind: 'void', decision, why: one },
          {
            kind: 'work',
            events: [{ specId: one, event: 'failed', title: two, note: one }],
            drivers: [{ ...driver, title: two }],
          },
        ]
        for (const news of all) check(approvalNewsMessage(news))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a card with more votes than it takes by now', () => {
  it('says that it is enough, and who completes it how', () => {
    const text = textOf(approvalCard({ ...open, votes: ['Sarah', 'Mike'], who: { ...open.who, quorum: 2 } }))
    expect(text).toContain('whoever of them presses Approve again completes it')
    expect(text).not.toContain('0 more')
  })
})

describe('news', () => {
  it('call whoever decided, when it does not count, and say why in the same sentence', () => {
    const why = 'the findings changed before chant had it'
    const text = textOf(approvalNewsMessage({ kind: 'void', decision: approval, why }))
    expect(text).toContain('<@U0SARAH000>')
    expect(text).toMatch(/does not count:\*? the findings changed before chant had it\./)
    const said = approvalNewsMessage({
      kind: 'void',
      decision: { ...approval, bySlackId: null },
      why: 'Mike was first.',
    })
    expect(textOf(said)).toMatch(/The approval by Sarah does not count:\*? Mike was first\.(?!\.)/)
  })

  it('mention those who are asked, and say that nothing was decided', () => {
    const asks = [{ slackId: 'U0MIKE0000', name: 'Mike' }]
    const text = textOf(approvalNewsMessage({ kind: 'question', byName: 'Sarah', bySlackId: null, text: 'Why?', asks }))
    expect(text).toContain('<@U0MIKE0000>')
    expect(text).toContain('Nothing is decided yet')
  })

  it('show what changed, and that the buttons are renewed', () => {
    const changed = {
      kind: 'changed' as const,
      before: firstFindings,
      after: revisedFindings,
      approvers: open.who.approvers,
    }
    const text = textOf(approvalNewsMessage({ ...changed, when: 'waiting' }))
    expect(text).toContain('The buttons above are renewed')
    expect(text).toContain('Promote the Slack beta to everybody')
    expect(textOf(approvalNewsMessage({ ...changed, when: 'approved' }))).toContain('Does the approval still stand?')
  })
})

describe('a part of long findings', () => {
  const part = (markdown: string) =>
    approvalNewsMessage({ kind: 'findings', title: 'findings.md', markdown, part: 1, parts: 2 })

  it('stands there whole, with as many tables as it has', () => {
    const table = '| Cause | Impact |\n|---|---|\n| Onboarding fails | ~3.5 pp |\n'
    for (const markdown of [table, `${table}\nand\n\n${table.replaceAll('Onboarding', 'Billing')}`]) {
      const message = part(markdown)
      check(message)
      expect(message.text.split('~3.5 pp')).toHaveLength(markdown.split('~3.5 pp').length)
    }
  })

  it('says what one message does not take', () => {
    const message = part('`"` '.repeat(1500))
    check(message)
    expect(textOf(message)).toContain('The rest of this part is too large for one message')
  })
})

describe('a form', () => {
  const form = {
    approvalId: 7,
    version: 3,
    decisionId: null,
    title: 'Why',
    specId: 'x',
    personId: 1,
    typed: 'as typed',
    restoredFrom: open.openedAt,
  }
  it.each([
    ['approval-reject', rejectForm(form), 'reason', false],
    ['approval-reject-now', rejectForm(form, { isSecondThought: true }), 'reason', false],
    ['approval-needs-work', needsWorkForm(form), 'question', false],
    ['approval-withdraw', withdrawForm(form), 'reason', false],
    ['approval-still-fine', stillFineForm(form), 'note', true],
  ] as const)('%s has what was typed back, and takes 2,000 characters', (callback, modal, field, isOptional) => {
    expect(modal).toMatchObject({ callback_id: callback, private_metadata: '7:3' })
    const input = modal.blocks.find((block) => block.type === 'input')
    expect(input).toMatchObject({
      block_id: field,
      element: { multiline: true, max_length: 2000, initial_value: 'as typed' },
    })
    expect(Boolean((input as { optional?: boolean }).optional)).toBe(isOptional)
  })
})

describe('reading findings', () => {
  const discussion = [{ byName: 'Mike', at: open.openedAt, text: 'The last word.', what: 'remark' as const }]

  it('shows every word of them and of the discussion on its pages, once', () => {
    const approval = { ...open, content: longFindings }
    const pages = pagesOf((page) => findingsModal({ approval, discussion }, page))
    const text = pages.map((modal) => JSON.stringify(modal.blocks)).join('\n')
    for (let week = 1; week <= 40; week++) expect(text.split(`accounts that left in week ${week}"`).length).toBe(2)
    expect(text).toContain('The last word.')
    expect(pages.length).toBeGreaterThan(2)
  })

  it('can be decided while it is open, and only then', () => {
    const idsOf = (modal: Modal) => actionsOf(modal.blocks).map(({ action_id }) => action_id)
    expect(idsOf(findingsModal({ approval: open, discussion }, 1))).toEqual([
      'approval:approve',
      'approval:reject',
      'approval:needs-work',
    ])
    expect(idsOf(findingsModal({ approval: rejected, discussion }, 1))).toEqual([])
  })

  it('shows the last page for one that is not there any more', () => {
    const far = findingsModal({ approval: open, discussion }, 99)
    expect(JSON.stringify(far.blocks)).toContain('The last word.')
  })

  it('says which file could not be read', () => {
    const files = [{ path: 'a.md', text: null, problem: 'it is larger than 1 MB' }]
    const modal = findingsModal({ approval: { ...open, content: { body: '', files } }, discussion: [] }, 1)
    expect(JSON.stringify(modal.blocks)).toContain('It cannot be read: it is larger than 1 MB.')
  })
})

describe('the list of findings', () => {
  const line: FindingLine = {
    approvalId: 1,
    version: 2,
    kind: 'finding',
    title: 'Why customers leave',
    specId: 'x',
    repository: 'acme',
    round: 1,
    standing: 'open',
    keyResults: ['O1-KR1'],
    openedAt: open.openedAt,
    who: ['Sarah'],
    decidedAt: null,
    reason: null,
    link: null,
    drivers: [],
    isMine: false,
  }
  const many = Array.from({ length: 120 }, (_, at) => ({ ...line, approvalId: at + 1, title: `Finding no. ${at + 1}` }))

  it('has everything on some page, each with its button', () => {
    const shown = { filter: { kind: 'all' as const }, findings: many, chantProblem: null }
    const values = new Set<string>()
    for (let page = 1; page <= 20; page++) {
      const message = findingsMessage(shown, page, '/okr')
      check(message)
      for (const { action_id, value } of actionsOf(message.blocks)) if (action_id === 'approval:read') values.add(value)
    }
    expect(values).toEqual(new Set(many.map(({ approvalId }) => `${approvalId}:2`)))
  })

  it('leads from page to page, and to the other lists', () => {
    const shown = { filter: { kind: 'key-result' as const, id: 'O1-KR1' as const }, findings: many, chantProblem: null }
    const buttons = actionsOf(findingsMessage(shown, 2, '/okr').blocks).filter(({ action_id }) =>
      action_id.startsWith('findings:'),
    )
    expect(buttons.map(({ action_id, value }) => [action_id, value])).toEqual([
      ['findings:list-back', '1 O1-KR1'],
      ['findings:list-on', '3 O1-KR1'],
      ['findings:list-pending', '1 pending'],
      ['findings:list-decided', '1 decided'],
      ['findings:list-all', '1 all'],
    ])
  })

  it('says to whoever can decide that they can, and to others who can', () => {
    const shown = { filter: { kind: 'pending' as const }, findings: [line], chantProblem: null }
    expect(textOf(findingsMessage(shown, 1, '/okr'))).toContain('Sarah can decide')
    const mine = { ...shown, findings: [{ ...line, isMine: true }] }
    expect(textOf(findingsMessage(mine, 1, '/okr'))).toContain('You can decide on it.')
  })

  it('has a line for Home that nothing in a title can break', () => {
    expect(
      liveIn({ text: waitingLine({ ...line, title: '<!channel> *b*', link: 'https://acme.slack.com/x' }) }, []),
    ).toEqual([])
    expect(waitingLine(line)).toMatch(/^\*Why customers leave\*\nFindings for O1-KR1, <!date/)
  })
})

it('the gallery shows every standing of a card', () => {
  const names = allSamples.map(({ name }) => name)
  for (const standing of ['open', 'deciding', 'stuck', 'approved', 'rejected', 'expired', 'gone']) {
    expect(names).toContain(`approval-${standing}`)
  }
})

interface Pressable {
  type: string
  action_id: string
  value: string
  confirm?: unknown
}

function buttonsOf(shown: ApprovalShown): Pressable[] {
  return actionsOf(approvalCard(shown).blocks)
}

function actionsOf(blocks: readonly unknown[]): Pressable[] {
  return (blocks as { type: string; elements?: Pressable[]; accessory?: Pressable }[]).flatMap((block) => [
    ...(block.type === 'actions' ? (block.elements ?? []) : []),
    ...(block.accessory ? [block.accessory] : []),
  ])
}

function textOf({ text }: Message): string {
  return text
}

function pagesOf(view: (page: number) => Modal): Modal[] {
  const pages: Modal[] = []
  for (let page = 1; ; page++) {
    pages.push(view(page))
    if (!actionsOf(view(page).blocks).some(({ action_id }) => action_id === 'findings:page-on')) return pages
  }
}

function check(sent: Message | Modal): void {
  const isMessage = !('type' in sent)
  expect(problemsIn(isMessage ? 'message' : 'view', sent)).toEqual([])
  if (isMessage) {
    expect(JSON.stringify(sent.blocks).length).toBeLessThan(13_000)
    expect(sent.text.length).toBeLessThanOrEqual(4000)
    expect(sent.text.trim()).not.toBe('')
  }
  expect(liveIn(sent, everybody)).toEqual([])
}
