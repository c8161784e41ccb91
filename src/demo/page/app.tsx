import { useEffect, useMemo, useRef, useState } from 'react'
import { localDateAt, localTimeAt } from '../../domain/local-time.ts'
import type { ClockStep, Snapshot } from '../page-api.ts'
import { type World, WorldContext } from './blocks/surface.tsx'
import { type Place, placeHash } from './place.ts'
import { moveClock } from './server/client.ts'
import { useChanges, useSnapshot } from './server/live.ts'
import { ClockBar, useTicking } from './shell/clock-bar.tsx'
import { Conversation, nameOf, Thread } from './shell/conversation.tsx'
import { type Doings, useDoings } from './shell/doings.ts'
import { Home } from './shell/home.tsx'
import { Modal } from './shell/modal.tsx'
import { Sidebar } from './shell/sidebar.tsx'
import { longDate } from './text/dates.ts'
import { Icon } from './ui/icons.tsx'
import { ToastRegion, useToasts } from './ui/toasts.tsx'
import { usePlace } from './use-place.ts'

/** The whole page: the demo's clock, and below it the messenger as the chosen person sees it. */
export function App() {
  const [place, go] = usePlace()
  const { version, connected } = useChanges()
  const { data: snapshot, problem } = useSnapshot(place.as, version)
  const { moving, said, step } = useClock(snapshot)
  const passing = moving || snapshot?.passing === true
  const now = useTicking(snapshot?.now, passing)
  const [drawer, setDrawer] = useDrawer()
  return (
    <div className={drawer ? 'page drawer-open' : 'page'}>
      <SkipLinks />
      <ClockBar now={now} me={snapshot?.me ?? null} passing={passing} onStep={step} onMenu={() => setDrawer(!drawer)} />
      <p className="hidden" role="status">
        {said}
      </p>
      {!connected && (
        <p className="banner" role="status">
          The local workspace does not answer. Waiting for it …
        </p>
      )}
      {snapshot && now ? (
        <Messenger snapshot={snapshot} now={now} place={place} go={go} version={version} onDrawer={setDrawer} />
      ) : (
        <main className="empty">{problem ?? 'Opening the workspace …'}</main>
      )}
      {(snapshot?.modals.length ?? 0) === 0 && <ToastRegion />}
    </div>
  )
}

/** The sidebar of a small screen: it takes the focus when it slides in, Esc sends it back, a choice leads to the messages. */
function useDrawer() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!open) return
    const opener = document.activeElement
    focusOn('.me')
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      setOpen(false)
      if (opener instanceof HTMLElement) opener.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [open])
  const set = (next: boolean) => {
    if (open && !next) focusOn('#main')
    setOpen(next)
  }
  return [open, set] as const
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}

/** First in the tab order: past the sidebar to the messages, or straight to writing. */
function SkipLinks() {
  const to = (selector: string) => () => focusOn(selector)
  return (
    <div className="skip">
      <button type="button" onClick={to('#main')}>
        Skip to messages
      </button>
      <button type="button" onClick={to('.composer textarea')}>
        Skip to writing
      </button>
    </div>
  )
}

interface MessengerProps {
  snapshot: Snapshot
  now: Date
  place: Place
  go: (place: Place) => void
  version: number
  onDrawer: (open: boolean) => void
}

function Messenger({ snapshot, now, place, go, version, onDrawer }: MessengerProps) {
  const { me } = snapshot
  const at = placeIn(snapshot, place.at)
  const { tell } = useToasts()
  const doings = useDoings(me.id, tell)
  const goTo = (next: Partial<Place>) => go({ as: me.id, at, thread: null, ...next })
  const world = useWorldOf(snapshot, now, (id) => goTo({ at: id }))
  const closeDrawer = () => onDrawer(false)
  useTitle(snapshot, at)
  return (
    <WorldContext value={world}>
      <div className="messenger">
        <Sidebar
          snapshot={snapshot}
          now={now}
          at={at}
          hrefOf={(to) => placeHash({ as: me.id, at: to, thread: null })}
          onPerson={(id) => goTo({ as: id, at: at === 'home' || isChannel(snapshot, at) ? at : null })}
          onGo={closeDrawer}
        />
        <button type="button" className="drawer-shade" aria-label="Close the list" onClick={closeDrawer} />
        <main id="main" tabIndex={-1} className="main">
          <PaneHead snapshot={snapshot} at={at} hrefOf={(to) => placeHash({ as: me.id, at: to, thread: null })} />
          {at === 'home' ? (
            <Home key={me.id} as={me.id} version={version} appName={snapshot.app.name} doings={doings} />
          ) : (
            <Conversation
              key={`${me.id}/${at}`}
              snapshot={snapshot}
              id={at}
              version={version}
              doings={doings}
              onThread={(thread) => goTo({ thread })}
            />
          )}
        </main>
        {place.thread && at !== 'home' && (
          <Thread
            key={`${me.id}/${place.thread}`}
            snapshot={snapshot}
            id={at}
            thread={place.thread}
            version={version}
            doings={doings}
            onClose={() => goTo({ thread: null })}
          />
        )}
      </div>
      <Modals snapshot={snapshot} doings={doings} />
      <UnreadAnnouncer snapshot={snapshot} at={at} />
    </WorldContext>
  )
}

