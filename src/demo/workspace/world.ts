import type { Clock } from '../../platform/clock.ts'
import type { StateValues } from '../page-api.ts'
import type { CallLog } from './accounting.ts'
import type { Deliveries } from './delivery/deliver.ts'
import type { Live } from './demo-api/live.ts'
import type { Faults } from './faults.ts'
import type { Limits } from './limits.ts'
import type { WorkspaceOptions } from './options.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { State } from './state/model.ts'
import type { Store } from './state/store.ts'
import type { Triggers } from './triggers.ts'

/** Everything the parts of the workspace share. */
export interface World {
  options: WorkspaceOptions
  clock: Clock
  wallClock: Clock
  state: State
  store: Store
  scopes: Set<string>
  /** Block types this workspace does not know (yet). */
  refusedBlocks: Set<string>
  faults: Faults
  calls: CallLog
  deliveries: Deliveries
  limits: Limits
  triggers: Triggers
  responseUrls: ResponseUrls
  /** What people have typed into the inputs of messages, by person, channel and ts. */
  typedInMessages: Map<string, StateValues>
  /** `http://127.0.0.1:4000`, once it listens. */
  url: string
  botToken: string
  appToken: string
  signingSecret: string
  /** True while a step of the demo's clock is playing what is due until then. */
  passing: boolean
  live: Live
  /** Tells the page that something changed. */
  changed(): void
}
