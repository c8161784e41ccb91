import { extname } from 'node:path'
import { newId } from '../../../platform/new-id.ts'
import type { World } from '../world.ts'
import type { Json, SharedFile } from './model.ts'

const mimeTypes: Record<string, string> = {
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.json': 'application/json',
}

/** Keeps what somebody shares. */
export function addFile(world: World, userId: string, name: string, content: string): SharedFile {
  const file: SharedFile = { id: `F${newId().toUpperCase().slice(0, 10)}`, userId, name, content }
  world.state.files.set(file.id, file)
  world.store.put('file', file.id, file)
  return file
}

/** A file as Slack's payloads carry it; its address wants the bot's token. */
export function fileJson(world: Pick<World, 'url' | 'state'>, file: SharedFile): Json {
  const { id, name, content, userId } = file
  const address = `${world.url}/files-pri/${world.state.team.id}-${id}/`
  return {
    id,
    name,
    title: name,
    mimetype: mimeTypes[extname(name)] ?? 'application/octet-stream',
    filetype: extname(name).slice(1) || 'binary',
    user: userId,
    mode: 'hosted',
    size: Buffer.byteLength(content),
    is_external: false,
    url_private: address + encodeURIComponent(name),
    url_private_download: `${address}download/${encodeURIComponent(name)}`,
  }
}

/** The content at one of those addresses, for whoever holds the bot's token and `files:read`. */
export function fileAt(world: World, path: string, authorization: string | undefined): SharedFile | null {
  if (authorization !== `Bearer ${world.botToken}` || !world.scopes.has('files:read')) return null
  const [, id = ''] = /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//.exec(path) ?? []
  return world.state.files.get(id) ?? null
}
