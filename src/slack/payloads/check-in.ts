import { z } from 'zod'
import type { Confidence } from '../../domain/check-ins.ts'
import { isKeyResultId, type KeyResultId } from '../../domain/ids.ts'

/** Which key result of which request a button means: `17:O1-KR1`. Throws ZodError for anything else. */
export function parseItemId(value: string): { requestId: number; keyResultId: KeyResultId } {
  const [requestId, keyResultId] = value.split(':')
  return z
    .object({ requestId: z.coerce.number().int().positive(), keyResultId: z.string().refine(isKeyResultId) })
    .parse({
      requestId,
      keyResultId,
    })
}

/** A choice of the menu beside a key result: `skip:17:O1-KR1`. */
export function parseMenuChoice(value: string): { choice: string; requestId: number; keyResultId: KeyResultId } {
  const [choice = '', ...rest] = value.split(':')
  return { choice, ...parseItemId(rest.join(':')) }
}

const formSchema = z.object({
  requestId: z.number().int(),
  keyResultId: z.string(),
  confidence: z.union([z.literal(0), z.literal(1), z.literal(2)]),
})

/** What the check-in form carries with it. */
export function parseCheckInFormFor(privateMetadata: string): {
  requestId: number
  keyResultId: KeyResultId
  confidence: Confidence
} {
  return formSchema.parse(JSON.parse(privateMetadata))
}
