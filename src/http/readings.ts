import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { Db } from '../platform/db.ts'
import { recordReadings, type SaidReading } from '../usecases/readings/record-readings.ts'
import { answerJson, type Routes } from './server.ts'

export interface ReadingsOptions {
  db: Db
  /** The bearer token. */
  token: string
  now: () => Date
}

const largestBody = 256 * 1024
const mostReadings = 1000

const reading = z.strictObject({
  kpi: z.string({ error: 'must be the name of a KPI, like "churn"' }),
  at: z.string({ error: 'must be a date like "2026-01-28"' }),
  value: z.number({ error: 'must be a number, like 6.2' }),
  source: z.string({ error: 'must be a text' }).trim().default('api'),
  note: z.string({ error: 'must be a text' }).trim().nullish(),
})
const body = z.strictObject({
  readings: z
    .array(reading, { error: 'must be a list of readings' })
    .min(1, { error: 'must hold at least one reading' })
    .max(mostReadings, { error: `must hold at most ${mostReadings} readings` }),
})

interface BodyProblem {
  path: string
  message: string
}

/** `POST /v1/readings`: KPI readings from a script. All of them are stored, or none and every problem is named. */
export function readingRoutes({ db, token, now }: ReadingsOptions): Routes {
  return {
    'POST /v1/readings': async (request, response) => {
      if (!bears(request, token)) {
        request.resume()
        response.setHeader('www-authenticate', 'Bearer')
        return answerJson(response, 401, { error: 'The bearer token is missing or wrong.', problems: [] })
      }
      const text = await readBody(request)
      if (text === null) {
        response.setHeader('connection', 'close')
        return answerJson(response, 413, { error: 'More than 256 KB in one call.', problems: [] })
      }
      const read = readReadings(text)
      if ('error' in read) return answerJson(response, 400, read)
      const outcome = recordReadings(db, read.readings, { by: null }, now())
      if (outcome.kind === 'recorded') {
        return answerJson(response, 200, { stored: outcome.stored, duplicates: outcome.duplicates })
      }
      const problems = outcome.problems.map(({ index, field, message }) => ({
        path: `readings[${index}].${field}`,
        message,
      }))
      answerJson(response, 422, { error: 'Nothing was stored.', problems })
    },
  }
}

/** Digests are compared, so that neither the token nor its length shows in the time it takes. */
function bears(request: IncomingMessage, token: string): boolean {
  const said = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(said), digest(token))
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > largestBody) return null
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

function readReadings(text: string): { readings: SaidReading[] } | { error: string; problems: BodyProblem[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { error: 'The body is not JSON.', problems: [] }
  }
  const parsed = body.safeParse(json)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ path: pathOf(path), message }))
    return { error: 'Nothing was stored.', problems }
  }
  return {
    readings: parsed.data.readings.map(({ note, source, ...rest }) => ({
      ...rest,
      source: source || 'api',
      note: note || null,
    })),
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (so, part) => (typeof part === 'number' ? `${so}[${part}]` : so ? `${so}.${String(part)}` : String(part)),
    '',
  )
}
