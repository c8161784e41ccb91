import { type Activity, hasLabel } from '../domain/activity.ts'
import type { PersonId } from '../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../domain/local-time.ts'
import { nearest } from '../domain/nearest.ts'
import { zoneOf } from '../domain/people.ts'
import type { SpecId } from '../domain/specs.ts'
import { parseInstant } from '../domain/time-spans.ts'
import type { Db } from '../platform/db.ts'
import { listRepositories } from '../storage/chant.ts'
import { findSpecIds, listLabels } from '../storage/chant-search.ts'
import { getPerson } from '../storage/people.ts'
import { type Refused, refused } from './check-ins/outcomes.ts'
import { listActivity, type RepositoryActivity } from './list-activity.ts'
import { whyNotSee } from './why-not-see.ts'

/** What happened in chant, for whoever asks. */
export interface ShownActivity {
  /** What they asked for, to ask again. */
  typed: string
  about: { kind: 'all' } | { kind: 'label'; label: string } | { kind: 'spec'; id: SpecId; title: string | null }
  /** Null: from the beginning. */
  since: Date | null
  today: LocalDate
  zone: Zone
  /** Newest first. */
  events: RepositoryActivity[]
  /** More than one project is read, so each line says which. */
  isSeveral: boolean
  /** What could not be read, a sentence each. */
  missing: string[]
}

const usualMs = 7 * 86_400_000

/**
 * `kpi-churn 2w`, `002-abc`, `1d`: a label or a spec (its members too, if it is a driver), and from when on. Without a
 * time the last seven days; of a spec everything.
 */
export function showActivity(
  db: Db,
  { typed, by }: { typed: string; by: PersonId },
  now: Date,
  defaultZone: Zone,
): { kind: 'activity'; shown: ShownActivity } | Refused {
  const why = whyNotSee(db, by)
  if (why !== null) return refused(why)
  const zone = zoneOf(getPerson(db, by), defaultZone)
  const repositories = listRepositories(db)
  if (repositories.length === 0) {
    return refused('No chant project is connected yet. Whoever runs me sets CHANT_REPO to its folder.')
  }
  const words = typed.trim().split(/\s+/).filter(Boolean)
  const instants = words.map((word) => parseInstant(word, now))
  const what = words.filter((word, index) => instants[index] === null && !/^since$/i.test(word)).join(' ')
  const about = aboutWhat(db, what)
  if ('why' in about) return about
  const usual = about.kind === 'spec' ? null : new Date(now.getTime() - usualMs)
  const since = instants.findLast((instant) => instant !== null) ?? usual
  const events = listActivity(db, { happened: { since, until: null } }).filter((one) => concerns(one, about))
  const title = events.findLast(({ id }) => about.kind === 'spec' && id === about.id)?.title ?? null
  const shown: ShownActivity = {
    typed: words.join(' '),
    about: about.kind === 'spec' ? { ...about, title } : about,
    since,
    today: localDateAt(now, zone),
    zone,
    events: events.toReversed(),
    isSeveral: repositories.length > 1,
    missing: repositories.flatMap(({ problem }) => (problem === null ? [] : [problem])),
  }
  return { kind: 'activity', shown }
}

type About = { kind: 'all' } | { kind: 'label'; label: string } | { kind: 'spec'; id: SpecId; title: null }

function aboutWhat(db: Db, what: string): About | Refused {
  if (what === '') return { kind: 'all' }
  const labels = listLabels(db)
  const label = labels.find((one) => one.toLowerCase() === what.toLowerCase())
  if (label !== undefined) return { kind: 'label', label }
  const [id, another, ...more] = findSpecIds(db, what, 6)
  if (id === undefined) return refused(unknown(what, labels))
  if (id === what || another === undefined) return { kind: 'spec', id, title: null }
  return refused(
    `Several specs end with ${what}: ${[id, another, ...more].join(', ')}. Write more of the one you mean.`,
  )
}

function concerns(activity: Activity, about: About): boolean {
  if (about.kind === 'label') return hasLabel(activity, about.label)
  return about.kind === 'all' || activity.id === about.id || activity.driver === about.id
}

function unknown(what: string, labels: readonly string[]): string {
  const meant = nearest(what, labels)
  const known = labels.slice(0, 8).join(', ')
  const help = meant !== null ? ` Did you mean ${meant}?` : known === '' ? '' : ` Labels there are: ${known}.`
  return `No label and no spec is called “${what.slice(0, 60)}”.${help}`
}
