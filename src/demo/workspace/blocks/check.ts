import { SlackError } from '../slack-error.ts'
import type { Block, Json } from '../state/model.ts'
import { checkAcross } from './across.ts'
import { anyBlock } from './blocks.ts'
import { plainText } from './parts.ts'
import {
  type At,
  type BlockProblem,
  boolean,
  isObject,
  list,
  may,
  need,
  object,
  oneOf,
  type Rule,
  report,
  type Surface,
  string,
} from './rules.ts'

const most = { message: 50, modal: 100, home: 100 } as const
/** Slack publishes no number for `msg_blocks_too_long`; many have measured about this many characters of JSON. */
const longestBlocks = 13_200
const largestView = 250_000

/**
 * Throws `invalid_blocks` (with every problem and its JSON pointer) or `msg_blocks_too_long`. Block types in `refused`
 * are unknown to this workspace, as new ones are to some.
 */
export function checkMessageBlocks(blocks: readonly unknown[], refused: ReadonlySet<string>): void {
  const problems = [...problemsIn('blocks', blocks), ...refusedTypes(blocks, refused)]
  if (problems.length > 0) throw refusal('invalid_blocks', problems)
  // Tables have a size of their own, which is larger.
  const counted = blocks.filter((block) => isObject(block) && !['data_table', 'table'].includes(String(block['type'])))
  if (JSON.stringify(counted).length > longestBlocks) throw new SlackError('msg_blocks_too_long')
}

/** Throws `invalid_arguments` (with every problem and its JSON pointer) or `view_too_large`; `refused` as above. */
export function checkView(view: unknown, type: 'modal' | 'home', refused: ReadonlySet<string>): void {
  const blocks = isObject(view) && Array.isArray(view['blocks']) ? view['blocks'] : []
  const problems = [...viewProblems(view, type), ...refusedTypes(blocks, refused, '/view')]
  if (problems.length > 0) throw refusal('invalid_arguments', problems)
  if (JSON.stringify(view).length > largestView) throw new SlackError('view_too_large')
}

/** Everything Slack would refuse in these blocks (of a message), this message or this view. */
export function problemsIn(what: 'blocks' | 'message' | 'view', value: unknown): BlockProblem[] {
  if (what === 'view') return viewProblems(value, isObject(value) && value['type'] === 'home' ? 'home' : 'modal')
  const blocks = what === 'message' && isObject(value) ? (value['blocks'] ?? []) : value
  return collect('message', '/blocks', (at) => blocksRule(blocks, at))
}

function viewProblems(view: unknown, type: 'modal' | 'home'): BlockProblem[] {
  return collect(type, '/view', (at) => (type === 'modal' ? modal : home)(view, at))
}

const common = {
  blocks: need(blocksRule),
  private_metadata: may(string(3000, { min: 0 })),
  callback_id: may(string(255, { min: 0 })),
  external_id: may(string(255, { min: 0 })),
}

const home: Rule = object({ type: need(oneOf('home')), ...common })

const modal: Rule = object(
  {
    type: need(oneOf('modal')),
    title: need(plainText(24)),
    submit: may(plainText(24)),
    close: may(plainText(24)),
    clear_on_close: may(boolean),
    notify_on_close: may(boolean),
    submit_disabled: may(boolean),
    ...common,
  },
  (view, at) => {
    const blocks = Array.isArray(view['blocks']) ? view['blocks'] : []
    const hasInput = blocks.some((block) => isObject(block) && block['type'] === 'input')
    if (hasInput && !view['submit']) report(at, 'missing required field: submit', 'missing_required_field')
  },
)

function blocksRule(value: unknown, at: At): void {
  list(anyBlock, { min: 0, max: most[at.surface] })(value, at)
  if (Array.isArray(value)) checkAcross(value as Block[], at)
}

function refusedTypes(blocks: readonly unknown[], refused: ReadonlySet<string>, where = ''): BlockProblem[] {
  return blocks.flatMap((block, index) => {
    const type = isObject(block) ? String(block['type']) : ''
    if (!refused.has(type)) return []
    return { pointer: `${where}/blocks/${index}/type`, code: 'unsupported_type', message: `unsupported type: ${type}` }
  })
}

function collect(surface: Surface, pointer: string, check: (at: At) => void): BlockProblem[] {
  const problems: BlockProblem[] = []
  check({ pointer, surface, problems })
  return problems
}

function refusal(code: string, problems: readonly BlockProblem[]): SlackError {
  const errors = problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`)
  const extras: Json = { errors, response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) } }
  return new SlackError(code, extras)
}
