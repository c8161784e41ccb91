import { problemsIn } from '../blocks/check.ts'
import { SlackError } from '../slack-error.ts'
import { canSee, fileJson } from '../state/files.ts'
import type { Json } from '../state/model.ts'
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

export function filesInfo({ world, args, needs }: Call): Json {
  needs('files:read')
  const file = world.state.files.get(args.required('file'))
  if (file?.deleted) throw new SlackError('file_deleted')
  // A bot is shown only what was shared where it is itself.
  if (!file || !canSee(world.state, file, world.state.app.userId)) throw new SlackError('file_not_found')
  return { file: fileJson(world, file), comments: [] }
}

/** Says what is wrong with blocks, a message or a view; needs no token. Exactly one of the three is given. */
export function blocksValidate({ args }: Call): Json {
  const given = ['blocks', 'message', 'view'].filter((name) => args.has(name))
  const [name] = given
  if (!name || given.length > 1) throw new SlackError('invalid_arguments')
  const errors = problemsIn(name as 'blocks' | 'message' | 'view', args.json(name))
  if (errors.length > 0) throw new SlackError(`invalid_${name}`, { errors })
  return {}
}
