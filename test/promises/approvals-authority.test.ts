import { afterAll, describe, expect, it } from 'vitest'
import type { PersonId } from '../../src/domain/ids.ts'
import type { Db } from '../../src/platform/db.ts'
import {
  approve,
  askBeforeDeciding,
  reject,
  rejectChanged,
  retryDecision,
  stillFine,
  takeBackDecision,
  withdrawDecision,
} from '../../src/usecases/approvals/decide-approval.ts'
import { knowDecider } from '../../src/usecases/approvals/deciders/know-deciders.ts'
import { type DecisionFormKind, showDecisionForm } from '../../src/usecases/approvals/show-decision-form.ts'
import { createDriver } from '../../src/usecases/chant-files/create-driver.ts'
import { whyNotSee } from '../../src/usecases/why-not-see.ts'
import {
  directoryOf,
  everybody,
  meetEverybody,
  playRole,
  type Role,
  roles,
  slackPerson,
  type Who,
} from '../support/approvals-roles.ts'
import { inEveryState, type Stated, states } from '../support/approvals-states.ts'

/**
 * What has an effect, by how the approval stands and by who acts:
 * `d` whoever may decide now; `o` whoever made the decision and is still named; `b` who made it and may decide now (a
 * rejection taken back is an approval); `h` whoever may decide, and whoever made it while they are a member; `m` every member; `.` nobody.
 */
const matrix = `
                     approve reject needs-work withdraw reject-now still-fine retry take-back driver read
open                 d       d      d          .        .          .          .     .         .      m
older card           .       .      .          .        .          .          .     .         .      m
deciding             .       .      .          .        .          .          .     .         .      m
held up              .       .      .          .        .          .          d     h         .      m
stuck                .       .      .          .        .          .          d     h         .      m
approved             .       .      .          o        .          .          .     .         m      m
changed              .       .      .          o        d          d          .     .         m      m
changed, older card  .       .      .          o        .          .          .     .         m      m
work begun           .       .      .          .        .          .          .     .         .      m
rejected             .       .      .          b        .          .          .     .         .      m
next round           .       .      .          .        .          .          .     .         .      m
withdrawn            .       .      .          b        .          .          .     .         .      m
reinstated           .       .      .          o        .          .          .     .         m      m
time is up           .       .      .          .        .          .          .     .         .      m
expired              .       .      .          .        .          .          .     .         .      m
gone                 .       .      .          .        .          .          .     .         .      m
`
const [heading = '', ...rows] = matrix.trim().split('\n')
const actions = heading.trim().split(/\s+/) as Action[]
const table = rows.map((row) => {
  const [, state = '', cells = ''] = /^(.*?)\s{2,}(.*)$/.exec(row) ?? []
  return { state, cells: cells.trim().split(/\s+/) }
})

const figures = { cells: 0, effects: 0, refused: 0 }
afterAll(() => void process.stdout.write(`S2: ${JSON.stringify({ roles: roles.length, ...figures })}\n`))

describe('S2: what somebody does to an approval has an effect only if they may, as things are at the click', () => {
  it('in every state, for everybody', async () => {
    const wrong: string[] = []
    const cellsOf = new Map(table.map(({ state, cells }) => [state, cells]))
    expect([...cellsOf.keys()].sort()).toEqual([...states].sort())
    await inEveryState(async (state, stated) => {
      const slackIds = new Map(everybody.map((who) => [who, slackIdOf(stated.acme, who)]))
      const ids = meetEverybody(stated.acme.database.db, slackIds, stated.acme.clock.now())
      for (const role of roles) {
        const found = await whatComes(stated, role, { slackIds, ids })
        for (const [at, action] of actions.entries()) {
          const expected = mayThey(cellsOf.get(state)?.[at] ?? '', action, role)
          const came = found[action]
          const isRight = expected
            ? came.hasEffect && came.form !== false
            : !came.hasEffect && came.changes === 0 && !came.form && /[.!?]$/.test(came.why ?? '')
          if (!isRight) wrong.push(`${state}, ${role.name} × ${action}: ${expected} expected, ${JSON.stringify(came)}`)
          figures.cells++
          figures[came.hasEffect ? 'effects' : 'refused']++
        }
      }
    })
    expect(wrong).toEqual([])
  }, 120_000)
})

function mayThey(symbol: string, action: Action, { may, madeIt, mayRead }: Role): boolean {
  const mayWithdraw = madeIt === 'and may withdraw it'
  return {
    '.': false,
    d: may === 'decides',
    o: mayWithdraw,
    b: mayWithdraw && may === 'decides',
    h: may === 'decides' || (madeIt !== undefined && may !== 'outsider'),
    m: may !== 'outsider' || (action === 'read' && mayRead === true),
  }[symbol] as boolean
}

