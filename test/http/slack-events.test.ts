import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { serve } from '../../src/http/server.ts'
import { startEdge } from '../support/edge.ts'
import { messageEvent, send, signedRequest } from '../support/signed-request.ts'
import { onButton } from '../support/slack-things.ts'

const secret = 'local-signing-secret'
const seconds = () => Math.floor(Date.now() / 1000)

async function listening() {
  const heard: string[] = []
  const edge = await startEdge({
    mode: 'http',
    register: (app) => app.message(async ({ message }) => void heard.push((message as { text: string }).text)),
  })
  return { edge, heard }
}

describe('S1: a request from Slack', () => {
  it('counts when it is signed and from the last or the next five minutes', async () => {
    const { edge, heard } = await listening()
    const { url } = edge
    for (const [shift, status] of [
      [0, 200],
      [-290, 200],
      [290, 200],
      [-310, 401],
      [310, 401],
      [86_400, 401],
      [-86_400, 401],
    ] as const) {
      const at = seconds() + shift
      expect(await send(url, signedRequest(secret, messageEvent(`${shift}`), { at })), `${shift} s`).toBe(status)
    }
    await edge.settle()
    expect(heard).toEqual(['0', '-290', '290'])
  })

  it('replayed byte for byte, in parallel and after a restart, is answered and has no second effect', async () => {
    const { edge, heard } = await listening()
    const genuine = signedRequest(secret, messageEvent('once'))
    expect(await Promise.all(Array.from({ length: 20 }, () => send(edge.url, genuine)))).toEqual(Array(20).fill(200))
    await edge.settle()
    await edge.restart()
    expect(await send(edge.url, genuine)).toBe(200)
    await edge.settle()
    expect(heard).toEqual(['once'])
  })

  it('replayed with its timestamp or signature written otherwise is refused', async () => {
    const { edge } = await listening()
    const { body, headers } = signedRequest(secret, messageEvent('once'))
    const at = headers['x-slack-request-timestamp'] ?? ''
    for (const changed of [`${at}.0`, `0${at}`, `+${at}`, ` ${at}`, `${at}e0`, `0x${Number(at).toString(16)}`]) {
      const status = await send(edge.url, { body, headers: { ...headers, 'x-slack-request-timestamp': changed } })
      // HTTP itself takes blanks off the ends of a header.
      expect(status, changed).toBe(changed.trim() === at ? 200 : 401)
    }
    const signature = headers['x-slack-signature'] ?? ''
    for (const changed of [`${signature}=`, `${signature}=x`, signature.toUpperCase(), '']) {
      expect(await send(edge.url, { body, headers: { ...headers, 'x-slack-signature': changed } }), changed).toBe(401)
    }
  })

  it('S15: hides an answering address that is not Slack’s from whoever listens', async () => {
    const seen: unknown[] = []
    const edge = await startEdge({
      mode: 'http',
      register: (app) =>
        onButton(app, async (ack, _context, body) => {
          await ack()
          seen.push((body as { response_url?: string }).response_url)
        }),
    })
    const press = (response_url: string, trigger_id: string) =>
      signedRequest(
        secret,
        {
          type: 'block_actions',
          user: { id: 'U1' },
          team: { id: 'T1' },
          trigger_id,
          response_url,
          actions: [{ action_id: 'go', type: 'button', block_id: 'b', value: '1' }],
        },
        { asForm: true },
      )
    await send(edge.url, press('https://evil.example/actions', '1.1'))
    await send(edge.url, press(`${edge.workspace.url}/actions/T1/a/b`, '1.2'))
    await send(edge.url, press('https://hooks.slack.com/actions/T1/a/b', '1.3'))
    await edge.settle()
    expect(seen).toEqual([undefined, `${edge.workspace.url}/actions/T1/a/b`, 'https://hooks.slack.com/actions/T1/a/b'])
  })
})

describe('S14: whoever sends too much or too slowly', () => {
  it('gets 413 for more than 256 KB, signed or not, and less is fine', async () => {
    const { edge, heard } = await listening()
    const kilobytes = (count: number) => 'x'.repeat(count * 1024)
    expect(await send(edge.url, signedRequest(secret, messageEvent(kilobytes(255))))).toBe(200)
    expect(await send(edge.url, signedRequest(secret, messageEvent(kilobytes(257))))).toBe(413)
    expect(await send(edge.url, signedRequest('nobody', messageEvent(kilobytes(4000))))).toBe(413)
    await edge.settle()
    expect(heard).toHaveLength(1)
  })

  it('is cut off when the request does not come to its end, and keeps nobody else waiting', async () => {
    const slow = { headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 50 }
    const routes = { 'GET /quick': (_request: unknown, response: { end(text: string): void }) => response.end('yes') }
    const server = await serve(routes as never, { port: 0, host: '127.0.0.1' }, slow)
    const drips = Array.from({ length: 50 }, () => dripping(server.port))
    const quick = await fetch(`http://127.0.0.1:${server.port}/quick`)
    expect(await quick.text()).toBe('yes')
    const answers = await Promise.all(drips)
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 408 Request Timeout']))
    await server.close()
  })
})

describe('stopping', () => {
  it('answers what has begun, also on a connection that would be used again, and cuts off who is still sending', async () => {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const routes = {
      'GET /slow': async (_request: unknown, response: { end(text: string): void }) => {
        begun.resolve()
        await gate.promise
        response.end('done')
      },
    }
    const server = await serve(routes as never, { port: 0, host: '127.0.0.1' })
    const answer = fetch(`http://127.0.0.1:${server.port}/slow`)
    void dripping(server.port)
    await begun.promise
    const closed = server.close()
    gate.resolve()
    expect(await (await answer).text()).toBe('done')
    const began = Date.now()
    await closed
    expect(Date.now() - began).toBeLessThan(4_000)
    await expect(fetch(`http://127.0.0.1:${server.port}/slow`)).rejects.toThrow()
  })
})

/** Begins a request and never ends it; resolves with the first line of what is said to that. */
function dripping(port: number): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(port, '127.0.0.1', () => socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\n'))
    socket.on('data', (data) => {
      said += data
    })
    socket.on('close', () => resolve(said.split('\r\n')[0] ?? ''))
    socket.on('error', () => {})
  })
}
