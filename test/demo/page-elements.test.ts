import type { InputBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { labelEvery, scaleFor, shareOf } from '../../src/demo/page/blocks/chart-scale.ts'
import { type Control, readBlocks } from '../../src/demo/page/blocks/types.ts'
import { matching, readGroups } from '../../src/demo/page/elements/options.ts'
import {
  actionOf,
  collectState,
  initialState,
  keepTyped,
  problemIn,
  stateWith,
} from '../../src/demo/page/elements/state.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string, value = text.toLowerCase()) => ({ text: plain(text), value })

describe('actions, exactly as Slack sends them', () => {
  it('a button sends its text and value', () => {
    const button = { type: 'button', text: plain('On track'), value: 'ci:1', style: 'primary', action_id: 'a' } as const
    expect(actionOf('b', button, {})).toEqual({
      type: 'button',
      block_id: 'b',
      action_id: 'a',
      text: plain('On track'),
      value: 'ci:1',
      style: 'primary',
    })
  })

  it('a menu sends the chosen option, a date picker the date and where it started', () => {
    const overflow = { type: 'overflow', action_id: 'more', options: [option('Skip')] } as const
    expect(actionOf('b', overflow as unknown as Control, { selected_option: option('Skip') })).toEqual({
      type: 'overflow',
      block_id: 'b',
      action_id: 'more',
      selected_option: option('Skip'),
    })
    const picker = {
      type: 'datepicker',
      action_id: 'due',
      initial_date: '2026-01-12',
      placeholder: plain('When'),
    } as const
    expect(actionOf('b', picker, { selected_date: '2026-01-19' })).toEqual({
      type: 'datepicker',
      block_id: 'b',
      action_id: 'due',
      selected_date: '2026-01-19',
      initial_date: '2026-01-12',
      placeholder: plain('When'),
    })
  })
})

describe('the state of a view', () => {
  const blocks = readBlocks([
    { type: 'input', block_id: 'risk', label: plain('Risk'), element: { type: 'plain_text_input', action_id: 'text' } },
    {
      type: 'input',
      block_id: 'kind',
      label: plain('Kind'),
      element: {
        type: 'static_select',
        action_id: 'pick',
        options: [option('Clarity')],
        initial_option: option('Clarity'),
      },
    },
    {
      type: 'actions',
      block_id: 'go',
      elements: [
        { type: 'button', action_id: 'x', text: plain('Go') },
        { type: 'datepicker', action_id: 'due' },
      ],
    },
    {
      type: 'section',
      block_id: 'who',
      text: plain('Who'),
      accessory: { type: 'multi_users_select', action_id: 'u', initial_users: ['U1'] },
    },
  ])

  it('holds every element that keeps a value, typed or from the start, and no button', () => {
    expect(collectState(blocks, { risk: { text: { type: 'plain_text_input', value: 'vendor' } } })).toEqual({
      risk: { text: { type: 'plain_text_input', value: 'vendor' } },
      kind: { pick: { type: 'static_select', selected_option: option('Clarity') } },
      go: { due: { type: 'datepicker', selected_date: null } },
      who: { u: { type: 'multi_users_select', selected_users: ['U1'] } },
    })
  })

  it('keeps what was typed when the view is replaced by one with the same ids, and only that', () => {
    const typed = {
      risk: { text: { type: 'plain_text_input', value: 'vendor' } },
      gone: { text: { type: 'plain_text_input', value: 'lost' } },
      go: { due: { type: 'timepicker', selected_time: '09:00' } },
    }
    expect(keepTyped(blocks, typed)).toEqual({ risk: typed.risk })
  })

  it('sends nothing as null, or as an empty list where several may be chosen', () => {
    expect(initialState({ type: 'checkboxes', options: [] })).toEqual({ type: 'checkboxes', selected_options: [] })
    expect(initialState({ type: 'users_select' })).toEqual({ type: 'users_select', selected_user: null })
    expect(initialState({ type: 'overflow', options: [] } as unknown as Control)).toBeNull()
  })
})

describe('what the client says before a form is sent', () => {
  const input = (element: object, optional = false) =>
    ({ type: 'input', label: plain('L'), optional, element }) as unknown as InputBlock
  const said = (element: object, value: unknown, optional = false) =>
    problemIn(input(element, optional), stateWith(element as Control, value))

  it('asks for what is missing, unless it is optional', () => {
    expect(said({ type: 'plain_text_input' }, null)).toBe('Please fill this in.')
    expect(said({ type: 'checkboxes', options: [] }, [])).toBe('Please fill this in.')
    expect(said({ type: 'plain_text_input' }, '', true)).toBeNull()
  })

  it('knows numbers, their limits, lengths and addresses', () => {
    const number = { type: 'number_input', is_decimal_allowed: true, min_value: '0', max_value: '100' }
    expect(said(number, '6.2')).toBeNull()
    expect(said(number, 'six')).toBe('Please enter a number, such as 6.2.')
    expect(said(number, '101')).toBe('Please enter 100 or less.')
    expect(said({ ...number, is_decimal_allowed: false }, '6.2')).toBe('Please enter a whole number.')
    expect(said({ type: 'plain_text_input', max_length: 3 }, 'four')).toBe(
      'Please write at most 3 characters; these are 4.',
    )
    expect(said({ type: 'email_text_input' }, 'sarah')).toBe('Please enter an e-mail address.')
    expect(said({ type: 'url_text_input' }, 'javascript:x')).toBe('Please enter an address that starts with https://.')
  })
})

describe('finding an option by typing', () => {
  const groups = readGroups({ options: [option('Los Angeles'), option('Ana Gurung'), option('Angela Éclair')] })
  const texts = (typed: string) => matching(groups, typed).flatMap((group) => group.options.map((one) => one.text.text))

  it('puts what starts with the typed text first, and needs every word', () => {
    expect(texts('an')).toEqual(['Ana Gurung', 'Angela Éclair', 'Los Angeles'])
    expect(texts('ana gu')).toEqual(['Ana Gurung'])
    expect(texts('eclair')).toEqual(['Angela Éclair'])
    expect(texts('nobody')).toEqual([])
  })
})

describe('the axis of a chart', () => {
  it('encloses the values in round numbers', () => {
    expect(scaleFor([7.9, 6.4, 5], false).ticks).toEqual([4, 5, 6, 7, 8])
    expect(scaleFor([7.9, 6.4, 5], true).ticks).toEqual([0, 2, 4, 6, 8])
    expect(scaleFor([-3, 12], true).ticks[0]).toBe(-5)
    expect(shareOf(scaleFor([0, 10], true), 5)).toBe(0.5)
  })

  it('exists for one value, equal values and none', () => {
    for (const values of [[], [0], [5], [5, 5, 5], [-2]]) {
      const { low, high, ticks } = scaleFor(values, true)
      expect(high).toBeGreaterThan(low)
      expect(ticks.length).toBeLessThan(12)
    }
  })

  it('leaves labels out rather than over each other', () => {
    expect(labelEvery(4, 6, 600)).toBe(1)
    expect(labelEvery(20, 20, 600)).toBe(5)
  })
})

describe('blocks at the door', () => {
  it('get an id where they have none, and what is no block is kept to be shown as such', () => {
    expect(
      readBlocks([{ type: 'divider' }, null, { type: 'actions', block_id: 'a', elements: [{ type: 'button' }] }]),
    ).toEqual([
      { type: 'divider', block_id: 'block-0' },
      { type: 'unknown', block_id: 'block-1' },
      { type: 'actions', block_id: 'a', elements: [{ type: 'button', action_id: 'action-0' }] },
    ])
  })
})
