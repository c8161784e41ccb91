import type { ReactNode } from 'react'
import { fillDate } from '../text/dates.ts'
import type { Inline } from '../text/inline.ts'
import { type Paragraph, parseMrkdwn, parsePlain } from '../text/mrkdwn.ts'
import { useWorld } from './surface.tsx'

interface TextObject {
  type: string
  text: string
  emoji?: boolean
}

/** A text object of Block Kit on one line or more; `mrkdwn` is read, `plain_text` is not. */
export function Text({ of }: { of: TextObject }) {
  if (of.type === 'plain_text') return <Inlines of={parsePlain(of.text, of.emoji ?? true)} />
  return parseMrkdwn(of.text).map((paragraph, index) => <ParagraphView key={index} of={paragraph} />)
}

function ParagraphView({ of }: { of: Paragraph }) {
  if (of.kind === 'preformatted') return <pre className="pre">{of.text}</pre>
  if (of.kind === 'quote')
    return (
      <span className="quote">
        <Inlines of={of.inlines} />
      </span>
    )
  return (
    <span className="lines">
      <Inlines of={of.inlines} />
    </span>
  )
}

/** Inline text as elements: nothing a person or an app wrote is ever taken for HTML. */
export function Inlines({ of }: { of: readonly Inline[] }) {
  return of.map((inline, index) => <InlineView key={index} of={inline} />)
}

function InlineView({ of }: { of: Inline }) {
  switch (of.kind) {
    case 'text':
      return of.text
    case 'break':
      return <br />
    case 'bold':
      return (
        <strong>
          <Inlines of={of.children} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Inlines of={of.children} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines of={of.children} />
        </s>
      )
    case 'code':
      return <code className="code">{of.text}</code>
    case 'link':
      return (
        <Link url={of.url}>
          <Inlines of={of.children} />
        </Link>
      )
    case 'user':
      return <UserMention id={of.id} name={of.name} />
    case 'channel':
      return <ChannelMention id={of.id} name={of.name} />
    case 'group':
      return <GroupMention id={of.id} name={of.name} />
    case 'broadcast':
      return <span className="mention mention-me">@{of.range}</span>
    case 'date':
      return <DateText of={of} />
    case 'emoji':
      return (
        <span className="emoji" role="img" aria-label={of.name.replaceAll('_', ' ')}>
          {of.character}
        </span>
      )
  }
}

/** A link that opens beside the page; an address of another kind than web or mail is shown as text only. */
export function Link({ url, children, className = 'link' }: { url: string; children: ReactNode; className?: string }) {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return <span>{children}</span>
  return (
    <a className={className} href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

function UserMention({ id, name }: { id: string; name: string | undefined }) {
  const { me, people, app } = useWorld()
  const known = id === app.userId ? app.name : people.find((person) => person.id === id)?.name
  return <span className={id === me ? 'mention mention-me' : 'mention'}>@{known ?? name ?? id}</span>
}

/** A group by its handle; who is in it reads it as a mention of their own. */
function GroupMention({ id, name }: { id: string; name: string | undefined }) {
  const { me, userGroups } = useWorld()
  const known = userGroups.find((group) => group.id === id)
  const isMine = known?.users.includes(me) === true
  return (
    <span className={isMine ? 'mention mention-me' : 'mention'} title={known?.name}>
      @{known?.handle ?? name ?? id}
    </span>
  )
}

function ChannelMention({ id, name }: { id: string; name: string | undefined }) {
  const { channels, goToChannel } = useWorld()
  const known = channels.find((channel) => channel.id === id)
  if (!known) return <span className="mention">#{name ?? id}</span>
  return (
    <button type="button" className="mention" onClick={() => goToChannel(id)}>
      #{known.name}
    </button>
  )
}

function DateText({ of }: { of: Extract<Inline, { kind: 'date' }> }) {
  const { viewpoint } = useWorld()
  if (!Number.isFinite(of.seconds)) return of.fallback
  const shown = (
    <time dateTime={new Date(of.seconds * 1000).toISOString()} title={of.fallback}>
      {fillDate(of.format, of.seconds, viewpoint)}
    </time>
  )
  return of.url ? <Link url={of.url}>{shown}</Link> : shown
}
