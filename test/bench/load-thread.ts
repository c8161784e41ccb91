import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import type { SignedRequest } from '../support/signed-request.ts'

/**
 * Sends signed requests over HTTP from a thread of its own, so many at once, and tells how long each took, in
 * milliseconds: the one who measures takes nothing from the one who is measured but a processor.
 */
const { url, requests, atOnce } = workerData as { url: string; requests: SignedRequest[]; atOnce: number }
const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
const took: number[] = []
let next = 0

async function sendAll(): Promise<void> {
  for (let one = requests[next++]; one; one = requests[next++]) {
    const began = performance.now()
    const status = await sendOne(one)
    if (status !== 200) throw new Error(`answered with ${status}`)
    took.push(performance.now() - began)
  }
}

function sendOne({ body, headers }: SignedRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const sending = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

const began = performance.now()
await Promise.all(Array.from({ length: atOnce }, sendAll))
agent.destroy()
parentPort?.postMessage({ took, seconds: (performance.now() - began) / 1000 })
