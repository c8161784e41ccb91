import type {
  Acted,
  ActionRequest,
  ClockStep,
  CommandRequest,
  MessageRequest,
  ShortcutRequest,
  SubmitRequest,
} from '../../page-api.ts'
import type { OptionGroup } from '../blocks/types.ts'
import { readGroups } from '../elements/options.ts'

const base = '/demo/api/'

/** Where changes are announced (server-sent events). */
export const eventsUrl = `${base}events`

/** Reads from the local workspace. Throws an Error with a sentence a person can read. */
export async function read<T>(path: string): Promise<T> {
  return answerOf<T>(fetch(base + path))
}

/** The address of what `path` names, for a link. */
export function urlOf(path: string): string {
  return base + path
}

/** `conversation` with `{ as, id }` is `conversation?as=…&id=…`; what is undefined is left out. */
export function pathTo(name: string, query: Record<string, string | undefined>): string {
  const known = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `${name}?${new URLSearchParams(known)}`
}

export const sendCommand = (request: CommandRequest) => act('command', request)
export const sendMessage = (request: MessageRequest) => act('message', request)
export const sendAction = (request: ActionRequest) => act('action', request)
export const sendShortcut = (request: ShortcutRequest) => act('shortcut', request)
export const submitView = (request: SubmitRequest) => act('submit', request)
export const closeView = (request: { as: string; view: string }) => act('close', request)

/** Moves the demo's clock; answers when everything due until then has happened. Throws like `read`. */
export async function moveClock(to: ClockStep): Promise<{ now: string }> {
  return answerOf(post('clock', { to }))
}

/** What the app suggests for an external select; nothing when it does not answer. */
export async function askSuggestions(query: Record<string, string>): Promise<OptionGroup[]> {
  try {
    const answer = await read<{ options?: unknown; option_groups?: unknown }>(pathTo('suggestions', query))
    return readGroups(answer)
  } catch {
    return []
  }
}

/** Something the person did. What went wrong on the way comes back as the same kind of answer as the app's own. */
async function act(name: string, request: object): Promise<Acted> {
  try {
    return await answerOf<Acted>(post(name, request))
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}

function post(name: string, request: object): Promise<Response> {
  return fetch(base + name, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
}

async function answerOf<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked.catch(() => {
    throw new Error('The local workspace does not answer. Is the demo still running?')
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer as T
  const said = (answer as { error?: unknown } | null)?.error
  throw new Error(typeof said === 'string' ? said : `The local workspace answered ${response.status}.`)
}
