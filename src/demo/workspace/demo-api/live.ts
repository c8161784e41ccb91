import type { ServerResponse } from 'node:http'

/** Tells every open page that something changed; the page then reads what it shows again. */
export interface Live {
  /** Many changes at once are one announcement. */
  changed(): void
  /** Keeps a response open as a stream of server-sent events. */
  attach(response: ServerResponse): void
  stop(): void
}

const heartbeatEvery = 15_000
/** Long enough to gather what one click does, too short to be noticed. */
const gatherFor = 30

export function createLive(): Live {
  const pages = new Set<ServerResponse>()
  let announcing: NodeJS.Timeout | null = null
  const heartbeat = setInterval(() => send(': still here\n\n'), heartbeatEvery).unref()

  function send(text: string): void {
    for (const page of pages) page.write(text)
  }

  return {
    changed() {
      if (pages.size === 0 || announcing) return
      announcing = setTimeout(() => {
        announcing = null
        send('event: change\ndata: {}\n\n')
      }, gatherFor).unref()
    },
    attach(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      })
      response.write('retry: 1000\n\n')
      pages.add(response)
      response.on('close', () => pages.delete(response))
    },
    stop() {
      clearInterval(heartbeat)
      if (announcing) clearTimeout(announcing)
      for (const page of pages) page.end()
    },
  }
}
