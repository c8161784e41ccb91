import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLogger } from '../../src/platform/logger.ts'
import { createClients } from '../../src/slack/clients.ts'
import { readSharedFile } from '../../src/slack/files.ts'

/** A server that answers everything with this, and remembers what it was asked with. */
async function serving(answer: { status?: number; type?: string; body?: string | Buffer; location?: string }) {
  const asked: (string | undefined)[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    const headers = {
      'content-type': answer.type ?? 'text/plain',
      ...(answer.location && { location: answer.location }),
    }
    response.writeHead(answer.status ?? 200, headers).end(answer.body ?? 'hello')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, asked }
}

const file = { id: 'F1', name: 'notes.md', size: 5, isDeleted: false, isToBeLookedUp: false }

function reading(url: string, apiUrl: string, more: Partial<typeof file> = {}) {
  const clients = createClients('the-token', apiUrl, silentLogger)
  return readSharedFile({ clients, log: silentLogger }, { ...file, url, ...more })
}

describe('a shared file', () => {
  it('is read with the bot’s token from where the Web API is', async () => {
    const slack = await serving({ body: 'hällo' })
    expect(await reading(`${slack.origin}/files/F1`, `${slack.origin}/api/`)).toEqual({
      name: 'notes.md',
      text: 'hällo',
    })
    expect(slack.asked).toEqual(['Bearer the-token'])
  })

  it('is never asked for anywhere else, so that the token goes nowhere else', async () => {
    const slack = await serving({})
    const elsewhere = await serving({})
    for (const url of [
      `${elsewhere.origin}/files/F1`,
      'https://slack.com.evil.example/F1',
      'https://evilslack.com/F1',
      'http://files.slack.com/F1',
      'https://user:pw@files.slack.com/F1',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      expect(await reading(url, `${slack.origin}/api/`), url).toEqual({
        name: 'notes.md',
        problem: 'does not lie with Slack',
      })
    }
    expect(elsewhere.asked).toEqual([])
  })

  it('follows no redirect, and takes no page for a file', async () => {
    const elsewhere = await serving({})
    const redirecting = await serving({ status: 302, location: elsewhere.origin })
    const signIn = await serving({ type: 'text/html; charset=utf-8', body: '<!DOCTYPE html>' })
    for (const { origin } of [redirecting, signIn]) {
      expect(await reading(`${origin}/F1`, `${origin}/api/`)).toMatchObject({
        problem: expect.stringContaining('hidden'),
      })
    }
    expect(elsewhere.asked).toEqual([])
  })

  it('is text of at most 256 KB, whatever Slack says of its size', async () => {
    const large = await serving({ body: 'x'.repeat(256 * 1024 + 1) })
    expect(await reading(`${large.origin}/F1`, large.origin)).toMatchObject({ problem: 'is larger than 256 KB' })
    const binary = await serving({ body: Buffer.from([0xff, 0xfe, 0, 1]) })
    expect(await reading(`${binary.origin}/F1`, binary.origin)).toMatchObject({ problem: 'is no text in UTF-8' })
    const zero = await serving({ body: 'a\0b' })
    expect(await reading(`${zero.origin}/F1`, zero.origin)).toMatchObject({ problem: 'is no text' })
    expect(await reading(`${zero.origin}/F1`, zero.origin, { name: 'a.exe' })).toMatchObject({
      problem: expect.stringContaining('no text I can keep'),
    })
    expect(await reading(`${zero.origin}/F1`, zero.origin, { isDeleted: true })).toMatchObject({
      problem: 'was deleted',
    })
  })
})
