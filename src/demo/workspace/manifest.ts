import { parse } from 'yaml'
import { z } from 'zod'
import type { WorkspaceOptions } from './options.ts'

const manifest = z.object({
  features: z
    .object({
      slash_commands: z
        .array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string().optional() }))
        .default([]),
      shortcuts: z
        .array(z.object({ name: z.string().max(24), type: z.enum(['message', 'global']), callback_id: z.string() }))
        .max(10)
        .default([]),
    })
    .prefault({}),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
})

/**
 * What a workspace knows of an app from its manifest: its commands and shortcuts, the events it hears of, and the scopes
 * its token has (the optional ones among them). Throws a ZodError for what is no manifest.
 */
export function optionsOfManifest(
  text: string,
): Required<Pick<WorkspaceOptions, 'commands' | 'shortcuts' | 'events' | 'scopes'>> {
  const { features, oauth_config, settings } = manifest.parse(parse(text))
  const { bot, bot_optional } = oauth_config.scopes
  return {
    commands: features.slash_commands.map(({ command, description, usage_hint: usageHint = '' }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: features.shortcuts.map(({ callback_id: callbackId, name, type }) => ({ name, type, callbackId })),
    events: settings.event_subscriptions.bot_events,
    scopes: [...bot, ...bot_optional],
  }
}
