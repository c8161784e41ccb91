import type { Json } from '../state/model.ts'

export type DeliveryKind = 'events_api' | 'interactive' | 'slash_commands'

/** How one attempt ended. `payload` is what the app said with its acknowledgement. */
export type Acknowledgement =
  | { ok: true; payload: Json | null }
  | {
      ok: false
      problem: 'not-connected' | 'timeout' | 'connection-closed' | 'refused'
      status?: number
      stop?: boolean
    }

export interface Attempt {
  kind: DeliveryKind
  payload: Json
  envelopeId: string
  /** 0 for the first. */
  retryNum: number
  retryReason: string | null
}

export interface Transport {
  attempt(attempt: Attempt): Promise<Acknowledgement>
  stop(): void
}
