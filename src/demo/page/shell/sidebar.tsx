import { localTimeAt } from '../../../domain/local-time.ts'
import type { ConversationRow, Person, Snapshot } from '../../page-api.ts'
import { cityOf } from '../text/dates.ts'
import { AppMark, Avatar } from '../ui/avatar.tsx'
import { Icon } from '../ui/icons.tsx'
import { Menu } from '../ui/menu.tsx'

interface SidebarProps {
  snapshot: Snapshot
  now: Date
  /** The conversation that is open, or `home`. */
  at: string
  hrefOf: (at: string) => string
  onPerson: (id: string) => void
  onGo: () => void
}

/** Workspace, who one is, channels, the app. */
export function Sidebar({ snapshot, now, at, hrefOf, onPerson, onGo }: SidebarProps) {
  const { conversations, app } = snapshot
  const row = (one: ConversationRow) => (
    <Row key={one.id} row={one} current={at === one.id} href={hrefOf(one.id)} onGo={onGo} />
  )
  return (
    <nav className="sidebar" aria-label="Channels and people">
      <p className="team">{snapshot.team}</p>
      <People snapshot={snapshot} now={now} onPerson={onPerson} />
      <h2>Channels</h2>
      <ul>{conversations.filter((one) => one.kind === 'channel').map(row)}</ul>
      <h2>App</h2>
      <ul>
        {conversations.filter((one) => one.kind === 'app-dm').map(row)}
        <li>
          <a className="row" href={hrefOf('home')} aria-current={at === 'home' ? 'page' : undefined} onClick={onGo}>
            <Icon name="home" />
            <span className="row-name">Home</span>
          </a>
        </li>
      </ul>
      {!app.connected && (
        <p className="app-away" role="status">
          <Icon name="warning" size={16} /> {app.name} is not connected.
        </p>
      )}
    </nav>
  )
}

function Row({ row, current, href, onGo }: { row: ConversationRow; current: boolean; href: string; onGo: () => void }) {
  const unread = row.unread > 0 && !current
  return (
    <li>
      <a
        className={unread ? 'row unread' : 'row'}
        href={href}
        aria-current={current ? 'page' : undefined}
        onClick={onGo}
      >
        {row.kind === 'channel' ? <Icon name="hash" /> : <AppMark size={20} />}
        <span className="row-name">{row.name}</span>
        {unread && <Badges row={row} />}
      </a>
    </li>
  )
}

/** How much is new; in a channel, apart from that, how much of it calls for oneself. */
function Badges({ row: { kind, unread, mentions } }: { row: ConversationRow }) {
  return (
    <>
      <span className={kind === 'app-dm' ? 'badge mine' : 'badge'}>
        {unread}
        <span className="hidden"> unread</span>
      </span>
      {kind === 'channel' && mentions > 0 && (
        <span className="badge mine">
          <span aria-hidden="true">@{mentions}</span>
          <span className="hidden">, {mentions === 1 ? '1 mentions you' : `${mentions} mention you`}</span>
        </span>
      )}
    </>
  )
}

function People({
  snapshot: { me, people },
  now,
  onPerson,
}: {
  snapshot: Snapshot
  now: Date
  onPerson: (id: string) => void
}) {
  const items = people
    .filter((person) => !person.deactivated)
    .map((person) => ({
      key: person.id,
      current: person.id === me.id,
      onPick: () => onPerson(person.id),
      label: <PersonLine person={person} now={now} />,
    }))
  return (
    <Menu
      buttonClass="me"
      align="start"
      wide
      className="people"
      items={items}
      button={
        <>
          <PersonLine person={me} now={now} prefix="You are " />
          <Icon name="chevron" size={16} />
        </>
      }
    />
  )
}

function PersonLine({ person, now, prefix = '' }: { person: Person; now: Date; prefix?: string }) {
  return (
    <span className="person">
      <Avatar id={person.id} name={person.name} size={34} />
      <span className="person-text">
        <span className="person-name">
          {prefix && <span className="person-prefix">{prefix}</span>}
          <b>{person.name}</b>
        </span>
        <small>{person.title}</small>
        <small>
          {cityOf(person.zone)}, {localTimeAt(now, person.zone)} there
        </small>
      </span>
    </span>
  )
}
