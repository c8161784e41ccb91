import { systemClock } from '../../platform/clock.ts'
import { type ApiCall, createCallLog, duplicatesByMarker, markersStanding } from './accounting.ts'
import { type Admin, createAdmin } from './admin.ts'
import { createDeliveries, type Delivery } from './delivery/deliver.ts'
import type { Acknowledgement } from './delivery/transport.ts'
import { createLive } from './demo-api/live.ts'
import { createFaults, type Faults } from './faults.ts'
import { createLimits } from './limits.ts'
import type { WorkspaceOptions } from './options.ts'
import { type Member, memberActing } from './people/person.ts'
import { createReaders, type Readers } from './readers.ts'
import { createResponseUrls } from './response-urls.ts'
import { usualScopes } from './scopes.ts'
import { startServer } from './server.ts'
import type { Channel, Person, State } from './state/model.ts'
import { findPerson } from './state/places.ts'
import { createState } from './state/seed.ts'
import { openStore } from './state/store.ts'
import { createTriggers } from './triggers.ts'
import type { World } from './world.ts'

/** Waits before an unacknowledged event comes again: Slack's own. */
const slackRetries = [1_000, 60_000, 300_000]

export interface SlackWorkspace extends Readers, Admin {
  /** `http://127.0.0.1:4000` */
  url: string
  /** What goes into SLACK_API_URL. */
  apiUrl: string
  botToken: string
  appToken: string
  signingSecret: string
  /** Acts as a member, named by handle, name, e-mail or id. Throws when there is nobody called so. */
  as(who: string): Member
  people(): Person[]
  channels(): Channel[]
  faults: Faults & {
    /** Slack cannot be reached: connections are refused and cut, until `back`. */
    away(): Promise<void>
    back(): Promise<void>
  }
  /** Every call of the Web API, oldest first; of one method when it is named. */
  calls(method?: string): ApiCall[]
  clearCalls(): void
  /** Takes scopes from the bot token, or gives them back. */
  withhold(...scopes: string[]): void
  grant(...scopes: string[]): void
  /** Makes blocks of this type unknown, as charts are in some workspaces. */
  refuseBlocks(type: string): void
  duplicatesByMarker(): Map<string, number>
  markersStanding(): Set<string>
  /** True when the app can be reached: a socket is open, or it listens over HTTP. */
  connected(): boolean
  /** Open sockets that still get what comes. */
  connections(): number
  /** What was sent to the app, oldest first, with how each attempt ended. */
  deliveries(): readonly Delivery[]
  /**
   * Sends a delivery again, by its number or counted from the end (-1 is the newest). `retry` is Slack's own second
   * attempt (a new envelope or signature, its retry number); `replay` is the very same bytes, as a thief would send them.
   * What the app answers changes nothing any more.
   */
  redeliver(number: number, how?: 'retry' | 'replay'): Promise<Acknowledgement>
  /** Makes the attempts that unacknowledged events still have coming, now. */
  retryEvents(): Promise<void>
  /** Resolves when no delivery waits for its acknowledgement. */
  settled(): Promise<void>
  /** Asks sockets to come back, as Slack does every few hours (the oldest `count` only), or drops them without a word. */
  disconnect(how?: 'refresh' | 'drop', count?: number): void
  stop(): Promise<void>
}

/**
 * A Slack workspace on this machine, with Slack's side of the wire: Web API, Socket Mode or signed HTTP, and people who
 * press, type and read. Nothing of the app is known here, and nothing of ours is called but over the wire.
 */
export async function createSlackWorkspace(given: WorkspaceOptions): Promise<SlackWorkspace> {
  const options = { commands: [{ command: '/okr' }], ...given }
  const store = openStore(options.storePath)
  const wallClock = options.wallClock ?? systemClock
  const state: State = createState(options, store, options.clock.now())
  const signingSecret = options.signingSecret ?? 'local-signing-secret'
  const live = createLive()
  const { changed } = live
  const world: World = {
    options,
    clock: options.clock,
    wallClock,
    state,
    store,
    scopes: new Set(options.scopes ?? usualScopes),
    refusedBlocks: new Set(),
    faults: createFaults(),
    calls: createCallLog(),
    deliveries: createDeliveries({
      deliverTo: options.deliverTo ?? { kind: 'socket' },
      url: () => world.url,
      appId: state.app.id,
      wallClock,
      signingSecret,
      ackWithin: options.ackWithin ?? 3000,
      eventRetries: options.eventRetries ?? slackRetries,
      changed,
    }),
    limits: createLimits(options.limits, options.clock),
    triggers: createTriggers(wallClock),
    responseUrls: createResponseUrls(options.clock, store),
    typedInMessages: new Map(),
    url: '',
    botToken: options.botToken ?? 'xoxb-local-workspace',
    appToken: options.appToken ?? 'xapp-local-workspace',
    signingSecret,
    passing: false,
    live,
    changed,
  }
  const server = await startServer(world, options.port ?? 0).catch((error) => {
    store.close()
    throw error
  })
  world.url = `http://127.0.0.1:${server.port()}`

  return {
    ...createReaders(world),
    ...createAdmin(world),
    url: world.url,
    apiUrl: `${world.url}/api/`,
    botToken: world.botToken,
    appToken: world.appToken,
    signingSecret,
    as(who) {
      const person = findPerson(state, who)
      if (!person) throw new Error(`there is nobody called ${who}`)
      return memberActing(world, person)
    },
    people: () => [...state.people.values()],
    channels: () => [...state.channels.values()],
    faults: { ...world.faults, away: server.goAway, back: server.comeBack },
    calls: (method) => world.calls.all(method),
    clearCalls: () => world.calls.clear(),
    withhold(...scopes) {
      for (const scope of scopes) world.scopes.delete(scope)
    },
    grant(...scopes) {
      for (const scope of scopes) world.scopes.add(scope)
    },
    refuseBlocks: (type) => void world.refusedBlocks.add(type),
    duplicatesByMarker: () => duplicatesByMarker(state),
    markersStanding: () => markersStanding(state),
    connected: () => world.deliveries.connected(),
    connections: () => world.deliveries.socket.connections(),
    deliveries: () => world.deliveries.all(),
    redeliver: (number, how = 'retry') => world.deliveries.redeliver(number, how),
    retryEvents: () => world.deliveries.retryNow(),
    settled: () => world.deliveries.settled(),
    disconnect: (how = 'refresh', count) =>
      world.deliveries.socket.disconnect(
        how === 'drop' ? 'drop' : { reason: 'refresh_requested', ...(count && { count }) },
      ),
    async stop() {
      world.deliveries.stop()
      live.stop()
      await server.stop()
      store.close()
    },
  }
}
