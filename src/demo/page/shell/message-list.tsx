import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { localDateAt } from '../../../domain/local-time.ts'
import type { Message, Snapshot } from '../../page-api.ts'
import { FailureBoundary } from '../blocks/failure.tsx'
import { useWorld } from '../blocks/surface.tsx'
import { dayHeading } from '../text/dates.ts'
import { Icon } from '../ui/icons.tsx'
import type { Doings } from './doings.ts'
import { MessageRow } from './message-row.tsx'

interface MessageListProps {
  label: string
  channel: string
  messages: Message[]
  /** How many of the last ones were not read when the conversation was opened. */
  unread: number
  shortcuts: Snapshot['shortcuts']
  doings: Doings
  onThread?: (ts: string) => void
}

const atOnce = 60

/** The messages of a conversation or thread, oldest first, its end in view as long as nobody scrolls up. */
export function MessageList({ label, channel, messages, unread, shortcuts, doings, onThread }: MessageListProps) {
  const { zone, today } = useWorld().viewpoint
  const [shown, setShown] = useState(atOnce)
  const { list, content, below, toEnd } = useStickToEnd(messages.at(-1)?.ts)
  const from = Math.max(0, messages.length - shown)
  const days = byDay(messages.slice(from), zone)
  const firstUnread = useFirstUnread(messages, unread)
  return (
    <div className="message-list-frame">
      <section className="message-list" aria-label={label} ref={list} tabIndex={-1}>
        <div ref={content}>
          {from > 0 && (
            <button type="button" className="button earlier" onClick={() => setShown(shown + atOnce)}>
              Show earlier messages
            </button>
          )}
          {days.map(({ date, messages: ofDay }) => (
            <section key={date} className="day" aria-label={dayHeading(date, today)}>
              <h3>
                <span>{dayHeading(date, today)}</span>
              </h3>
              {ofDay.map((message, index) => {
                const isNew = message.ts === firstUnread
                return (
                  <Fragment key={message.ts}>
                    {isNew && (
                      <p className="new-line">
                        <span>New</span>
                      </p>
                    )}
                    <FailureBoundary what={`The message ${message.ts}`}>
                      <MessageRow
                        message={message}
                        channel={channel}
                        follows={!isNew && follows(message, ofDay[index - 1])}
                        shortcuts={shortcuts}
                        doings={doings}
                        {...(onThread ? { onThread } : {})}
                      />
                    </FailureBoundary>
                  </Fragment>
                )
              })}
            </section>
          ))}
        </div>
      </section>
      {below && (
        <button type="button" className="to-end" onClick={toEnd}>
          <Icon name="chevron" size={15} /> New messages
        </button>
      )}
    </div>
  )
}

/** Days as the viewer's calendar has them, in order. */
function byDay(messages: Message[], zone: string): { date: string; messages: Message[] }[] {
  const dateOf = (message: Message) => localDateAt(new Date(Number(message.ts) * 1000), zone)
  return [...Map.groupBy(messages, dateOf)].map(([date, ofDay]) => ({ date, messages: ofDay }))
}

/** People's messages in a row share a name; an app's message stands for itself. */
function follows(message: Message, before: Message | undefined): boolean {
  const near = before !== undefined && Number(message.ts) - Number(before.ts) < 300
  const plain = (message.blocks as { type?: string }[]).every((block) => block.type === 'rich_text')
  const usual = (one: Message) => !one.ephemeral && !one.deleted && !one.broadcast
  return near && plain && before.user === message.user && usual(before) && usual(message)
}

/** Where "New" stands: decided when the conversation is opened, and kept while one reads. */
function useFirstUnread(messages: Message[], unread: number): string | null {
  const [decided, setDecided] = useState<{ ts: string | null } | null>(null)
  if (decided === null && messages.length > 0)
    setDecided({ ts: unread > 0 ? (messages.at(-unread)?.ts ?? null) : null })
  return decided?.ts ?? null
}

/** Keeps the end in view when messages come or grow, unless somebody has scrolled up to read. */
function useStickToEnd(last: string | undefined) {
  const list = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const stuck = useRef(true)
  const [below, setBelow] = useState(false)
  const toEnd = () => {
    const element = list.current
    if (element) element.scrollTop = element.scrollHeight
    stuck.current = true
    setBelow(false)
  }
  useEffect(() => {
    const element = list.current
    if (!element || !content.current) return
    const scrolled = () => {
      stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60
      if (stuck.current) setBelow(false)
    }
    const observer = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(content.current)
    observer.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [])
  useLayoutEffect(() => {
    if (last === undefined) return
    if (!stuck.current) setBelow(true)
    else if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [last])
  return { list, content, below, toEnd }
}
