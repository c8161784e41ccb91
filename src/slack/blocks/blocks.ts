import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  Overflow,
  SectionBlock,
  SectionBlockAccessory,
} from '@slack/types'
import { mrkdwn, plain, shorten, shortenMrkdwn } from './text.ts'

/** Slack's limits that our views meet; the numbers are Slack's. */
export const limits = {
  blocks: 50,
  viewBlocks: 100,
  text: 3000,
  message: 12_000,
  button: 75,
  option: 75,
  title: 24,
} as const

export function section(text: string, accessory?: SectionBlockAccessory): SectionBlock {
  return { type: 'section', text: mrkdwn(shortenMrkdwn(text, limits.text)), ...(accessory && { accessory }) }
}

export function context(...lines: string[]): ContextBlock {
  return { type: 'context', elements: lines.slice(0, 10).map((line) => mrkdwn(shortenMrkdwn(line, limits.text))) }
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(shorten(text, 150)) }
}

export const divider: DividerBlock = { type: 'divider' }

export function actions(id: string, ...elements: ActionsBlockElement[]): ActionsBlock {
  return { type: 'actions', block_id: id, elements }
}

export interface ButtonOptions {
  style?: 'primary' | 'danger'
  /** What a screen reader says instead of the short text. */
  label?: string
  confirm?: ConfirmationDialog
}

/** A button carries an id, never content. */
export function button(actionId: string, text: string, value: string, options: ButtonOptions = {}): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(shorten(text, limits.button)),
    value,
    ...(options.style && { style: options.style }),
    ...(options.label && { accessibility_label: shorten(options.label, 75) }),
    ...(options.confirm && { confirm: options.confirm }),
  }
}

/** A button that leads to a page, or to a message in Slack. Slack tells us of a press all the same (see link-button). */
export function linkButton(text: string, url: string, { style, label }: Omit<ButtonOptions, 'confirm'> = {}): Button {
  return {
    type: 'button',
    action_id: 'link',
    text: plain(shorten(text, limits.button)),
    url,
    ...(style && { style }),
    ...(label && { accessibility_label: shorten(label, 75) }),
  }
}

/** A menu of at most five choices, each `[value, text]`. */
export function overflow(actionId: string, choices: readonly (readonly [value: string, text: string])[]): Overflow {
  return {
    type: 'overflow',
    action_id: actionId,
    options: choices.slice(0, 5).map(([value, text]) => ({ value, text: plain(shorten(text, limits.option)) })),
  }
}
