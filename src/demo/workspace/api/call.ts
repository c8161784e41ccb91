import type { FaultKind } from '../faults.ts'
import { RateLimited, SlackError } from '../slack-error.ts'
import type { Json } from '../state/model.ts'
import type { World } from '../world.ts'
import { type Args, argsOf, parseArgs } from './args.ts'
import type { Method } from './method.ts'
import { methods } from './methods.ts'

export interface ApiRequest {
  method: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface ApiAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Answers one call of the Web API, with whatever fault it meets. Null: cut the connection instead of answering. */
export async function answerCall(world: World, request: ApiRequest): Promise<ApiAnswer | null> {
  const { args, unreadable } = readArgs(request)
  const met = world.faults.meeting(request.method, args.all)
  const fault = met.find((one) => one.kind !== 'late-history') ?? null
  const late = met.find((one) => one.kind === 'late-history')
  const delay = late?.kind === 'late-history' ? late.ms : 0
  const commit = () => (unreadable ? refused(unreadable) : answerNow(world, request, args, delay))
  const answer = await withFault(fault, commit)
  const { ok = false, error = null } = answer
    ? (JSON.parse(answer.body || '{}') as { ok?: boolean; error?: string })
    : {}
  world.calls.record({
    method: request.method,
    args: args.all,
    at: world.clock.now(),
    status: answer?.status ?? 0,
    ok,
    error,
    fault: met.map((one) => one.kind).join('+') || null,
  })
  return answer && { ...answer, headers: { ...answer.headers, 'x-oauth-scopes': [...world.scopes].join(',') } }
}

async function withFault(fault: FaultKind | null, commit: () => ApiAnswer): Promise<ApiAnswer | null> {
  switch (fault?.kind) {
    case 'rate-limited':
      return rateLimited(fault.retryAfter)
    case 'status':
      return plain(fault.status)
    case 'reset':
      return null
    case 'drop-answer':
      commit()
      return null
    case 'status-after-commit':
      commit()
      return plain(fault.status)
    case 'error':
      if (fault.afterCommit) commit()
      return json({ ok: false, error: fault.error })
    case 'missing-scope':
      return json({ ok: false, error: 'missing_scope', needed: fault.scope, provided: '' })
    case 'slow': {
      const early = fault.commit === 'after' ? null : commit()
      await new Promise((resolve) => setTimeout(resolve, fault.ms))
      return early ?? commit()
    }
    default:
      return commit()
  }
}

function answerNow(world: World, request: ApiRequest, args: Args, historyDelay: number): ApiAnswer {
  try {
    const method = methods[request.method]
    if (!method) throw new SlackError('unknown_method', { req_method: request.method })
    checkToken(world, request, args, method)
    const needs = (...anyOf: string[]) => {
      if (anyOf.some((scope) => world.scopes.has(scope))) return
      throw new SlackError('missing_scope', { needed: anyOf.join(','), provided: [...world.scopes].join(',') })
    }
    return json({ ok: true, ...method.run({ world, args, historyDelay, needs }) })
  } catch (error) {
    if (error instanceof RateLimited) return rateLimited(error.retryAfter)
    if (error instanceof SlackError) return refused(error)
    throw error
  }
}

function checkToken(world: World, { headers }: ApiRequest, args: Args, method: Method): void {
  if (method.token === 'none') return
  const token = /^Bearer (.+)$/i.exec(String(headers['authorization'] ?? ''))?.[1] ?? args.text('token')
  if (!token) throw new SlackError('not_authed')
  if (token !== world.botToken && token !== world.appToken) throw new SlackError('invalid_auth')
  const expected = method.token === 'app' ? world.appToken : world.botToken
  if (token !== expected) throw new SlackError('not_allowed_token_type')
}

function readArgs({ body, headers, query }: ApiRequest): { args: Args; unreadable: SlackError | null } {
  try {
    return { args: parseArgs(body, String(headers['content-type'] ?? ''), query), unreadable: null }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return { args: argsOf({}), unreadable: error }
  }
}

function refused({ code, extras }: SlackError): ApiAnswer {
  return json({ ok: false, error: code, ...extras })
}

function json(body: Json): ApiAnswer {
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}

function plain(status: number): ApiAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: '{}' }
}

function rateLimited(retryAfter: number): ApiAnswer {
  const answer = json({ ok: false, error: 'ratelimited' })
  return { ...answer, status: 429, headers: { ...answer.headers, 'retry-after': String(retryAfter) } }
}
