import { useEffect, useRef, useState } from 'react'
import type { Acted, Conversation as ConversationData, Snapshot } from '../../page-api.ts'
import { useWorld } from '../blocks/surface.tsx'
import { sendCommand, sendMessage } from '../server/client.ts'
import { useConversation } from '../server/live.ts'
import { encodeTyped } from '../text/encode.ts'
import { Icon } from '../ui/icons.tsx'
import { Composer, type Written } from './composer.tsx'
import type { Doings } from './doings.ts'
import { MessageList } from './message-list.tsx'
import { saidIn } from './message-row.tsx'

interface ConversationProps {
  snapshot: Snapshot
  id: string
  version: number
  doings: Doings
  onThread: (ts: string) => void
}

/** A channel or the app's direct messages, with the place to write. */
export function Conversation({ snapshot, id, version, doings, onThread }: ConversationProps) {
  const row = snapshot.conversations.find((one) => one.id === id)
  // What was unread before this visit marked it as read.
  const [unread] = useState(row?.unread ?? 0)
  const { data, problem } = useConversation(snapshot.me.id, id, undefined, version)
  const send = useSend(snapshot, id, undefined)
  const name = nameOf(row)
  return (
    <>
      {problem && <p className="empty">{problem}</p>}
      {!data && !problem && (
        <p className="empty" role="status">
          Opening {name} …
        </p>
      )}
      {data && (
        <Messages data={data} name={name} unread={unread} snapshot={snapshot} doings={doings} onThread={onThread} />
      )}
      <Composer
        id={id}
        label={`Message ${name}`}
        commands={snapshot.commands}
        shortcuts={snapshot.shortcuts}
        doings={doings}
        send={send}
      />
      <Announcer data={data} />
    </>
  )
}

interface MessagesProps {
  data: ConversationData
  name: string
  unread: number
  snapshot: Snapshot
  doings: Doings
  onThread: (ts: string) => void
}

function Messages({ data, name, unread, snapshot, doings, onThread }: MessagesProps) {
  const { messages } = data
  if (messages.length === 0) return <p className="empty">Nothing was said in {name} yet.</p>
  return (
    <MessageList
      label={`Messages in ${name}`}
      channel={data.id}
      messages={messages}
      unread={unread}
      shortcuts={snapshot.shortcuts}
      doings={doings}
      onThread={onThread}
    />
  )
}

/** A thread beside its conversation. */
export function Thread({
  snapshot,
  id,
  thread,
  version,
  doings,
  onClose,
}: Omit<ConversationProps, 'onThread'> & { thread: string; onClose: () => void }) {
  const { data, problem } = useConversation(snapshot.me.id, id, thread, version)
  const send = useSend(snapshot, id, thread)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    close.current?.focus()
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  const row = snapshot.conversations.find((one) => one.id === id)
  return (
    <aside className="thread" aria-label="Thread">
      <header className="pane-head">
        <h2>
          Thread <span className="quiet">{nameOf(row)}</span>
        </h2>
        <button ref={close} type="button" className="icon-button" aria-label="Close the thread" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {problem && <p className="empty">{problem}</p>}
      {data && (
        <MessageList
          label="Messages in the thread"
          channel={id}
          messages={data.messages}
          unread={0}
          shortcuts={snapshot.shortcuts}
          doings={doings}
        />
      )}
      <Composer
        id={`${id}:${thread}`}
        label="Reply …"
        commands={[]}
        shortcuts={[]}
        doings={doings}
        send={send}
        {...(row?.kind === 'channel' && { alsoTo: nameOf(row) })}
      />
      <Announcer data={data} />
    </aside>
  )
}

export function nameOf(row: Snapshot['conversations'][number] | undefined): string {
  if (!row) return 'conversation'
  return row.kind === 'channel' ? `#${row.name}` : row.name
}

/** A message or, from a `/` on, a command; what Slack's own client refuses is refused here. */
function useSend(
  snapshot: Snapshot,
  channel: string,
  threadTs: string | undefined,
): (written: Written) => Promise<Acted> {
  const { people, channels, app, userGroups } = useWorld()
  const as = snapshot.me.id
  return async ({ text, files, broadcast }) => {
    const command = /^\/\S+/.exec(text)?.[0]
    if (command && threadTs) return { ok: false, problem: 'Commands do not work in threads.' }
    if (command && !snapshot.commands.some((one) => one.command === command))
      return { ok: false, problem: `${command} is not a command here.` }
    if (command && files.length > 0) return { ok: false, problem: 'A command takes no files.' }
    if (command) return sendCommand({ as, channel, text })
    const named = { people: [...people, { id: app.userId, name: app.name, handle: '' }], channels, userGroups }
    return sendMessage({
      as,
      channel,
      text: encodeTyped(text, named),
      ...(threadTs && { threadTs }),
      ...(broadcast && { broadcast }),
      ...(files.length > 0 && { files: files.map(({ name, base64 }) => ({ name, base64 })) }),
    })
  }
}

/** Reads new messages to a screen reader, once each. */
function Announcer({ data }: { data: ConversationData | null }) {
  const { people, app, me } = useWorld()
  const heard = useRef<string | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const last = data?.messages.at(-1)
    if (!last) return
    const before = heard.current
    heard.current = last.ts
    if (before === null || Number(last.ts) <= Number(before) || last.user === me) return
    const name = last.user === app.userId ? app.name : people.find((person) => person.id === last.user)?.name
    setSaid(`${name ?? 'Somebody'}: ${saidIn(last)}`)
  }, [data, people, app, me])
  return (
    <p className="hidden" aria-live="polite">
      {said}
    </p>
  )
}
