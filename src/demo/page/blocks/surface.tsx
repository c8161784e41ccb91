import { createContext, type ReactNode, use, useMemo } from 'react'
import type { Person, StateValues, UserGroup } from '../../page-api.ts'
import { actionOf, collectState, type ElementState, initialState, keepTyped, stateWith } from '../elements/state.ts'
import type { Viewpoint } from '../text/dates.ts'
import { useKept } from '../ui/kept.tsx'
import type { Control, OptionGroup, ShownBlock } from './types.ts'

/** What every block needs to know of the world: names to show and the viewer's clock. */
export interface World {
  me: string
  people: readonly Person[]
  channels: readonly { id: string; name: string }[]
  userGroups: readonly UserGroup[]
  app: { userId: string; name: string }
  viewpoint: Viewpoint
  goToChannel: (id: string) => void
}

const nowhere = { zone: 'UTC', today: '1970-01-01' }
export const WorldContext = createContext<World>({
  me: '',
  people: [],
  channels: [],
  userGroups: [],
  app: { userId: '', name: 'App' },
  viewpoint: nowhere,
  goToChannel: () => {},
})

export function useWorld(): World {
  return use(WorldContext)
}

export type Action = Record<string, unknown> & { block_id: string; action_id: string; type: string }

/** What the surface (a message, a modal, Home) does with what people do in its blocks. */
export interface SurfaceActions {
  /** Resolves when the app has answered (or has not: the surface tells the person). */
  act: (action: Action, state: StateValues) => Promise<void>
  suggest: (blockId: string, actionId: string, typed: string) => Promise<OptionGroup[]>
}

interface Surface {
  /** Unique on the page: prefix of ids of elements. */
  id: string
  errors: Record<string, string>
  stateOf: (blockId: string, element: Control) => ElementState | null
  put: (blockId: string, element: Control, value: unknown) => void
  act: (blockId: string, element: Control, change: Record<string, unknown>) => Promise<void>
  suggest: SurfaceActions['suggest']
}

const SurfaceContext = createContext<Surface>({
  id: 'none',
  errors: {},
  stateOf: (_blockId, element) => initialState(element),
  put: () => {},
  act: async () => {},
  suggest: async () => [],
})

export function useSurface(): Surface {
  return use(SurfaceContext)
}

const nothingTyped: StateValues = {}

/** What was typed into the blocks of the surface called `id`, and the state Slack would send for them. */
export function useTyped(id: string, blocks: readonly ShownBlock[]) {
  const [kept, setTyped] = useKept<StateValues>(`typed:${id}`, nothingTyped)
  const typed = useMemo(() => keepTyped(blocks, kept), [blocks, kept])
  const put = (blockId: string, element: Control, value: unknown): StateValues => {
    const state = stateWith(element, value)
    if (!state) return typed
    const next = { ...typed, [blockId]: { ...typed[blockId], [element.action_id ?? '']: state } }
    setTyped(next)
    return next
  }
  return { typed, put, forget: () => setTyped(nothingTyped) }
}

interface SurfaceProps extends SurfaceActions {
  id: string
  blocks: readonly ShownBlock[]
  typing: ReturnType<typeof useTyped>
  errors?: Record<string, string>
  children: ReactNode
}

const noErrors = {}

/** Gives the blocks inside their state and their way to the app. */
export function SurfaceProvider({ id, blocks, typing, errors = noErrors, act, suggest, children }: SurfaceProps) {
  const { typed, put } = typing
  const surface: Surface = {
    id,
    errors,
    suggest,
    stateOf: (blockId, element) =>
      (typed[blockId]?.[element.action_id ?? ''] as ElementState | undefined) ?? initialState(element),
    put,
    act: (blockId, element, change) => {
      const value = Object.values(change)[0]
      const next = stateWith(element, value) ? put(blockId, element, value) : typed
      return act(actionOf(blockId, element, change), collectState(blocks, next))
    },
  }
  return <SurfaceContext value={surface}>{children}</SurfaceContext>
}
