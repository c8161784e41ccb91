import type { Json } from '../state/model.ts'
import {
  type At,
  boolean,
  byType,
  type Field,
  inside,
  list,
  may,
  need,
  object,
  oneOf,
  type Rule,
  report,
  string,
} from './rules.ts'

/** What elements and blocks are made of: texts, options, confirmation dialogs, images. */

export const id = string(255)
export const url = string(3000, { like: /^[a-z][a-z0-9+.-]*:/i })

export function plainText(max = 3000): Rule {
  return byType({
    plain_text: object({ type: need(oneOf('plain_text')), text: need(string(max)), emoji: may(boolean) }),
  })
}

export function mrkdwn(max = 3000): Rule {
  return byType({ mrkdwn: object({ type: need(oneOf('mrkdwn')), text: need(string(max)), verbatim: may(boolean) }) })
}

/** Plain text or mrkdwn. */
export function anyText(max = 3000): Rule {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) })
}

export const confirm = object({
  title: need(plainText(100)),
  text: need(anyText(300)),
  confirm: need(plainText(30)),
  deny: need(plainText(30)),
  style: may(oneOf('primary', 'danger')),
})

/** An option of a menu; radio buttons and checkboxes may have mrkdwn, an overflow's may have a link. */
export function option({ text = plainText(75), link = false }: { text?: Rule; link?: boolean } = {}): Rule {
  return object({
    text: need(text),
    value: need(string(150)),
    description: may(text),
    ...(link && { url: may(url) }),
  })
}

const optionGroup = object({ label: need(plainText(75)), options: need(list(option(), { max: 100 })) })

/** `options` or `option_groups`, and that what is chosen at first is among them. */
export const optionFields: Record<string, Field> = {
  options: may(list(option(), { max: 100 })),
  option_groups: may(list(optionGroup, { max: 100 })),
}

export function checkOptions(value: Json, at: At): void {
  const { options, option_groups } = value as { options?: unknown[]; option_groups?: { options?: unknown[] }[] }
  const grouped = Array.isArray(option_groups) ? option_groups.flatMap((group) => group?.options ?? []) : []
  if (!options === !option_groups) report(at, 'must define either `options` or `option_groups`')
  else checkInitial(value, at, options ?? grouped)
}

/** Slack compares whole options, so one with another description is not the same. */
export function checkInitial(value: Json, at: At, options: unknown[]): void {
  const known = new Set(options.map(canonical))
  const single = value['initial_option']
  const several = value['initial_options']
  if (single && !known.has(canonical(single)))
    report(inside(at, 'initial_option'), 'must be one of the provided options')
  if (Array.isArray(several) && several.some((one) => !known.has(canonical(one)))) {
    report(inside(at, 'initial_options'), 'must be some of the provided options')
  }
}

const slackFile = object({ id: may(id), url: may(url) }, (value, at) => {
  if (!value['id'] === !value['url']) report(at, 'must define either `id` or `url`')
})

export const imageFields: Record<string, Field> = {
  image_url: may(string(3000, { like: /^https?:/ })),
  slack_file: may(slackFile),
  alt_text: need(string(2000)),
}

export function checkImageSource(value: Json, at: At): void {
  if (!value['image_url'] === !value['slack_file']) report(at, 'must define either `image_url` or `slack_file`')
}

export const imageElement = object({ type: need(oneOf('image')), ...imageFields }, checkImageSource)

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  // `emoji` is Slack's to fill in.
  const entries = Object.entries(value).filter(([name]) => name !== 'emoji')
  return JSON.stringify(entries.sort(([a], [b]) => a.localeCompare(b)).map(([name, one]) => [name, canonical(one)]))
}
