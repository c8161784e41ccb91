import type { Json, Message, State } from './state/model.ts'

/** One call of the Web API, as the app made it. */
export interface ApiCall {
  method: string
  args: Json
  /** On the workspace's clock. */
  at: Date
  /** HTTP status of the answer; 0 when the connection was cut instead. */
  status: number
  ok: boolean
  error: string | null
  /** Name of the fault that was let loose on it. */
  fault: string | null
}

export interface CallLog {
  record(call: ApiCall): void
  /** Oldest first; of one method when it is named. */
  all(method?: string): ApiCall[]
  clear(): void
}

export function createCallLog(): CallLog {
  let calls: ApiCall[] = []
  return {
    record: (call) => void calls.push(call),
    all: (method) => calls.filter((call) => !method || call.method === method),
    clear: () => {
      calls = []
    },
  }
}

/**
 * How many messages stand beyond the first of each marker, by the marker (the payload of `okr_delivery` metadata).
 * An empty map is what the app promises.
 */
export function duplicatesByMarker(state: State): Map<string, number> {
  const counts = new Map<string, number>()
  for (const message of standing(state)) {
    const marker = markerOf(message)
    if (marker) counts.set(marker, (counts.get(marker) ?? 0) + 1)
  }
  return new Map([...counts].filter(([, count]) => count > 1).map(([marker, count]) => [marker, count - 1]))
}

/** The markers of all messages that stand. */
export function markersStanding(state: State): Set<string> {
  return new Set(standing(state).flatMap((message) => markerOf(message) ?? []))
}

function standing(state: State): Message[] {
  return [...state.messages.values()].flatMap((channel) => [...channel.values()])
}

function markerOf({ metadata }: Message): string | null {
  const { event_type, event_payload } = (metadata ?? {}) as { event_type?: string; event_payload?: Json }
  return event_type === 'okr_delivery' ? JSON.stringify(event_payload ?? {}) : null
}
