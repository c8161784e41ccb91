import type { WebClient } from '@slack/web-api'
import type { PersonId } from '../domain/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Homes } from '../usecases/ports.ts'
import type { Home } from '../usecases/show-home.ts'
import type { Home as HomeTab } from './blocks/message.ts'
import { classify, type Failure, slackError } from './failures.ts'
import { homeView } from './views/home.ts'

export interface HomesOptions {
  client: WebClient
  log: Logger
  /** The slash command, `/okr`. */
  command: string
  /** What somebody's Home says. */
  show: (personId: PersonId, now: Date) => Home
  tables: {
    /** False while this workspace is known to refuse sortable tables. */
    allowed: (now: Date) => boolean
    refused: (now: Date) => void
  }
}

/** What Slack answers when it does not take a view. */
const refusals = new Set(['invalid_arguments', 'invalid_blocks'])

/** Puts people's Homes into Slack. Publishing the same again changes nothing, so the client's own retries are welcome. */
export function createHomes({ client, log, command, show, tables }: HomesOptions): Homes {
  async function put(user_id: string, view: HomeTab): Promise<{ kind: 'published' }> {
    await client.views.publish({ user_id, view })
    return { kind: 'published' }
  }

  /** A view that Slack does not take is a mistake of ours: the log says so, since nobody else would. */
  function failed(error: unknown, now: Date): Failure {
    const failure = classify(error, now)
    if (failure.kind === 'refused' && failure.fault === 'message') log.error({ err: error }, 'Slack takes no such Home')
    return failure
  }

  return {
    async publish(personId, now) {
      const home = show(personId, now)
      const { slackId } = home
      if (slackId === null) return { kind: 'refused', fault: 'person', problem: 'Slack does not know them' }
      const view = homeView(home, { command, tables: tables.allowed(now) })
      try {
        return await put(slackId, view)
      } catch (error) {
        const isRefused = refusals.has(slackError(error) ?? '')
        if (!isRefused || !view.blocks.some(({ type }) => type === 'data_table')) return failed(error, now)
      }
      try {
        const published = await put(slackId, homeView(home, { command, tables: false }))
        tables.refused(now)
        return published
      } catch (error) {
        return failed(error, now)
      }
    },
  }
}
