import { SlackError } from '../slack-error.ts'
import type { Json } from '../state/model.ts'

/** The arguments of a call, whether they came as a form (all text) or as JSON. */
export interface Args {
  all: Json
  /** Undefined when absent or empty. */
  text(name: string): string | undefined
  /** Throws `invalid_arguments` when absent. */
  required(name: string): string
  number(name: string, fallback: number): number
  flag(name: string, fallback: boolean): boolean
  /** A list or object, given as JSON or as text holding JSON; undefined when absent. Throws `error` when it is neither. */
  json(name: string, error?: string): unknown
  has(name: string): boolean
}

/** Reads a body by its content type; a query counts too. Nothing is refused here but broken JSON (`json_not_object`). */
export function parseArgs(body: string, contentType: string, query: URLSearchParams): Args {
  const fromQuery = Object.fromEntries(query)
  if (contentType.startsWith('application/json')) return argsOf({ ...fromQuery, ...parseObject(body) })
  return argsOf({ ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) })
}

export function argsOf(all: Json): Args {
  function text(name: string): string | undefined {
    const value = all[name]
    return value === undefined || value === null || value === '' ? undefined : String(value)
  }
  return {
    all,
    text,
    required(name) {
      const value = text(name)
      if (value === undefined) throw invalid(`missing required field: ${name}`)
      return value
    },
    number(name, fallback) {
      const value = Number(text(name) ?? fallback)
      if (!Number.isFinite(value)) throw invalid(`must provide a number: ${name}`)
      return value
    },
    flag: (name, fallback) => ({ true: true, '1': true, false: false, '0': false })[text(name) ?? ''] ?? fallback,
    json(name, error = 'invalid_arguments') {
      const value = all[name]
      if (value === undefined || value === null || value === '') return undefined
      if (typeof value !== 'string') return value
      try {
        return JSON.parse(value)
      } catch {
        throw new SlackError(error)
      }
    },
    has: (name) => all[name] !== undefined && all[name] !== null,
  }
}

function invalid(message: string): SlackError {
  return new SlackError('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${message}`] } })
}

function parseObject(body: string): Json {
  if (!body) return {}
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Json
  } catch {
    // Falls through to the same answer as JSON that is no object.
  }
  throw new SlackError('json_not_object')
}
