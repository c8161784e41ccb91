/** Every scope this workspace knows; what a bot token has unless the options say less. */
export const allScopes: readonly string[] = [
  'app_mentions:read', 'channels:history', 'channels:join', 'channels:read', 'chat:write', 'chat:write.public', 'commands',
  'files:read', 'files:write', 'groups:history', 'groups:read', 'im:history', 'im:read', 'im:write', 'team:read',
  'usergroups:read', 'users:read', 'users:read.email',
] // biome-ignore format: a list reads better in rows
