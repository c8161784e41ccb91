import type { Clock } from '../../platform/clock.ts'
import { newId } from '../../platform/new-id.ts'
import { SlackError } from './slack-error.ts'
import type { Store } from './state/store.ts'

/** What a `response_url` speaks to: a person in a channel, and the message whose button they pressed, if any. */
export interface ResponseTarget {
  userId: string
  channel: string
  message: { ts: string; ephemeral: boolean } | null
}

export interface ResponseUrls {
  /** A path of this server, good for 5 answers within 30 minutes. */
  issue(kind: 'actions' | 'commands', teamId: string, target: ResponseTarget): string
  /** Throws `used_url` or `expired_url`. */
  use(path: string): ResponseTarget
}

const lifetime = 30 * 60_000
const uses = 5

interface Issued {
  path: string
  target: ResponseTarget
  at: number
  left: number
}

export function createResponseUrls(clock: Clock, store: Store): ResponseUrls {
  const issued = new Map(store.all<Issued>('responseUrl').map((entry) => [entry.path, entry]))

  function keep(entry: Issued): void {
    issued.set(entry.path, entry)
    store.put('responseUrl', entry.path, entry)
  }

  return {
    issue(kind, teamId, target) {
      const path = `/${kind}/${teamId}/${newId()}/${newId()}`
      keep({ path, target, at: clock.now().getTime(), left: uses })
      return path
    },
    use(path) {
      const entry = issued.get(path)
      if (!entry || clock.now().getTime() - entry.at > lifetime) throw new SlackError('expired_url')
      if (entry.left === 0) throw new SlackError('used_url')
      keep({ ...entry, left: entry.left - 1 })
      return entry.target
    },
  }
}
