import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Routes } from './server.ts'

/** What is counted when somebody asks. */
export interface Measured {
  /** Jobs by state, and deliveries from Slack that are unfinished or given up. */
  queue: () => { jobs: Record<string, number>; received: Record<string, number>; oldestRunAt: Date | null }
  isConnected: () => boolean
  now: () => Date
}

/** `GET /metrics`: Prometheus text, computed when it is asked for. */
export function metricsRoutes({ queue, isConnected, now }: Measured): Routes {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const jobs = new Gauge({ name: 'okr_jobs', help: 'Jobs by state', labelNames: ['state'], registers })
  const received = new Gauge({
    name: 'okr_received',
    help: 'Deliveries from Slack not done',
    labelNames: ['state'],
    registers,
  })
  const late = new Gauge({ name: 'okr_oldest_job_seconds', help: 'How long the oldest due job has waited', registers })
  const connected = new Gauge({ name: 'okr_slack_connected', help: '1 while connected to Slack', registers })
  return {
    'GET /metrics': async (_request, response) => {
      const counts = queue()
      for (const [state, count] of Object.entries(counts.jobs)) jobs.set({ state }, count)
      for (const [state, count] of Object.entries(counts.received)) received.set({ state }, count)
      late.set(Math.max(0, counts.oldestRunAt ? (now().getTime() - counts.oldestRunAt.getTime()) / 1000 : 0))
      connected.set(isConnected() ? 1 : 0)
      response.writeHead(200, { 'content-type': registry.contentType })
      response.end(await registry.metrics())
    },
  }
}
