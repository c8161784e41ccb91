import { appsConnectionsOpen, authTest, botsInfo, teamInfo } from './apps.ts'
import { chatDelete, chatGetPermalink, chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts'
import { conversationsOpen } from './conversations.ts'
import type { Method } from './method.ts'
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts'

/** Every method of the Web API that this workspace answers; anything else is `unknown_method`. */
export const methods: Record<string, Method | undefined> = {
  'apps.connections.open': { token: 'app', run: appsConnectionsOpen },
  'auth.test': { token: 'bot', run: authTest },
  'bots.info': { token: 'bot', run: botsInfo },
  'chat.delete': { token: 'bot', run: chatDelete },
  'chat.getPermalink': { token: 'bot', run: chatGetPermalink },
  'chat.postEphemeral': { token: 'bot', run: chatPostEphemeral },
  'chat.postMessage': { token: 'bot', run: chatPostMessage },
  'chat.update': { token: 'bot', run: chatUpdate },
  'conversations.open': { token: 'bot', run: conversationsOpen },
  'team.info': { token: 'bot', run: teamInfo },
  'views.open': { token: 'bot', run: viewsOpen },
  'views.publish': { token: 'bot', run: viewsPublish },
  'views.push': { token: 'bot', run: viewsPush },
  'views.update': { token: 'bot', run: viewsUpdate },
}