interface Cell {
  hasEffect: boolean
  /** Rows that were written. */
  changes: number
  why: string | null
  /** Whether the form opens, of what has one. */
  form: boolean | null
}

type Everybody = { slackIds: ReadonlyMap<Who, string>; ids: ReadonlyMap<Who, PersonId> }

/** Somebody does each thing, as the listeners have it: Slack is asked who they are, then one use case. Nothing of it stays. */
async function whatComes(
  { acme, act }: Stated,
  role: Role,
  { slackIds, ids }: Everybody,
): Promise<Record<Action, Cell>> {
  const { db, sqlite } = acme.database
  const now = acme.clock.now()
  const id = (who: Who) => ids.get(who) as PersonId
  const by = id(role.who)
  sqlite.exec('savepoint role')
  try {
    playRole(role, { db, now, id, slackIds })
    await knowDecider(db, directoryOf(role, slackIds), { by, approvalId: act.approvalId }, now)
    const cells = actions.map((action): [Action, Cell] => {
      sqlite.exec('savepoint cell')
      const kind = forms[action]
      const form = kind ? showDecisionForm(db, kind, { ...act, by }, now, 'UTC').kind === 'form' : null
      const before = changesIn(sqlite)
      const outcome = acts[action](db, { ...act, by }, now)
      const changes = changesIn(sqlite) - before
      sqlite.exec('rollback to cell; release cell')
      const why = outcome.why ?? null
      return [action, { hasEffect: why === null && !outcome.errors, changes, why, form }]
    })
    return Object.fromEntries(cells) as Record<Action, Cell>
  } finally {
    sqlite.exec('rollback to role; release role')
  }
}

function slackIdOf(acme: Stated['acme'], who: Who): string {
  return acme.workspace.people().find(({ handle }) => handle === who)?.id ?? slackPerson(who).slackId
}

function changesIn(sqlite: Stated['acme']['database']['sqlite']): number {
  return sqlite.prepare('select total_changes()').pluck().get() as number
}

type Act = Stated['act'] & { by: PersonId }
type Outcome = { kind: string; why?: string; errors?: object }
const reason = 'The integration figure needs beta data.'

const acts = {
  approve: (db: Db, act: Act, now: Date): Outcome => approve(db, act, now, 'UTC'),
  reject: (db: Db, act: Act, now: Date): Outcome => reject(db, { ...act, reason }, now, 'UTC'),
  'needs-work': (db: Db, act: Act, now: Date): Outcome =>
    askBeforeDeciding(db, { ...act, question: reason }, now, 'UTC'),
  withdraw: (db: Db, act: Act, now: Date): Outcome => withdrawDecision(db, { ...act, reason }, now, 'UTC'),
  'reject-now': (db: Db, act: Act, now: Date): Outcome => rejectChanged(db, { ...act, reason }, now, 'UTC'),
  'still-fine': (db: Db, act: Act, now: Date): Outcome => stillFine(db, { ...act, note: null }, now, 'UTC'),
  retry: (db: Db, act: Act, now: Date): Outcome => retryDecision(db, act, now, 'UTC'),
  'take-back': (db: Db, act: Act, now: Date): Outcome => takeBackDecision(db, act, now, 'UTC'),
  driver: (db: Db, { approvalId, by }: Act, now: Date): Outcome => {
    const typed = {
      title: 'Reduce churn',
      purpose: '',
      labels: '',
      criteria: '',
      members: [{ title: 'Wizard', text: '' }],
    }
    const projects = { names: ['acme'], newSpecSuffix: () => 'abc' } as unknown as Parameters<
      typeof createDriver
    >[0]['projects']
    return createDriver(
      { db, clock: { now: () => now }, defaultZone: 'UTC', projects },
      { approvalId, by, typed, inboxKey: 'none' },
    )
  },
  read: (db: Db, { by }: Act): Outcome => {
    const why = whyNotSee(db, by)
    return why === null ? { kind: 'shown' } : { kind: 'refused', why }
  },
}
type Action = keyof typeof acts

const forms: Partial<Record<Action, DecisionFormKind>> = {
  reject: 'approval-reject',
  'needs-work': 'approval-needs-work',
  withdraw: 'approval-withdraw',
  'reject-now': 'approval-reject-now',
  'still-fine': 'approval-still-fine',
}
