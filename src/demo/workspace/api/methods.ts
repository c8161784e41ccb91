import { appsConnectionsOpen, authTest, blocksValidate, botsInfo, filesInfo, teamInfo } from './apps.ts'
import { chatDelete, chatGetPermalink, chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts'
import {
  conversationsInfo,
  conversationsJoin,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
  usersConversations,
} from './conversations.ts'
import { conversationsHistory, conversationsReplies } from './history.ts'
import type { Method } from './method.ts'
import { userGroupsList, userGroupsUsersList, usersInfo, usersList, usersLookupByEmail } from './users.ts'
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts'

/** Every method of the Web API that this workspace answers; anything else is `unknown_method`. */
export const methods: Record<string, Method | undefined> = {
  'apps.connections.open': { token: 'app', run: appsConnectionsOpen },
  'auth.test': { token: 'bot', run: authTest },
  'blocks.validate': { token: 'none', run: blocksValidate },
  'bots.info': { token: 'bot', run: botsInfo },
  'chat.delete': { token: 'bot', run: chatDelete },
  'chat.getPermalink': { token: 'bot', run: chatGetPermalink },
  'chat.postEphemeral': { token: 'bot', run: chatPostEphemeral },
  'chat.postMessage': { token: 'bot', run: chatPostMessage },
  'chat.update': { token: 'bot', run: chatUpdate },
  'conversations.history': { token: 'bot', run: conversationsHistory },
  'conversations.info': { token: 'bot', run: conversationsInfo },
  'conversations.join': { token: 'bot', run: conversationsJoin },
  'conversations.list': { token: 'bot', run: conversationsList },
  'conversations.members': { token: 'bot', run: conversationsMembers },
  'conversations.open': { token: 'bot', run: conversationsOpen },
  'conversations.replies': { token: 'bot', run: conversationsReplies },
  'files.info': { token: 'bot', run: filesInfo },
  'team.info': { token: 'bot', run: teamInfo },
  'usergroups.list': { token: 'bot', run: userGroupsList },
  'usergroups.users.list': { token: 'bot', run: userGroupsUsersList },
  'users.conversations': { token: 'bot', run: usersConversations },
  'users.info': { token: 'bot', run: usersInfo },
  'users.list': { token: 'bot', run: usersList },
  'users.lookupByEmail': { token: 'bot', run: usersLookupByEmail },
  'views.open': { token: 'bot', run: viewsOpen },
  'views.publish': { token: 'bot', run: viewsPublish },
  'views.push': { token: 'bot', run: viewsPush },
  'views.update': { token: 'bot', run: viewsUpdate },
}
