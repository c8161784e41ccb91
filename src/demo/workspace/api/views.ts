import { checkView } from '../blocks/check.ts'
import { viewJson } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import type { Json, View } from '../state/model.ts'
import { changeView, openModal, publishHome, pushModal, viewText } from '../state/views.ts'
import type { World } from '../world.ts'
import type { Args } from './args.ts'
import type { Call } from './method.ts'

export function viewsOpen({ world, args }: Call): Json {
  const content = contentOf(world, args, 'modal')
  const trigger = world.triggers.redeem(args.required('trigger_id'))
  return { view: viewJson(world.state, openModal(world, trigger.userId, content)) }
}

export function viewsPush({ world, args }: Call): Json {
  const content = contentOf(world, args, 'modal')
  const trigger = world.triggers.redeem(args.required('trigger_id'))
  return { view: viewJson(world.state, pushModal(world, trigger.userId, content)) }
}

export function viewsUpdate({ world, args }: Call): Json {
  const view = findView(world.state.views, args)
  const content = contentOf(world, args, view.type)
  checkHash(args, view)
  return { view: viewJson(world.state, changeView(world, view, content)) }
}

export function viewsPublish({ world, args }: Call): Json {
  const person = world.state.people.get(args.required('user_id'))
  if (!person || person.isBot) throw new SlackError('invalid_arguments', messages('user_id'))
  if (person.deactivated) throw new SlackError('user_disabled')
  const content = contentOf(world, args, 'home')
  const known = world.state.views.get(world.state.homes.get(person.id) ?? '')
  if (known) checkHash(args, known)
  return { view: viewJson(world.state, publishHome(world, person.id, content)) }
}

function contentOf(world: World, args: Args, type: View['type']): View['content'] {
  const view = args.json('view')
  if (view === undefined) throw new SlackError('invalid_arguments', messages('view'))
  checkView(view, type, world.refusedBlocks)
  return view as View['content']
}

function findView(views: Map<string, View>, args: Args): View {
  const external = args.text('external_id')
  const found = external
    ? [...views.values()].find((view) => viewText(view, 'external_id') === external)
    : views.get(args.required('view_id'))
  if (!found) throw new SlackError('not_found')
  return found
}

function checkHash(args: Args, view: View): void {
  const hash = args.text('hash')
  if (hash && hash !== view.hash) throw new SlackError('hash_conflict')
}

function messages(field: string): Json {
  return { response_metadata: { messages: [`[ERROR] missing required field: ${field}`] } }
}