/** Tells a screen reader that something came in elsewhere: the badge alone would be silent. */
function UnreadAnnouncer({ snapshot, at }: { snapshot: Snapshot; at: string }) {
  const before = useRef<Map<string, number> | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const known = before.current
    before.current = new Map(snapshot.conversations.map((one) => [one.id, one.unread]))
    const grown = snapshot.conversations.filter(
      (one) => one.id !== at && known && one.unread > (known.get(one.id) ?? 0),
    )
    if (grown.length > 0) setSaid(`New in ${grown.map(nameOf).join(', ')}.`)
  }, [snapshot.conversations, at])
  return (
    <p className="hidden" aria-live="polite">
      {said}
    </p>
  )
}

/** Modals lie on each other as Slack's views do; the topmost is the one in reach. */
function Modals({ snapshot, doings }: { snapshot: Snapshot; doings: Doings }) {
  return snapshot.modals.map((view) => <Modal key={view.id} as={snapshot.me.id} view={view} doings={doings} />)
}

function PaneHead({ snapshot, at, hrefOf }: { snapshot: Snapshot; at: string; hrefOf: (at: string) => string }) {
  const row = snapshot.conversations.find((one) => one.id === at)
  const directMessages = snapshot.conversations.find((one) => one.kind === 'app-dm')
  if (row?.kind === 'channel')
    return (
      <header className="pane-head">
        <h1>
          <Icon name="hash" size={19} />
          {row.name}
        </h1>
        {row.topic && <p className="topic">{row.topic}</p>}
      </header>
    )
  const tab = (to: string, label: string) => (
    <a key={to} href={hrefOf(to)} aria-current={at === to ? 'page' : undefined}>
      {label}
    </a>
  )
  return (
    <header className="pane-head">
      <h1>{snapshot.app.name}</h1>
      <nav className="tabs" aria-label={snapshot.app.name}>
        {tab('home', 'Home')}
        {directMessages && tab(directMessages.id, 'Messages')}
      </nav>
    </header>
  )
}

/** The conversation asked for, else the app's direct messages: ids of those differ from person to person. */
function placeIn(snapshot: Snapshot, at: string | null): string {
  if (at === 'home' || snapshot.conversations.some((one) => one.id === at)) return at as string
  return (snapshot.conversations.find((one) => one.kind === 'app-dm') ?? snapshot.conversations[0])?.id ?? 'home'
}

function isChannel(snapshot: Snapshot, at: string): boolean {
  return snapshot.conversations.some((one) => one.id === at && one.kind === 'channel')
}

function useWorldOf(snapshot: Snapshot, now: Date, goToChannel: (id: string) => void): World {
  const { me, people, conversations, app, userGroups } = snapshot
  const today = localDateAt(now, me.zone)
  const go = useRef(goToChannel)
  go.current = goToChannel
  return useMemo(
    () => ({
      me: me.id,
      people,
      app,
      userGroups,
      channels: conversations.filter((one) => one.kind === 'channel').map(({ id, name }) => ({ id, name })),
      viewpoint: { zone: me.zone, today },
      goToChannel: (id: string) => go.current(id),
    }),
    [me, people, conversations, app, userGroups, today],
  )
}

function useTitle(snapshot: Snapshot, at: string): void {
  const unread = snapshot.conversations.reduce((sum, one) => sum + (one.id === at ? 0 : one.unread), 0)
  const name = at === 'home' ? 'Home' : nameOf(snapshot.conversations.find((one) => one.id === at))
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${name} – ${snapshot.team}`
  }, [unread, name, snapshot.team])
}

/** The clock's buttons: one step at a time, its end said aloud. */
function useClock(snapshot: Snapshot | null) {
  const [moving, setMoving] = useState(false)
  const [said, setSaid] = useState('')
  const { tell } = useToasts()
  const step = async (to: ClockStep) => {
    setMoving(true)
    setSaid('Time is passing.')
    try {
      const { now } = await moveClock(to)
      const zone = snapshot?.me.zone ?? 'UTC'
      setSaid(`It is now ${longDate(new Date(now), zone)}, ${localTimeAt(new Date(now), zone)}.`)
    } catch (error) {
      setSaid('')
      tell(error instanceof Error ? error.message : String(error))
    }
    setMoving(false)
  }
  return { moving, said, step: (to: ClockStep) => void step(to) }
}
