import { memo, type ReactNode, useLayoutEffect, useMemo, useRef } from 'react'
import { localTimeAt } from '../../../domain/local-time.ts'
import type { Message, Snapshot } from '../../page-api.ts'
import { Blocks } from '../blocks/blocks.tsx'
import { SurfaceProvider, useTyped, useWorld } from '../blocks/surface.tsx'
import { Text } from '../blocks/text.tsx'
import { readBlocks } from '../blocks/types.ts'
import { plainOf } from '../text/inline.ts'
import { parseInlines } from '../text/mrkdwn.ts'
import { AppMark, Avatar } from '../ui/avatar.tsx'
import { Icon } from '../ui/icons.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import type { Doings } from './doings.ts'
import { SharedFiles } from './shared-files.tsx'

interface MessageRowProps {
  message: Message
  channel: string
  /** By the same person as the one above, a moment later: the name is not said again. */
  follows: boolean
  shortcuts: Snapshot['shortcuts']
  doings: Doings
  /** Absent inside a thread. */
  onThread?: (ts: string) => void
}

/** One message with everything one can do with it. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  return props.message.deleted ? <DeletedRow {...props} /> : <StandingRow {...props} />
})

/** What is left of a message whose answers still stand. */
function DeletedRow({ message, onThread }: MessageRowProps) {
  return (
    <article className="message" tabIndex={-1} aria-label="Deleted message">
      <div className="message-side gone">
        <Icon name="close" size={16} />
      </div>
      <div className="message-body">
        <p className="quiet">This message was deleted.</p>
        {onThread && message.replies && <Replies message={message} onThread={onThread} />}
      </div>
    </article>
  )
}

function StandingRow({ message, channel, follows, shortcuts, doings, onThread }: MessageRowProps) {
  const { people, app, viewpoint } = useWorld()
  const isApp = message.user === app.userId
  const name = isApp ? app.name : (people.find((person) => person.id === message.user)?.name ?? message.user)
  const at = new Date(Number(message.ts) * 1000)
  const time = localTimeAt(at, viewpoint.zone)
  const row = useFocusKept(message.blocks)
  const className = ['message', follows && 'follows', message.ephemeral && 'ephemeral'].filter(Boolean).join(' ')
  return (
    <article ref={row} className={className} tabIndex={-1} aria-label={`${name}, ${time}`}>
      <div className="message-side">
        {follows ? (
          <time className="message-time">{time}</time>
        ) : isApp ? (
          <AppMark />
        ) : (
          <Avatar id={message.user} name={name} />
        )}
      </div>
      <div className="message-body">
        {message.ephemeral && (
          <p className="only-you">
            <Icon name="eye" size={14} /> Only visible to you
          </p>
        )}
        {!follows && (
          <p className="message-head">
            <b>{name}</b>
            {isApp && <span className="app-badge">App</span>}
            <time className="message-time" dateTime={at.toISOString()}>
              {time}
            </time>
          </p>
        )}
        {message.broadcast && <Broadcast message={message} onThread={onThread} />}
        <MessageContent message={message} channel={channel} doings={doings} />
        {message.files && <SharedFiles files={message.files} />}
        {message.edited && <span className="edited">(edited)</span>}
        {onThread && message.replies && message.replies.count > 0 && <Replies message={message} onThread={onThread} />}
      </div>
      <Tools message={message} channel={channel} shortcuts={shortcuts} doings={doings} onThread={onThread} />
    </article>
  )
}

/** Above an answer that stands in the channel, too: the way to what it answers; in the thread, that it does. */
function Broadcast({ message: { threadTs }, onThread }: Pick<ToolsProps, 'message' | 'onThread'>) {
  if (!onThread) return <p className="also-sent">Also sent to the channel</p>
  return (
    <button type="button" className="to-thread" onClick={() => threadTs && onThread(threadTs)}>
      <Icon name="reply" size={14} /> Replied to a thread
    </button>
  )
}

function MessageContent({ message, channel, doings }: { message: Message; channel: string; doings: Doings }) {
  const blocks = useMemo(() => readBlocks(message.blocks), [message.blocks])
  const id = `${channel}:${message.ts}`
  const typing = useTyped(id, blocks)
  if (blocks.length === 0 && message.text === '') return null
  if (blocks.length === 0)
    return (
      <div className="block">
        <Text of={{ type: 'mrkdwn', text: message.text }} />
      </div>
    )
  const where = { channel, ts: message.ts }
  return (
    <SurfaceProvider
      id={id}
      blocks={blocks}
      typing={typing}
      act={(action, state) => doings.act(where, action, state)}
      suggest={(blockId, actionId, typed) => doings.suggest({ message: id }, blockId, actionId, typed)}
    >
      <Blocks blocks={blocks} />
    </SurfaceProvider>
  )
}

function Replies({ message: { ts, replies }, onThread }: { message: Message; onThread: (ts: string) => void }) {
  const { people, app, viewpoint } = useWorld()
  const { zone } = viewpoint
  const latest = replies && localTimeAt(new Date(Number(replies.latest) * 1000), zone)
  return (
    <button type="button" className="replies" onClick={() => onThread(ts)}>
      <span className="repliers">
        {replies?.users
          .slice(0, 4)
          .map((id) =>
            id === app.userId ? (
              <AppMark key={id} size={22} />
            ) : (
              <Avatar key={id} id={id} name={people.find((one) => one.id === id)?.name ?? id} size={22} />
            ),
          )}
      </span>
      <b>{replies?.count === 1 ? '1 reply' : `${replies?.count} replies`}</b>
      <span className="quiet">last at {latest}</span>
    </button>
  )
}

type ToolsProps = Pick<MessageRowProps, 'message' | 'channel' | 'shortcuts' | 'doings'> & {
  onThread: ((ts: string) => void) | undefined
}

/** What appears at a message's corner when it is pointed at or has the focus. */
function Tools({ message, channel, shortcuts, doings, onThread }: ToolsProps): ReactNode {
  const where = { channel, ts: message.ts }
  const items: MenuItem[] = shortcuts
    .filter((shortcut) => shortcut.type === 'message')
    .map(({ callbackId, name }) => ({
      key: callbackId,
      label: name,
      onPick: () => void doings.shortcut(callbackId, where),
    }))
  if (message.ephemeral || (!onThread && items.length === 0)) return null
  return (
    <div className="message-tools">
      {onThread && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          onClick={() => onThread(message.threadTs ?? message.ts)}
        >
          <Icon name="reply" />
        </button>
      )}
      {items.length > 0 && (
        <Menu label="More actions" button={<Icon name="more" />} buttonClass="icon-button" items={items} />
      )}
    </div>
  )
}

/**
 * When an answer replaces the very button that was pressed, the focus stays at this message instead of falling to the
 * top of the page.
 */
function useFocusKept(blocks: unknown) {
  const row = useRef<HTMLElement>(null)
  const had = useRef(false)
  useLayoutEffect(() => {
    const follow = () => {
      had.current = row.current?.contains(document.activeElement) ?? false
    }
    document.addEventListener('focusin', follow)
    return () => document.removeEventListener('focusin', follow)
  }, [])
  useLayoutEffect(() => {
    if (blocks && had.current && document.activeElement === document.body) row.current?.focus({ preventScroll: true })
  }, [blocks])
  return row
}

/** What a message says, for an announcement. */
export function saidIn(message: Message): string {
  const files = message.files?.map(({ name }) => name).join(', ')
  return [plainOf(parseInlines(message.text)).slice(0, 200), files && `Shared ${files}.`].filter(Boolean).join(' ')
}
