import { newId } from '../../../platform/new-id.ts'
import { SlackError } from '../slack-error.ts'
import type { World } from '../world.ts'
import { withIds } from './messages.ts'
import type { Json, View } from './model.ts'

/** At most so many modals lie on each other. */
const deepest = 3

type Content = View['content']

/** Opens a modal: a new stack in the place of whatever the person had open. */
export function openModal(world: World, userId: string, content: Content): View {
  closeAll(world, userId)
  return addModal(world, userId, content, null)
}

/** Lays a modal on the person's stack. Throws `push_limit_reached`, or `not_found` when nothing is open. */
export function pushModal(world: World, userId: string, content: Content): View {
  const stack = openModals(world, userId)
  const top = stack.at(-1)
  if (!top) throw new SlackError('not_found')
  if (stack.length >= deepest) throw new SlackError('push_limit_reached')
  return addModal(world, userId, content, top)
}

/** Replaces what a view shows; what was typed under the same block and action ids stays. */
export function changeView(world: World, view: View, content: Content): View {
  view.content = { ...content, blocks: withIds(content.blocks) }
  view.hash = nextHash(world)
  view.errors = {}
  keepView(world, view)
  return view
}

/** Sets what a person's Home shows. */
export function publishHome(world: World, userId: string, content: Content): View {
  const known = world.state.views.get(world.state.homes.get(userId) ?? '')
  if (known) return changeView(world, known, content)
  const view = createView(world, userId, 'home', content, null)
  world.state.homes.set(userId, view.id)
  keepView(world, view)
  return view
}

/** The modals a person has open, the topmost last. */
export function openModals(world: World, userId: string): View[] {
  return (world.state.open.get(userId) ?? []).flatMap((id) => world.state.views.get(id) ?? [])
}

/** Closes one modal and what lies above it. */
export function closeModal(world: World, view: View): void {
  const stack = world.state.open.get(view.userId) ?? []
  const index = stack.indexOf(view.id)
  if (index >= 0) setStack(world, view.userId, stack.slice(0, index))
}

export function closeAll(world: World, userId: string): void {
  setStack(world, userId, [])
}

export function keepView(world: World, view: View): void {
  world.state.views.set(view.id, view)
  world.store.put('view', view.id, view)
  world.changed()
}

/** The callback id, private metadata and so on of a view, as text. */
export function viewText(view: View, name: 'callback_id' | 'private_metadata' | 'external_id'): string {
  return String(view.content[name] ?? '')
}

function addModal(world: World, userId: string, content: Content, below: View | null): View {
  const view = createView(world, userId, 'modal', content, below)
  keepView(world, view)
  setStack(world, userId, [...(world.state.open.get(userId) ?? []), view.id])
  return view
}

function createView(world: World, userId: string, type: View['type'], content: Content, below: View | null): View {
  const external = content['external_id']
  if (external && [...world.state.views.values()].some((view) => view.content['external_id'] === external)) {
    throw new SlackError('duplicate_external_id')
  }
  const id = `V${newId().toUpperCase().slice(0, 10)}`
  return {
    id,
    type,
    userId,
    hash: nextHash(world),
    content: { ...content, blocks: withIds(content.blocks) } as Content,
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
    typed: {},
    errors: {},
  }
}

function setStack(world: World, userId: string, views: string[]): void {
  for (const id of world.state.open.get(userId) ?? []) {
    if (views.includes(id)) continue
    world.state.views.delete(id)
    world.store.remove('view', id)
  }
  world.state.open.set(userId, views)
  world.store.put('open', userId, { userId, views } satisfies { userId: string; views: string[] } & Json)
  world.changed()
}

function nextHash(world: World): string {
  return `${Math.floor(world.clock.now().getTime() / 1000)}.${newId().slice(0, 8)}`
}
