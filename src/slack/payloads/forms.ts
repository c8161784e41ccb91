import { z } from 'zod'

/** A form somebody sent off, with what each field holds. */
export interface Submitted {
  by: string // Slack user id
  viewId: string
  callbackId: string
  privateMetadata: string
  /** By block id; trimmed, null when empty. A field has one element, so its action id does not matter. */
  fields: Record<string, string | null>
  /** Fields of several choices (checkboxes, multi-selects), by block id. */
  choices: Record<string, string[]>
}

const option = z.looseObject({ value: z.string() })
const element = z.looseObject({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_channel: z.string().nullish(),
  selected_conversation: z.string().nullish(),
})

const viewSubmission = z.looseObject({
  type: z.literal('view_submission'),
  user: z.looseObject({ id: z.string() }),
  view: z.looseObject({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().optional(),
    state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), element)) }),
  }),
})

/** Reads a `view_submission` payload. Throws ZodError for anything else. */
export function parseSubmitted(body: unknown): Submitted {
  const { user, view } = viewSubmission.parse(body)
  const fields: Submitted['fields'] = {}
  const choices: Submitted['choices'] = {}
  for (const [blockId, elements] of Object.entries(view.state.values)) {
    const held = Object.values(elements)[0]
    if (!held) continue
    const one =
      held.value ??
      held.selected_option?.value ??
      held.selected_user ??
      held.selected_date ??
      held.selected_time ??
      held.selected_channel ??
      held.selected_conversation
    fields[blockId] = one?.trim() || null
    const several = held.selected_options?.map((chosen) => chosen.value) ?? held.selected_users
    if (several) choices[blockId] = [...several]
  }
  return {
    by: user.id,
    viewId: view.id,
    callbackId: view.callback_id,
    privateMetadata: view.private_metadata ?? '',
    fields,
    choices,
  }
}
