import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsIn } from '../../src/demo/workspace/blocks/check.ts'
import { riskKinds, verdicts } from '../../src/domain/check-ins.ts'
import { checkInForm } from '../../src/slack/views/check-in-form.ts'
import { checkInRequestMessage } from '../../src/slack/views/check-in-request.ts'
import { handOverOfferMessage } from '../../src/slack/views/hand-over-offer.ts'
import type { CheckInForm } from '../../src/usecases/check-ins/show-check-in-form.ts'
import type { CheckInItem, CheckInRequest } from '../../src/usecases/check-ins/show-check-in-request.ts'
import type { HandOverShown } from '../../src/usecases/hand-overs/show-hand-over.ts'

const at = new Date('2026-01-12T17:00:00Z')
const hostile = fc.constantFrom(
  '<!channel>',
  '<@U0SARAH000>',
  '<https://evil.example|here>',
  '&lt;',
  '*',
  '`',
  '\n',
  '"',
  '\\',
  '👩‍👩‍👧‍👦',
  '客户流失率',
  'ลดอัตรา',
)
const text = fc
  .array(fc.oneof(hostile, fc.string({ maxLength: 20 })), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.join(' '))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const confidence = fc.constantFrom(0 as const, 1 as const, 2 as const)
const date = fc.constantFrom('2026-01-12', '2026-03-31')
const evidence = fc.array(fc.record({ text, source: text }), { maxLength: 8 })
const risk = maybe(fc.record({ kind: fc.constantFrom(...riskKinds), text: maybe(text) }))
const outcome = maybe(fc.record({ result: text, verdict: fc.constantFrom(...verdicts) }))
const open = fc.array(
  fc.record({ text, person: maybe(text), due: maybe(date), days: fc.nat(400), isFromBefore: fc.boolean() }),
  { maxLength: 10 },
)
const dashboard = maybe(
  fc.oneof(text, fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'https://a.example/?a=1&b=<x>|y')),
)

const standing: fc.Arbitrary<CheckInItem['standing']> = fc.oneof(
  fc.constant({ kind: 'open' as const }),
  fc.record({ kind: fc.constantFrom('skipped' as const, 'dropped' as const), reason: text }),
  fc.record({
    kind: fc.constant('answered' as const),
    confidence,
    at: fc.constant(at),
    atText: fc.constant('09:00'),
    by: maybe(text),
    evidence,
    risk,
    nextAction: maybe(fc.record({ text, person: maybe(text), due: maybe(date) })),
    test: maybe(fc.record({ next: maybe(text), outcome })),
    note: maybe(text),
    late: maybe(fc.record({ countsForNextWeek: fc.boolean() })),
    warning: maybe(text),
  }),
)

const measured = {
  progress: text.map((unit) => `6.2 ${unit} → 5 ${unit}`),
  change: maybe(fc.constant('-1.8 pp since last week')),
  trend: fc.array(fc.double({ noNaN: true }), { maxLength: 12 }),
  dashboard,
}

const item: fc.Arbitrary<Omit<CheckInItem, 'id'>> = fc.record({
  title: text,
  onBehalfOf: maybe(text),
  ...measured,
  last: maybe(fc.record({ confidence, words: maybe(text), week: fc.constant('2026-W02') })),
  evidence,
  open,
  offeredTo: maybe(text),
  canChange: fc.boolean(),
  standing,
})

const request: fc.Arbitrary<CheckInRequest> = fc
  .record({
    requestId: fc.integer({ min: 1, max: 99_999 }),
    week: fc.constant('2026-W03'),
    firstName: text,
    items: fc.array(item, { minLength: 1, maxLength: 14 }),
    page: fc.integer({ min: 1, max: 3 }),
    why: text,
    next: maybe(text),
  })
  .map((one) => ({ ...one, items: one.items.map((each, index) => ({ ...each, id: `O57-KR${index + 1}` })) }))

/** Everything Slack reads as mrkdwn, with our own dates and links taken out. */
function live(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(live)
  if (typeof node !== 'object' || node === null) return []
  const { type, text: said } = node as { type?: string; text?: unknown }
  if (type === 'mrkdwn') return [withoutOurs(String(said))]
  return Object.values(node).flatMap(live)
}

function withoutOurs(said: string): string {
  return said.replace(/<!date\^[^<>]*>|<https?:\/\/[^<>|]*\|Dashboard>/g, '')
}

describe('whatever people write', () => {
  it('the weekly message is one Slack takes, and nothing in it is live', () => {
    fc.assert(
      fc.property(request, (shown) => {
        const message = checkInRequestMessage(shown)
        expect(problemsIn('message', message)).toEqual([])
        expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(12_500)
        expect(message.blocks.length).toBeLessThanOrEqual(50)
        expect(message.text.length).toBeLessThanOrEqual(4000)
        expect([...live(message.blocks), withoutOurs(message.text)].filter((said) => /[<>]/.test(said))).toEqual([])
      }),
      { numRuns: 200, seed: 20260112 },
    )
  })

  it('so are the form and the offer', () => {
    const fields = fc.record({
      evidence: text,
      risk: maybe(fc.constantFrom(...riskKinds)),
      riskText: text,
      nextAction: text,
      nextActionPerson: maybe(fc.constant('U0MIKE0000')),
      nextActionDue: maybe(date),
      note: text,
      nextTest: text,
      testResult: text,
      verdict: maybe(fc.constantFrom(...verdicts)),
    })
    const form: fc.Arbitrary<CheckInForm> = fc.record({
      requestId: fc.nat(),
      keyResultId: fc.constant('O1-KR1'),
      confidence,
      chooses: fc.boolean(),
      title: text,
      progress: measured.progress,
      warning: maybe(text),
      fields,
      test: maybe(fc.record({ statement: maybe(text), current: maybe(text), threshold: maybe(text) })),
      restoredFrom: maybe(fc.constant(at)),
    })
    const offer: fc.Arbitrary<HandOverShown> = fc.record({
      id: fc.nat(),
      keyResultId: fc.constant('O1-KR1'),
      title: text,
      offeredBy: text,
      offeredById: fc.nat(),
      ownedBy: maybe(text),
      to: text,
      word: maybe(text),
      answer: maybe(fc.constantFrom('accepted' as const, 'declined' as const, 'withdrawn' as const)),
      answeredAt: maybe(fc.constant(at)),
      ...measured,
      checkIns: fc.array(fc.record({ week: fc.constant('Mon 12 Jan'), confidence, words: maybe(text) }), {
        maxLength: 3,
      }),
      open: fc.array(fc.record({ text, person: maybe(text), due: maybe(date), days: fc.nat(400) }), { maxLength: 12 }),
      nextCheckIn: maybe(fc.constant('Mon 19 Jan')),
    })
    fc.assert(
      fc.property(form, offer, (shownForm, shownOffer) => {
        const modal = checkInForm(shownForm)
        const message = handOverOfferMessage(shownOffer)
        expect(problemsIn('view', modal)).toEqual([])
        expect(problemsIn('message', message)).toEqual([])
        expect(
          [...live(modal), ...live(message.blocks)].filter((said) => /[<>]/.test(said.replace(/^> ?/gm, ''))),
        ).toEqual([])
      }),
      { numRuns: 100, seed: 20260112 },
    )
  })
})
