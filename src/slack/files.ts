import type { Edge } from './edge.ts'
import { slackError } from './failures.ts'
import { type AttachedFile, parseFile } from './payloads/shortcut.ts'
import { isResponseUrl } from './respond.ts'

/** The kinds of text that can be kept, by how the name ends. */
const kinds = ['md', 'markdown', 'csv', 'tsv', 'txt', 'text', 'json', 'log']
const mostBytes = 256 * 1024
const timeoutMs = 8_000

/** A shared file's text, or in a few words after its name why there is none. */
export type FileText = { name: string; text: string } | { name: string; problem: string }

/**
 * Reads a file somebody shared, with the bot's token, which goes to Slack's hosts and `SLACK_API_URL`'s origin alone.
 * Text of at most 256 KB; Slack answers with a page of its own where the app may not read.
 */
export async function readSharedFile(edge: Pick<Edge, 'clients' | 'log'>, shared: AttachedFile): Promise<FileText> {
  const { name } = shared
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (shared.isDeleted) return { name, problem: 'was deleted' }
  if (!kinds.includes(ending)) return { name, problem: 'is no text I can keep (md, csv, tsv, txt, json, log)' }
  try {
    const file = shared.isToBeLookedUp || shared.url === null ? await lookUp(edge, shared.id) : shared
    if (file === null) return { name, problem: hidden }
    if ((file.size ?? 0) > mostBytes) return { name, problem: tooLarge }
    return await download(edge, name, file.url)
  } catch (error) {
    edge.log.warn({ err: error }, 'a shared file could not be read')
    return { name, problem: 'could not be read just now' }
  }
}

const hidden = 'is hidden from me: invite me to the channel it was shared in'
const tooLarge = 'is larger than 256 KB'

async function lookUp({ clients }: Pick<Edge, 'clients'>, id: string): Promise<AttachedFile | null> {
  try {
    const { file } = await clients.calls.files.info({ file: id })
    return parseFile(file)
  } catch (error) {
    if (slackError(error) === 'file_not_found') return null
    throw error
  }
}

async function download(edge: Pick<Edge, 'clients' | 'log'>, name: string, url: string | null): Promise<FileText> {
  const { calls } = edge.clients
  if (url === null) return { name, problem: hidden }
  if (!isResponseUrl(url, calls.slackApiUrl)) {
    edge.log.error({ name }, 'a shared file lies at an address that is not Slack’s')
    return { name, problem: 'does not lie with Slack' }
  }
  const headers = { authorization: `Bearer ${calls.token ?? ''}` }
  // A redirect would lead to Slack's sign-in page, or somewhere the token must not go.
  const answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false
  if (!answer.ok || isPage) return { name, problem: hidden }
  const bytes = await firstBytes(answer)
  if (bytes === null) return { name, problem: tooLarge }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? { name, problem: 'is no text' } : { name, text }
  } catch {
    return { name, problem: 'is no text in UTF-8' }
  }
}

/** Null when there is more than may be kept, whatever Slack said of its size. */
async function firstBytes(answer: Response): Promise<Buffer | null> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of answer.body ?? []) {
    size += piece.length
    if (size > mostBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
