import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'

/** What the page posts; the types are those of page-api.ts. */

const ts = z.string().regex(/^\d+\.\d{6}$/)
const state = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))

export const commandRequest = z.object({ as: z.string(), channel: z.string(), text: z.string().max(8000) })
export const messageRequest = z.object({
  as: z.string(),
  channel: z.string(),
  text: z.string().max(40_000),
  threadTs: ts.optional(),
  broadcast: z.boolean().optional(),
  files: z
    .array(z.object({ name: z.string().min(1).max(255), base64: z.base64() }))
    .max(10)
    .optional(),
})
export const actionRequest = z.object({
  as: z.string(),
  where: z.union([z.object({ channel: z.string(), ts }), z.object({ view: z.string() })]),
  action: z.looseObject({ block_id: z.string(), action_id: z.string(), type: z.string() }),
  state: state.default({}),
})
export const shortcutRequest = z.object({
  as: z.string(),
  callbackId: z.string(),
  message: z.object({ channel: z.string(), ts }).optional(),
})
export const submitRequest = z.object({ as: z.string(), view: z.string(), state: state.default({}) })
export const closeRequest = z.object({ as: z.string(), view: z.string() })
export const clockRequest = z.object({ to: z.enum(['+1h', 'next-morning', 'next-monday', 'end-of-quarter']) })

/** Throws a Problem that names what does not fit. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  throw new Problem(`The page sent something odd at ${first?.path.join('.') || 'the top'}: ${first?.message}.`)
}
