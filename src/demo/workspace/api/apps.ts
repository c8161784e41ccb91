import type { Json } from '../model.ts'
import { SlackError } from '../slack-error.ts'
import type { Call } from './method.ts'

export function authTest({ world }: Call): Json {
  const { team, app } = world.state
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: app.name,
    team_id: team.id,
    user_id: app.userId,
    bot_id: app.botId,
    is_enterprise_install: false,
  }
}

export function appsConnectionsOpen({ world }: Call): Json {
  return { url: world.deliveries.openSocket() }
}

export function teamInfo({ world, needs }: Call): Json {
  needs('team:read')
  const { id, name, domain } = world.state.team
  return { team: { id, name, domain, email_domain: '', icon: { image_default: true } } }
}

export function botsInfo({ world, args, needs }: Call): Json {
  needs('users:read')
  const { app } = world.state
  if ((args.text('bot') ?? app.botId) !== app.botId) throw new SlackError('bot_not_found')
  return { bot: { id: app.botId, deleted: false, name: app.name, app_id: app.id, user_id: app.userId, icons: {} } }
}
