import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '../../../domain/problem.ts'
import type { Acted } from '../../page-api.ts'
import { runCommand } from '../people/command.ts'
import { writeMessage } from '../people/message.ts'
import { openHome } from '../people/person.ts'
import { pressAsMade } from '../people/press.ts'
import { runShortcut } from '../people/shortcut.ts'
import { closeForm, submitForm } from '../people/submit.ts'
import { askOptions } from '../people/suggest.ts'
import { type Place, placeOf, type Where } from '../people/targets.ts'
import { bytesOf, canSee } from '../state/files.ts'
import type { Channel, Json, Person } from '../state/model.ts'
import type { World } from '../world.ts'
import { avatarOf } from './avatar.ts'
import { pageFile } from './files.ts'
import { isOwnPage } from './gate.ts'
import {
  actionRequest, clockRequest, closeRequest, commandRequest, messageRequest, parse, shortcutRequest, submitRequest,
} from './requests.ts' // biome-ignore format: a list reads better in rows
import { conversationFor, homeFor, snapshotFor } from './snapshot.ts'

const prefix = '/demo/api/'

/** Answers what the page asks (see page-api.ts), avatars and files. Resolves to false when a request is for no one here. */
export async function answerPage(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  readBody: () => Promise<string>,
): Promise<boolean> {
  const path = url.pathname
  const isPage = path.startsWith(prefix) || request.method === 'GET' || request.method === 'HEAD'
  if (!isPage || path.startsWith('/api/')) return false
  if (!isOwnPage(request.headers, Number(new URL(world.url).port))) {
    json(response, 403, { error: 'Only the demo’s own page may ask this.' })
    return true
  }
  if (path.startsWith(prefix)) await answerApi(world, request, response, url, readBody)
  else await answerFile(world, response, path)
  return true
}

async function answerApi(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  readBody: () => Promise<string>,
): Promise<void> {
  const name = url.pathname.slice(prefix.length)
  if (request.method === 'GET' && name === 'events') return world.live.attach(response)
  try {
    if (request.method === 'GET' && name === 'file') return answerSharedFile(world, response, url.searchParams)
    const answer = await (request.method === 'POST'
      ? post(world, name, await parseBody(request, readBody))
      : get(world, name, url.searchParams))
    json(response, 200, answer)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    json(response, 400, { error: error.message })
  }
}

async function get(world: World, name: string, query: URLSearchParams): Promise<object> {
  const me = personNamed(world, query.get('as'))
  switch (name) {
    case 'workspace':
      return snapshotFor(world, me)
    case 'conversation':
      return conversationFor(world, me, channelOf(world, me, query.get('id') ?? ''), query.get('thread'))
    case 'home':
      // What Home shows next comes as a change; opening it must not wait for the app.
      if (query.get('peek') !== '1') void openHome(world, me)
      return { view: homeFor(world, me) }
    case 'suggestions': {
      const what = { block_id: query.get('block_id') ?? '', action_id: query.get('action_id') ?? '' }
      return askOptions(world, me, placeAsked(world, me, query), what, query.get('value') ?? '')
    }
    default:
      throw new Problem(`There is nothing called ${name}.`)
  }
}

