import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Acted, Conversation, HomeView, Snapshot } from '../../../src/demo/page-api.ts'

/** What the fake shows; tests change it and say so with `changed`. */
export interface Scene {
  /** As the person `as` sees it; nobody named: the first person. */
  snapshot: (as: string | null) => Snapshot
  conversations: Record<string, Conversation>
  home: HomeView | null
  suggestions: object
}

export interface FakeWorkspace {
  url: string
  scene: Scene
  /** What the page asked and posted, oldest first: `GET conversation?…`, `POST action` with its body. */
  asked: { what: string; body: unknown }[]
  /** The next post called `name` is answered with this, or when this settles. */
  answer: (name: string, answer: Acted | object | Promise<Acted | object>) => void
  changed: () => void
  stop: () => Promise<void>
}

/** Serves the page in `folder` and answers it from fixtures: the page alone is under test, no app and no workspace. */
export async function startFakeWorkspace(folder: string, scene: Scene): Promise<FakeWorkspace> {
  const streams = new Set<ServerResponse>()
  const answers = new Map<string, (object | Promise<object>)[]>()
  const asked: FakeWorkspace['asked'] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake')
    if (!url.pathname.startsWith('/demo/api/')) return serveFile(folder, url.pathname, response)
    const name = url.pathname.slice('/demo/api/'.length)
    if (name === 'events') return openStream(streams, response)
    const body = request.method === 'POST' ? JSON.parse(await bodyOf(request)) : null
    asked.push({ what: `${request.method} ${name}${url.search}`, body })
    const answer =
      body === null ? read(scene, name, url.searchParams) : ((await answers.get(name)?.shift()) ?? { ok: true })
    response
      .writeHead('error' in answer ? 400 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    scene,
    asked,
    answer: (name, answer) => void answers.set(name, [...(answers.get(name) ?? []), answer]),
    changed: () => streams.forEach((stream) => void stream.write('event: change\ndata: {}\n\n')),
    async stop() {
      for (const stream of streams) stream.end()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function read(scene: Scene, name: string, query: URLSearchParams): object {
  const as = query.get('as')
  if (name === 'workspace') return scene.snapshot(as)
  if (name === 'home') return { view: scene.home }
  if (name === 'suggestions') return scene.suggestions
  return (
    scene.conversations[query.get('thread') ?? query.get('id') ?? ''] ?? { error: 'There is no such conversation.' }
  )
}

function openStream(streams: Set<ServerResponse>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n')
  streams.add(response)
  response.on('close', () => streams.delete(response))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const types: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' }

async function serveFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = path === '/' ? '/index.html' : path
  try {
    const content = await readFile(folder + file)
    response.writeHead(200, { 'content-type': types[file.split('.').at(-1) ?? ''] ?? 'text/plain' }).end(content)
  } catch {
    response.writeHead(404).end()
  }
}
