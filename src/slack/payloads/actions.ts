import { z } from 'zod'

/** Somebody pressed or chose something in a message, a form or Home. */
export interface Pressed {
  by: string // Slack user id
  actionId: string
  blockId: string
  /** What the button carries, the chosen option, date, time or person; empty when it carries nothing. */
  value: string
  triggerId: string | null
  /** Where it stood. */
  message: { channelId: string; ts: string; isEphemeral: boolean } | null
  /** Where an answer can be put: beside the message, or in its place. */
  responseUrl: string | null
  view: { id: string; hash: string; callbackId: string; privateMetadata: string; isModal: boolean } | null
}

const element = z.looseObject({
  action_id: z.string(),
  block_id: z.string().optional(),
  type: z.string(),
  value: z.string().optional(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
})

const blockActions = z.looseObject({
  type: z.literal('block_actions'),
  user: z.looseObject({ id: z.string() }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  actions: z.array(element).min(1),
  container: z
    .looseObject({
      type: z.string(),
      channel_id: z.string().optional(),
      message_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  view: z
    .looseObject({
      id: z.string(),
      hash: z.string(),
      callback_id: z.string().optional(),
      private_metadata: z.string().optional(),
      type: z.string().optional(),
    })
    .nullish(),
})

/** Reads a `block_actions` payload. Throws ZodError for anything else. */
export function parsePressed(body: unknown): Pressed {
  const { user, trigger_id, response_url, actions, container, channel, view } = blockActions.parse(body)
  const action = actions[0] as z.infer<typeof element>
  const channelId = container?.channel_id ?? channel?.id
  return {
    by: user.id,
    actionId: action.action_id,
    blockId: action.block_id ?? '',
    value:
      action.value ??
      action.selected_option?.value ??
      action.selected_user ??
      action.selected_date ??
      action.selected_time ??
      '',
    triggerId: trigger_id ?? null,
    message:
      channelId && container?.message_ts
        ? { channelId, ts: container.message_ts, isEphemeral: container.is_ephemeral ?? false }
        : null,
    responseUrl: response_url ?? null,
    view: view
      ? {
          id: view.id,
          hash: view.hash,
          callbackId: view.callback_id ?? '',
          privateMetadata: view.private_metadata ?? '',
          isModal: view.type === 'modal',
        }
      : null,
  }
}