async function post(world: World, name: string, body: unknown): Promise<object> {
  const actions: Record<string, (() => Promise<object>) | undefined> = {
    async command() {
      const { as, channel, text } = parse(commandRequest, body)
      const me = personNamed(world, as)
      return runCommand(world, me, channelOf(world, me, channel), text)
    },
    async message() {
      const { as, channel, text, threadTs, broadcast, files = [] } = parse(messageRequest, body)
      if (text === '' && files.length === 0) throw new Problem('There is nothing to send.')
      const me = personNamed(world, as)
      const { ok, problem }: Acted = await writeMessage(world, me, channelOf(world, me, channel), {
        text,
        threadTs,
        broadcast,
        files: files.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, 'base64') })),
      })
      return { ok, ...(problem && { problem }) }
    },
    async action() {
      const { as, where, action, state } = parse(actionRequest, body)
      const me = personNamed(world, as)
      return pressAsMade(world, me, placeOf(world, me, where), action as Json & typeof action, state)
    },
    async shortcut() {
      const { as, callbackId, message } = parse(shortcutRequest, body)
      return runShortcut(world, personNamed(world, as), callbackId, message)
    },
    async submit() {
      const { as, view, state } = parse(submitRequest, body)
      const me = personNamed(world, as)
      return submitForm(world, me, viewOf(world, me, { view }), state)
    },
    async close() {
      const { as, view } = parse(closeRequest, body)
      const me = personNamed(world, as)
      return closeForm(world, me, viewOf(world, me, { view }), false)
    },
    clock: () => moveClock(world, parse(clockRequest, body).to),
  }
  const action = actions[name]
  if (!action) throw new Problem(`There is nothing called ${name}.`)
  return action()
}

/** A shared file, as the person opens it beside the page: always as text, so that nothing in it can run. */
function answerSharedFile(world: World, response: ServerResponse, query: URLSearchParams): void {
  const me = personNamed(world, query.get('as'))
  const file = world.state.files.get(query.get('id') ?? '')
  if (!file || file.deleted || !canSee(world.state, file, me.id)) throw new Problem(`${me.name} sees no such file.`)
  const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
  response.writeHead(200, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(bytesOf(file))
}

async function moveClock(world: World, to: ReturnType<typeof clockRequest.parse>['to']): Promise<{ now: string }> {
  if (!world.options.onClock) throw new Problem('The clock of this workspace cannot be moved.')
  if (world.passing) throw new Problem('Time is passing already; wait until it stands.')
  world.passing = true
  world.live.changed()
  try {
    await world.options.onClock(to)
  } finally {
    world.passing = false
    world.live.changed()
  }
  return { now: world.clock.now().toISOString() }
}

async function answerFile(world: World, response: ServerResponse, path: string): Promise<void> {
  const avatar = world.state.people.get(/^\/avatars\/([A-Z0-9]+)\.svg$/.exec(path)?.[1] ?? '')
  const folder = world.options.pageFolder
  const file = avatar
    ? { type: 'image/svg+xml', content: avatarOf(avatar) }
    : folder !== undefined && (await pageFile(folder, path))
  const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
  if (!file) {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end('There is nothing here.')
    return
  }
  const framing = { 'content-security-policy': "frame-ancestors 'none'" }
  response.writeHead(200, { ...headers, ...framing, 'content-type': file.type }).end(file.content)
}

/** The member the page looks as; nobody named: the first. */
function personNamed({ state }: World, id: string | null): Person {
  const members = [...state.people.values()].filter((person) => !person.isBot)
  const person = id === null ? members[0] : members.find((one) => one.id === id)
  if (!person) throw new Problem(`There is nobody with the id ${id}.`)
  return person
}

function channelOf({ state }: World, me: Person, id: string): Channel {
  const channel = state.channels.get(id)
  if (!channel?.members.includes(me.id)) throw new Problem(`${me.name} is in no conversation ${id}.`)
  return channel
}

function placeAsked(world: World, me: Person, query: URLSearchParams): Place {
  const view = query.get('view')
  const [channel = '', ts = ''] = (query.get('message') ?? '').split(':')
  return placeOf(world, me, view ? { view } : { channel, ts })
}

function viewOf(world: World, me: Person, where: Where & { view: string }) {
  const place = placeOf(world, me, where)
  if (!('view' in place) || place.view.type !== 'modal') throw new Problem('Only a form can be sent or closed.')
  return place.view
}

async function parseBody(request: IncomingMessage, readBody: () => Promise<string>): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new Problem('Send JSON.')
  try {
    return JSON.parse(await readBody())
  } catch {
    throw new Problem('That is not JSON.')
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
