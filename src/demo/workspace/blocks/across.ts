import type { Block, Json } from '../state/model.ts'
import { type At, inside, isObject, report } from './rules.ts'
import { charactersIn } from './tables.ts'

/** What holds between the blocks of one surface: ids that must differ, and what may stand there only so often. */
export function checkAcross(blocks: readonly Block[], at: At): void {
  checkBlockIds(blocks, at)
  blocks.forEach((block, index) => {
    checkActionIds(block, inside(at, index))
  })
  if (at.surface !== 'modal') checkAmounts(blocks, at)
  if (at.surface !== 'message' && count(blocks, 'focus_on_load', true) > 1) {
    report(at, 'only one element may have `focus_on_load`')
  }
}

function checkBlockIds(blocks: readonly Block[], at: At): void {
  const seen = new Set<string>()
  for (const { block, here } of withChildren(blocks, at)) {
    const id = block['block_id']
    if (typeof id !== 'string') continue
    if (seen.has(id)) report(inside(here, 'block_id'), `\`block_id\` "${id}" already exists`)
    seen.add(id)
  }
}

function checkActionIds(block: Block, at: At): void {
  const seen = new Set<string>()
  visit(block, at, (node, here) => {
    const id = node['action_id']
    if (typeof id !== 'string') return
    if (seen.has(id)) report(inside(here, 'action_id'), `\`action_id\` "${id}" already exists in this block`)
    seen.add(id)
  })
}

function checkAmounts(blocks: readonly Block[], at: At): void {
  const of = (type: string): Block[] => blocks.filter((block) => isObject(block) && block.type === type)
  if (of('data_visualization').length > 2) report(at, 'no more than 2 data_visualization blocks allowed')
  if (at.surface === 'message' && of('table').length > 1) report(at, 'only one table allowed')
  if (charactersIn(of('data_table').map((block) => block['rows'])) > 20_000) {
    report(at, 'all data_table blocks together must be less than 20001 characters')
  }
  const markdown = of('markdown').reduce((sum, block) => sum + String(block['text']).length, 0)
  if (markdown > 12_000) report(at, 'all markdown blocks together must be less than 12001 characters')
}

function withChildren(blocks: readonly Block[], at: At): { block: Json; here: At }[] {
  return blocks.flatMap((block, index) => {
    const here = inside(at, index)
    if (!isObject(block)) return []
    const children = Array.isArray(block['child_blocks']) ? (block['child_blocks'] as Block[]) : []
    return [{ block, here }, ...withChildren(children, inside(here, 'child_blocks'))]
  })
}

function visit(node: unknown, at: At, look: (node: Json, here: At) => void): void {
  if (Array.isArray(node)) {
    node.forEach((item, index) => {
      visit(item, inside(at, index), look)
    })
  } else if (isObject(node)) {
    look(node, at)
    for (const [name, value] of Object.entries(node)) if (name !== 'child_blocks') visit(value, inside(at, name), look)
  }
}

function count(node: unknown, name: string, value: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + count(item, name, value), 0)
  if (!isObject(node)) return 0
  return Object.entries(node).reduce(
    (sum, [key, one]) => sum + (key === name && one === value ? 1 : count(one, name, value)),
    0,
  )
}
