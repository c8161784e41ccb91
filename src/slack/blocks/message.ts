import type { Block, HomeView, KnownBlock, ModalView } from '@slack/types'

/**
 * A message as we send it. `text` is complete by itself: screen readers and phones' notifications read only it.
 */
export interface Message {
  text: string
  blocks: (KnownBlock | Block)[]
}

export type Modal = ModalView
export type Home = HomeView
