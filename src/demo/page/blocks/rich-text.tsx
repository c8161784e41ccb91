import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextList, RichTextSection } from '@slack/types'
import type { CSSProperties } from 'react'
import { emojiCalled } from '../text/emoji.ts'
import type { Inline } from '../text/inline.ts'
import { Inlines } from './text.tsx'

export function RichText({ block }: { block: RichTextBlock }) {
  return (
    <div className="rich-text">
      {block.elements.map((element, index) => (
        <Part key={index} of={element} />
      ))}
    </div>
  )
}

function Part({ of }: { of: RichTextBlockElement }) {
  switch (of.type) {
    case 'rich_text_section':
      return (
        <p>
          <Inlines of={readElements(of.elements)} />
        </p>
      )
    case 'rich_text_list':
      return <List list={of} />
    case 'rich_text_quote':
      return (
        <blockquote className="quote">
          <Inlines of={readElements(of.elements)} />
        </blockquote>
      )
    case 'rich_text_preformatted':
      return (
        <pre className="pre">
          <Inlines of={readElements(of.elements)} />
        </pre>
      )
  }
}

/** Slack's nested lists are lists one after the other with an indent each. */
function List({ list }: { list: RichTextList }) {
  const Tag = list.style === 'ordered' ? 'ol' : 'ul'
  const { indent = 0, offset = 0 } = list as RichTextList & { offset?: number }
  const style: CSSProperties = { marginInlineStart: `${indent * 1.4}em` }
  return (
    <Tag className={`list list-${indent % 3}`} style={style} {...(Tag === 'ol' ? { start: offset + 1 } : {})}>
      {list.elements.map((item, index) => (
        <li key={index}>
          {item.type === 'rich_text_section' && <Inlines of={readElements((item as RichTextSection).elements)} />}
        </li>
      ))}
    </Tag>
  )
}

/** Rich text's elements as the inlines everything else is shown with; line breaks inside a text stay breaks. */
export function readElements(elements: readonly RichTextElement[]): Inline[] {
  return elements.flatMap((element) => styled(readElement(element), element.style))
}

function readElement(element: RichTextElement): Inline[] {
  switch (element.type) {
    case 'text':
      return element.text
        .split(/(\n)/)
        .filter(Boolean)
        .map((part): Inline => (part === '\n' ? { kind: 'break' } : { kind: 'text', text: part }))
    case 'link':
      return [{ kind: 'link', url: element.url, children: [{ kind: 'text', text: element.text || element.url }] }]
    case 'user':
      return [{ kind: 'user', id: element.user_id }]
    case 'channel':
      return [{ kind: 'channel', id: element.channel_id }]
    case 'usergroup':
      return [{ kind: 'group', id: element.usergroup_id }]
    case 'broadcast':
      return [{ kind: 'broadcast', range: element.range }]
    case 'date':
      return [dateOf(element)]
    case 'emoji':
      return [emojiOf(element)]
    case 'color':
      return [{ kind: 'code', text: element.value }]
    default:
      return [{ kind: 'text', text: `[${(element as { type: string }).type}]` }]
  }
}

function dateOf(element: Extract<RichTextElement, { type: 'date' }>): Inline {
  const { timestamp: seconds, format, url, fallback = format } = element
  return { kind: 'date', seconds, format, fallback, ...(url ? { url } : {}) }
}

function emojiOf({ name, unicode }: { name: string; unicode?: string }): Inline {
  const points = unicode?.split('-').map((hex) => Number.parseInt(hex, 16))
  if (points?.every(Number.isFinite)) return { kind: 'emoji', name, character: String.fromCodePoint(...points) }
  return emojiCalled(name) ?? { kind: 'text', text: `:${name}:` }
}

function styled(inlines: Inline[], style: RichTextElement['style']): Inline[] {
  let shown = inlines
  if (style?.code)
    shown = shown.map((inline) => (inline.kind === 'text' ? { kind: 'code', text: inline.text } : inline))
  if (style?.strike) shown = [{ kind: 'strike', children: shown }]
  if (style?.italic) shown = [{ kind: 'italic', children: shown }]
  return style?.bold ? [{ kind: 'bold', children: shown }] : shown
}
