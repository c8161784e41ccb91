import { answerJson, type Handler, type Routes } from './server.ts'

/** Asked at every request; a sentence says what is wrong, null that all is well. */
export interface Readiness {
  database: () => string | null
  slack: () => string | null
  queue: () => string | null
}

/** `/healthz`: the process is alive. `/readyz`: it can do its work, else 503 and why. */
export function healthRoutes(readiness: Readiness): Routes {
  return {
    'GET /healthz': (_request, response) => answerJson(response, 200, { ok: true }),
    'GET /readyz': ready(readiness),
  }
}

function ready(readiness: Readiness): Handler {
  return (_request, response) => {
    const problems = Object.entries(readiness)
      .map(([name, check]) => [name, check()] as const)
      .filter(([, problem]) => problem !== null)
    if (problems.length === 0) return answerJson(response, 200, { ok: true })
    answerJson(response, 503, { ok: false, problems: Object.fromEntries(problems) })
  }
}
