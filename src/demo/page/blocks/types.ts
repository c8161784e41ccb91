import type {
  ActionsBlockElement,
  Block,
  ImageElement,
  InputBlockElement,
  KnownBlock,
  SectionBlockAccessory,
} from '@slack/types'

/** Block Kit's chart, which @slack/types does not know yet. */
export interface ChartBlock extends Block {
  type: 'data_visualization'
  title: string
  chart: SeriesChart | PieChart
}

export interface SeriesChart {
  type: 'line' | 'area' | 'bar'
  series: { name: string; data: { label: string; value: number }[] }[]
  axis_config: { categories: string[]; x_label?: string; y_label?: string }
}

export interface PieChart {
  type: 'pie'
  segments: { label: string; value: number }[]
}

export type ShownBlock = KnownBlock | ChartBlock

/** Anything a person can operate. */
export type Control = ActionsBlockElement | InputBlockElement | Exclude<SectionBlockAccessory, ImageElement>

export interface Option {
  text: { type: string; text: string }
  value?: string
  description?: { type: string; text: string }
  url?: string
}

export interface OptionGroup {
  label: string | null
  options: Option[]
}

/**
 * Blocks as they arrived, typed. Slack gives every block and element an id; where a sender left it out, the place in
 * the list serves. What is no block at all becomes one of an unknown type, which is shown as such.
 */
export function readBlocks(raw: readonly unknown[]): ShownBlock[] {
  return raw.map((value, index) => {
    const block = (isRecord(value) ? value : { type: 'unknown' }) as unknown as ShownBlock
    return withActionIds(block.block_id ? block : { ...block, block_id: `block-${index}` })
  })
}

function withActionIds(block: ShownBlock): ShownBlock {
  if (block.type !== 'actions' || !Array.isArray(block.elements)) return block
  const elements = block.elements.map((element, index) =>
    element.action_id ? element : { ...element, action_id: `action-${index}` },
  )
  return { ...block, elements }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
