import { useMemo } from 'react'
import type { Acted, ActionRequest } from '../../page-api.ts'
import type { Action } from '../blocks/surface.tsx'
import type { OptionGroup } from '../blocks/types.ts'
import { askSuggestions, sendAction, sendShortcut } from '../server/client.ts'

/** What a person can do with blocks and messages; what goes wrong is told in one sentence. */
export interface Doings {
  act: (where: ActionRequest['where'], action: Action, state: ActionRequest['state']) => Promise<void>
  suggest: (
    where: { message: string } | { view: string },
    blockId: string,
    actionId: string,
    typed: string,
  ) => Promise<OptionGroup[]>
  shortcut: (callbackId: string, message?: { channel: string; ts: string }) => Promise<void>
}

export function useDoings(as: string, tell: (problem: string) => void): Doings {
  return useMemo(
    () => ({
      act: async (where, action, state) => tellProblem(await sendAction({ as, where, action, state }), tell),
      suggest: (where, blockId, actionId, typed) =>
        askSuggestions({ as, block_id: blockId, action_id: actionId, value: typed, ...where }),
      shortcut: async (callbackId, message) =>
        tellProblem(await sendShortcut({ as, callbackId, ...(message ? { message } : {}) }), tell),
    }),
    [as, tell],
  )
}

export function tellProblem({ ok, problem }: Acted, tell: (problem: string) => void): void {
  if (!ok) tell(problem ?? 'The app did not answer.')
}
