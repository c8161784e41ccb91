import type { Acted } from '../../page-api.ts'
import type { Acknowledgement } from '../delivery/transport.ts'

/** What the person sees of how their press went, in Slack's own words. */
export function actedOn(acknowledgement: Acknowledgement | null): Acted {
  if (acknowledgement === null || acknowledgement.ok) return { ok: true }
  if (acknowledgement.problem === 'timeout') {
    return { ok: false, problem: 'Operation timed out. Apps need to respond within 3 seconds' }
  }
  return { ok: false, problem: 'This app is not responding. Try again in a moment, or contact the app’s developer' }
}

/** The same for a slash command, whose failure Slack names. */
export function commandActedOn(command: string, acknowledgement: Acknowledgement): Acted {
  if (acknowledgement.ok) return { ok: true }
  const error = acknowledgement.problem === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
  return { ok: false, problem: `${command} failed with the error "${error}"` }
}
