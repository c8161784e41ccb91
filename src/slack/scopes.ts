/**
 * Every Web API method we call and the scopes it needs. The manifest asks for exactly these, and `start` and `doctor`
 * name those a token lacks.
 */
export const scopesByMethod = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.join': ['channels:join'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.info': ['files:read'],
  'usergroups.list': ['usergroups:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
} as const satisfies Record<string, readonly string[]>

/** The slash command and its shortcuts. */
const commandScope = 'commands'

export const wantedScopes: readonly string[] = [
  ...new Set([commandScope, ...Object.values(scopesByMethod).flat()]),
].sort()
