import { extname } from 'node:path'
import { newId } from '../../../platform/new-id.ts'
import type { World } from '../world.ts'
import type { Channel, Json, Message, SharedFile, State } from './model.ts'

/** What somebody shares: its name says what kind it is. */
export interface NewFile {
  name: string
  content: string | Uint8Array
}

/** Slack's own words for the kinds of text that people share; anything else is a file without a preview. */
const kinds: Record<string, { mimetype: string; filetype: string; prettyType: string } | undefined> = {
  '.md': { mimetype: 'text/markdown', filetype: 'markdown', prettyType: 'Markdown (raw)' },
  '.csv': { mimetype: 'text/csv', filetype: 'csv', prettyType: 'CSV' },
  '.txt': { mimetype: 'text/plain', filetype: 'text', prettyType: 'Plain Text' },
  '.json': { mimetype: 'application/json', filetype: 'json', prettyType: 'JSON' },
}

/** Lines and characters of a text that a message shows of it. */
const previewLines = 6
const previewCharacters = 400

/** Keeps what somebody shares. */
export function addFile(world: World, userId: string, { name, content }: NewFile): SharedFile {
  const file: SharedFile = {
    id: `F${newId().toUpperCase().slice(0, 10)}`,
    userId,
    name,
    bytes: Buffer.from(content).toString('base64'),
    created: Math.floor(world.clock.now().getTime() / 1000),
    deleted: false,
  }
  return keepFile(world, file)
}

/** Takes a file back: messages that carried it show that there was one. */
export function deleteFile(world: World, file: SharedFile): void {
  keepFile(world, { ...file, bytes: '', deleted: true })
}

export function bytesOf(file: SharedFile): Buffer {
  return Buffer.from(file.bytes, 'base64')
}

/** The first lines of a text; null when the file is none. */
export function previewOf(file: SharedFile): { text: string; isWhole: boolean; lines: number } | null {
  if (!kinds[extname(file.name).toLowerCase()]) return null
  const lines = bytesOf(file).toString('utf8').trimEnd().split('\n')
  const text = lines.slice(0, previewLines).join('\n').slice(0, previewCharacters)
  return { text, isWhole: text === lines.join('\n'), lines: lines.length }
}

/** A file as Slack's payloads carry it; its address wants the bot's token. */
export function fileJson(world: Pick<World, 'url' | 'state'>, file: SharedFile): Json {
  const { id, name, userId, created } = file
  if (file.deleted) return { id, mode: 'tombstone' }
  const { state } = world
  const kind = kinds[extname(name).toLowerCase()]
  const preview = previewOf(file)
  const address = `${world.url}/files-pri/${state.team.id}-${id}/`
  const channels = channelsWith(state, id)
  const idsOf = (kind: Channel['kind']) => channels.filter((one) => one.kind === kind).map((one) => one.id)
  return {
    id,
    created,
    timestamp: created,
    name,
    title: name,
    mimetype: kind?.mimetype ?? 'application/octet-stream',
    filetype: kind?.filetype ?? (extname(name).slice(1) || 'binary'),
    pretty_type: kind?.prettyType ?? 'Binary',
    user: userId,
    user_team: state.people.get(userId)?.teamId ?? state.team.id,
    mode: preview ? 'snippet' : 'hosted',
    editable: preview !== null,
    size: bytesOf(file).length,
    is_external: false,
    is_public: idsOf('public').length > 0,
    file_access: 'visible',
    url_private: address + encodeURIComponent(name),
    url_private_download: `${address}download/${encodeURIComponent(name)}`,
    permalink: `https://${state.team.domain}.slack.com/files/${userId}/${id}/${encodeURIComponent(name.toLowerCase())}`,
    channels: idsOf('public'),
    groups: idsOf('private'),
    ims: idsOf('im'),
    ...(preview && { preview: preview.text, lines: preview.lines, preview_is_truncated: !preview.isWhole }),
  }
}

/** Whether somebody, or the app's bot, is in a conversation where the file was shared. */
export function canSee(state: State, file: SharedFile, userId: string): boolean {
  return channelsWith(state, file.id).some((channel) => channel.members.includes(userId))
}

/** The file at one of those addresses, for whoever holds the bot's token and `files:read`, where the bot may see it. */
export function fileAt(world: World, path: string, authorization: string | undefined): SharedFile | null {
  if (authorization !== `Bearer ${world.botToken}` || !world.scopes.has('files:read')) return null
  const [, id = ''] = /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//.exec(path) ?? []
  const file = world.state.files.get(id)
  return file && !file.deleted && canSee(world.state, file, world.state.app.userId) ? file : null
}

function channelsWith(state: State, fileId: string): Channel[] {
  return [...state.channels.values()].filter((channel) => {
    const messages: Message[] = [...(state.messages.get(channel.id)?.values() ?? [])]
    return messages.some((message) => message.files.includes(fileId))
  })
}

function keepFile(world: World, file: SharedFile): SharedFile {
  world.state.files.set(file.id, file)
  world.store.put('file', file.id, file)
  world.changed()
  return file
}
