import { Agent, request } from 'node:http'
import { startEdge } from '../support/edge.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { messageEvent, type SignedRequest, send, signedRequest } from '../support/signed-request.ts'

export interface ForgeryFigures {
  seed: number
  forged: number
  accepted: number
  heard: number
  by: Record<string, number>
}

type Mutation = (genuine: SignedRequest, random: () => number) => SignedRequest

const timestamp = 'x-slack-request-timestamp'
const signature = 'x-slack-signature'

/** Everything somebody without the secret can do to a request they have seen. */
const mutations: Record<string, Mutation> = {
  'a bit of the body': ({ body, headers }, random) => ({ body: flipBit(body, random), headers }),
  'a bit of the signature': (genuine, random) => withHeader(genuine, signature, (value) => flipBit(value, random)),
  'a bit of the timestamp': (genuine, random) => withHeader(genuine, timestamp, (value) => flipBit(value, random)),
  'the body cut short': ({ body, headers }, random) => ({
    body: body.slice(0, Math.floor(random() * body.length)),
    headers,
  }),
  'something after the body': ({ body, headers }) => ({ body: `${body} `, headers }),
  'no signature': (genuine) => without(genuine, signature),
  'no timestamp': (genuine) => without(genuine, timestamp),
  'an empty signature': (genuine) => withHeader(genuine, signature, () => ''),
  'a version of our own': (genuine) => withHeader(genuine, signature, (value) => value.replace('v0', 'v1')),
  'a signature with more after it': (genuine) => withHeader(genuine, signature, (value) => `${value}=1`),
  'a signature in capitals': (genuine) => withHeader(genuine, signature, (value) => value.toUpperCase()),
  'the timestamp written otherwise': (genuine) => withHeader(genuine, timestamp, (value) => `${value}.0`),
  'the timestamp with a nought before it': (genuine) => withHeader(genuine, timestamp, (value) => `0${value}`),
  'the timestamp with a plus': (genuine) => withHeader(genuine, timestamp, (value) => `+${value}`),
  'the timestamp in sixteens': (genuine) =>
    withHeader(genuine, timestamp, (value) => `0x${Number(value).toString(16)}`),
  'no number for a timestamp': (genuine) => withHeader(genuine, timestamp, () => 'NaN'),
  'another secret': ({ body }) => signedRequest('somebody else', JSON.parse(body) as object),
  'six minutes old': ({ body }) => signedAt(body, -360),
  'six minutes ahead': ({ body }) => signedAt(body, 360),
  'a day ahead': ({ body }) => signedAt(body, 86_400),
}

const secret = 'local-signing-secret'

/** Sends `count` forged requests over HTTP, drawn from all there are ways to forge one, and counts what gets through. */
export async function forge({ count, seed }: { count: number; seed: number }): Promise<ForgeryFigures> {
  const random = seededRandom(seed)
  let heard = 0
  const edge = await startEdge({ mode: 'http', register: (app) => app.message(async () => void heard++) })
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const names = Object.keys(mutations)
  const by: Record<string, number> = {}
  let accepted = 0
  const one = async () => {
    const name = names[Math.floor(random() * names.length)] as string
    const mutate = mutations[name] as Mutation
    const genuine = signedRequest(secret, messageEvent('hello'))
    const status = await sendRaw(edge.url, mutate(genuine, random), agent)
    by[name] = (by[name] ?? 0) + 1
    if (status === 200) accepted++
  }
  for (let sent = 0; sent < count; sent += 16) {
    await Promise.all(Array.from({ length: Math.min(16, count - sent) }, one))
  }
  // The door was open all the time.
  const genuine = await send(edge.url, signedRequest(secret, messageEvent('hello')))
  await edge.settle()
  agent.destroy()
  if (genuine !== 200 || heard === 0) throw new Error(`a genuine request was refused with ${genuine}`)
  return { seed, forged: count, accepted, heard: heard - 1, by }
}

/** fetch refuses to send some headers that a thief would send. 400 when Node itself refuses them. */
function sendRaw(url: string, { body, headers }: SignedRequest, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    try {
      const sending = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      })
      sending.on('error', reject)
      sending.end(body)
    } catch {
      // Not even a client can be made to say this.
      resolve(400)
    }
  })
}

function signedAt(body: string, seconds: number): SignedRequest {
  return signedRequest(secret, JSON.parse(body) as object, { at: Math.floor(Date.now() / 1000) + seconds })
}

function withHeader({ body, headers }: SignedRequest, name: string, change: (value: string) => string): SignedRequest {
  return { body, headers: { ...headers, [name]: change(headers[name] ?? '') } }
}

function without({ body, headers }: SignedRequest, name: string): SignedRequest {
  const { [name]: _gone, ...rest } = headers
  return { body, headers: rest }
}

function flipBit(text: string, random: () => number): string {
  const bytes = Buffer.from(text, 'latin1')
  const at = Math.floor(random() * bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  return bytes.toString('latin1')
}
