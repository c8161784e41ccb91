/**
 * What a bot token may do unless the options say otherwise: everything this workspace looks at but `chat:write.public`,
 * with which a post in doubt could not be looked up.
 */
export const usualScopes: readonly string[] = [
  'app_mentions:read', 'channels:history', 'channels:join', 'channels:read', 'chat:write', 'commands',
  'files:read', 'files:write', 'groups:history', 'groups:read', 'im:history', 'im:read', 'im:write', 'team:read',
  'usergroups:read', 'users:read', 'users:read.email',
] // biome-ignore format: a list reads better in rows
