import { id, url } from './parts.ts'
import { boolean, byType, type Field, list, may, need, number, object, oneOf, type Rule, string } from './rules.ts'

const style = object({
  bold: may(boolean),
  italic: may(boolean),
  strike: may(boolean),
  underline: may(boolean),
  code: may(boolean),
  highlight: may(boolean),
  client_highlight: may(boolean),
  unlink: may(boolean),
})

const inline: Record<string, Rule> = {
  text: piece('text', { text: need(string(Number.POSITIVE_INFINITY)) }),
  link: piece('link', { url: need(url), text: may(string(Number.POSITIVE_INFINITY)), unsafe: may(boolean) }),
  user: piece('user', { user_id: need(id) }),
  channel: piece('channel', { channel_id: need(id) }),
  usergroup: piece('usergroup', { usergroup_id: need(id) }),
  team: piece('team', { team_id: need(id) }),
  broadcast: piece('broadcast', { range: need(oneOf('here', 'channel', 'everyone')) }),
  emoji: piece('emoji', {
    name: need(string(255)),
    unicode: may(string(255)),
    url: may(url),
    skin_tone: may(number()),
  }),
  color: piece('color', { value: need(string(9)) }),
  date: piece('date', {
    timestamp: need(number({ whole: true })),
    format: need(string(255)),
    url: may(url),
    fallback: may(string(3000)),
  }),
}

const section = object({
  type: need(oneOf('rich_text_section')),
  elements: need(list(byType(inline), { min: 0 })),
})
const bordered = { border: may(number({ min: 0, max: 1, whole: true })) }

/** A `rich_text` block, also as the value of an input or the cell of a table. */
export const richText: Rule = object({
  type: need(oneOf('rich_text')),
  block_id: may(id),
  elements: need(
    list(
      byType({
        rich_text_section: section,
        rich_text_list: object({
          type: need(oneOf('rich_text_list')),
          elements: need(list(byType({ rich_text_section: section }), { min: 0 })),
          style: need(oneOf('bullet', 'ordered')),
          indent: may(number({ min: 0, max: 8, whole: true })),
          offset: may(number({ min: 0, whole: true })),
          ...bordered,
        }),
        rich_text_quote: object({
          type: need(oneOf('rich_text_quote')),
          elements: need(list(byType(inline), { min: 0 })),
          ...bordered,
        }),
        rich_text_preformatted: object({
          type: need(oneOf('rich_text_preformatted')),
          elements: need(list(byType({ text: inline['text'] as Rule, link: inline['link'] as Rule }), { min: 0 })),
          language: may(string(100)),
          ...bordered,
        }),
      }),
      { min: 0 },
    ),
  ),
})

function piece(type: string, fields: Record<string, Field>): Rule {
  return object({ type: need(oneOf(type)), style: may(style), ...fields })
}
