import { z } from 'zod'
import { type Confidence, type NextAction, riskKinds, verdicts } from '../../domain/check-ins.ts'
import { isKeyResultId, type KeyResultId } from '../../domain/ids.ts'
import type { TypedAnswer } from '../../usecases/check-ins/submit-check-in.ts'
import type { Pressed } from './actions.ts'
import type { Submitted } from './forms.ts'

/** Which key result of which request somebody means. */
export interface ItemId {
  requestId: number
  keyResultId: KeyResultId
}

const keyResultId = z.string().refine(isKeyResultId)
const itemId = z.object({ requestId: z.coerce.number().int().positive(), keyResultId })

/** Which key result of which request a button means: `17:O1-KR1`. Throws ZodError for anything else. */
export function parseItemId(value: string): ItemId {
  const [requestId, keyResult] = value.split(':')
  return itemId.parse({ requestId, keyResultId: keyResult })
}

const menuChoices = ['same', 'value', 'skip', 'hand-over', 'keep'] as const
export type MenuChoice = (typeof menuChoices)[number]

/** A choice of the menu beside a key result: `skip`, in the block `about:17:O1-KR1`. */
export function parseMenuChoice({ value, blockId }: Pressed): ItemId & { choice: MenuChoice } {
  return { choice: z.enum(menuChoices).parse(value), ...parseItemId(blockId.replace(/^about:/, '')) }
}

/** Which page of which message a button means: `17:2`. */
export function parsePage(value: string): { requestId: number; page: number } {
  const [requestId, page] = value.split(':')
  const number = z.coerce.number().int().positive()
  return z.object({ requestId: number, page: number }).parse({ requestId, page })
}

const confidence = z.union([z.literal(0), z.literal(1), z.literal(2)])
const checkInForm = z.object({ ...itemId.shape, confidence, chooses: z.boolean() })

/** What the check-in form carries with it. */
export function parseCheckInForm(privateMetadata: string): ItemId & { confidence: Confidence; chooses: boolean } {
  return checkInForm.parse(JSON.parse(privateMetadata))
}

/** What the forms for a value and a skip carry with them. */
export function parseItemForm(privateMetadata: string): ItemId {
  return itemId.parse(JSON.parse(privateMetadata))
}

/** What the hand-over form carries with it. */
export function parseHandOverForm(privateMetadata: string): { keyResultId: KeyResultId } {
  return z.object({ keyResultId }).parse(JSON.parse(privateMetadata))
}

/** A choice of confidence in the form: `0`, `1` or `2`. */
export function parseConfidence(value: string): Confidence {
  return confidence.parse(Number(value))
}

/** The answer as it was typed. `doer` is the person behind the next action's Slack id. */
export function parseTypedAnswer({ fields }: Submitted, confidence: Confidence, doer: number | null): TypedAnswer {
  const isOnTrack = confidence === 2
  const risk = z.enum(riskKinds).nullable().catch(null).parse(fields['risk'])
  return {
    confidence,
    evidence: fields['evidence'] ?? '',
    note: fields['note'] ?? null,
    risk: risk && !isOnTrack ? { kind: risk, text: fields['risk-text'] ?? null } : null,
    nextAction: isOnTrack ? null : nextActionOf(fields, doer),
    test: {
      next: fields['next-test'] ?? null,
      result: fields['test-result'] ?? null,
      verdict: z.enum(verdicts).nullable().catch(null).parse(fields['verdict']),
    },
  }
}

function nextActionOf(fields: Submitted['fields'], person: number | null): NextAction | null {
  const text = fields['next-action']
  return text ? { text, person, due: fields['next-action-due'] ?? null } : null
}
