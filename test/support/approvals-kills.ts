import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import { transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { listApprovals } from '../../src/storage/approvals/approvals.ts'
import { latestDecision } from '../../src/storage/approvals/decisions.ts'
import { migrateDatabase, openDatabase } from '../../src/storage/open.ts'
import { importAcme } from './acme.ts'
import { bundleApp } from './app-bundle.ts'
import { cardOf, disagreements } from './approvals-agree.ts'
import { usualRule } from './approvals-roles.ts'
import { chantProject, specText } from './chant-project.ts'
import { eventuallyTrue, pause } from './patience.ts'
import { seededRandom } from './seeded-random.ts'
import { createAcme } from './slack-workspace.ts'
import { startVictim } from './victim.ts'

export interface ApprovalKillFigures {
  seed: number
  kills: number
  /** Clicks that were acknowledged, two of three for the same card. */
  acknowledged: number
  /** Decisions as the kills found them: recorded and not in HEAD, in HEAD and not recorded as written, written. */
  found: { recorded: number; committed: number; verified: number }
  decided: number
  /** Acknowledged clicks without a decision. */
  lost: number
  /** Where database, HEAD, history, cards and threads do not agree in the end. */
  disagreements: string[]
  seconds: number
}

const cardsPerLife = 2

/**
 * Has findings approved by clicks (each clicked once or twice) and kills the real app with SIGKILL at a random moment
 * while it writes the decisions to chant. In the end every acknowledged click's finding is decided and committed once.
 */
export async function killWhileTelling({ kills, seed }: { kills: number; seed: number }): Promise<ApprovalKillFigures> {
  const began = Date.now()
  const random = seededRandom(seed)
  const offsetMs = Date.parse('2026-01-14T17:00:00Z') - Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'okr-approval-kills-'))
  const file = join(folder, 'okr.sqlite')
  const chant = join(folder, 'chant')
  writeFileSync(chant, `#!/bin/sh\nexec "${chantStandIn.command}" ${chantStandIn.args.join(' ')} "$@"\n`)
  chmodSync(chant, 0o700)
  const many = kills * cardsPerLife
  const ids = Array.from({ length: many }, (_, at) => `2026-01-13-${String(at).padStart(3, '0')}-kil`)
  const project = chantProject()
  project.write('.chant/config.md', '---\nproject:\n  name: acme\n---\n')
  project.write('.chant/.gitignore', 'logs/\n')
  for (const id of ids) project.write(`.chant/specs/${id}.md`, research(id))
  project.commit('chant: Record research', { at: '2026-01-14T16:50:00Z' })

  const deliverTo = { kind: 'http' as const, url: 'http://127.0.0.1:9/' }
  const workspace = await createAcme({ clock: { now: () => new Date(Date.now() + offsetMs) }, deliverTo })
  const bundle = await bundleApp()
  const database = openDatabase(file)
  const { db, sqlite } = database
  const env = { CHANT_REPO: `acme=${project.path}`, CHANT_BIN: chant, CHANT_POLL_SECONDS: '2', HOME: '/nonexistent' }
  const start = async () => {
    const victim = startVictim({ bundle, workspace, file, offsetMs, overHttp: true, env })
    deliverTo.url = `http://127.0.0.1:${await victim.ready}/slack/events`
    return victim
  }
  const count = (sql: string) => sqlite.prepare(sql).pluck().get() as number
  const head = () => readFileSync(join(project.path, '.git/refs/heads/main'), 'utf8')
  const places = { workspace, db, git: project.git }
  try {
    migrateDatabase(database)
    importAcme(db, new Date('2026-01-14T17:00:00Z'))
    transact(db, (tx) => saveApprovalRules(tx, [{ ...usualRule, approvers: ['sarah@acme.example'], fallback: [] }]))
    const asking = await start()
    await eventuallyTrue('everything was asked', () => {
      return count("select count(*) from deliveries where state = 'sent' and key like 'approval:%'") === many
    })
    await asking.kill()

    const found = { recorded: 0, committed: 0, verified: 0 }
    const acknowledged = new Set<number>()
    const verified = new Set<number>()
    let acknowledgements = 0
    const approvals = listApprovals(db).sort((a, b) => a.id - b.id)
    for (let life = 0; life < kills; life++) {
      const before = head()
      const victim = await start()
      const mine = approvals.slice(life * cardsPerLife, (life + 1) * cardsPerLife)
      const clicks = mine.flatMap(({ id }, at) =>
        // Every other one twice at once.
        Array.from({ length: 1 + (at % 2) }, async () => {
          const card = cardOf(db, workspace, id)
          if (!card) throw new Error(`no card of ${id}`)
          const { ok } = await workspace.as('sarah').press(card, { action_id: 'approval:approve' })
          if (!ok) return
          acknowledged.add(id)
          acknowledgements++
        }),
      )
      await eventuallyTrue('a click was acknowledged', () => mine.some(({ id }) => acknowledged.has(id)))
      if (random() < 0.4) await pause(random() * 900)
      else {
        // Between the commit in git and our own record of it, or a little later.
        await eventuallyTrue('something was committed', () => head() !== before)
        await pause(random() * 80)
      }
      await victim.kill()
      await Promise.all(clicks)
      for (const { id, specId } of approvals) {
        const decision = latestDecision(db, id)
        if (!decision || verified.has(id)) continue
        if (decision.state === 'written') verified.add(id)
        const isInHead = project.git('log', '-1', '--format=%s', '--', `.chant/specs/${specId}.md`).includes('approve')
        found[decision.state === 'written' ? 'verified' : isInHead ? 'committed' : 'recorded']++
      }
    }

    const last = await start()
    const isSettled = () =>
      count('select count(*) from inbox where done_at is null') === 0 &&
      count("select count(*) from approval_decisions where state <> 'written'") === 0 &&
      [...acknowledged].every((id) => latestDecision(db, id)?.state === 'written') &&
      count("select count(*) from deliveries where state <> 'sent'") === 0
    await eventuallyTrue('every decision was written and told', isSettled).catch((error) => {
      const rows = (sql: string) => JSON.stringify(sqlite.prepare(sql).all())
      const held = rows("select id, state, problem from approval_decisions where state <> 'written'")
      const unsent = rows("select key, state from deliveries where state <> 'sent'")
      throw new Error(`${error.message}: ${held} ${unsent}`)
    })
    await eventuallyTrue('everything agrees', () => disagreements(places).length === 0).catch(() => {})
    await last.kill()
    return {
      seed,
      kills,
      acknowledged: acknowledgements,
      found,
      decided: count("select count(*) from approvals where outcome = 'approved'"),
      lost: [...acknowledged].filter((id) => latestDecision(db, id)?.state !== 'written').length,
      disagreements: disagreements(places),
      seconds: Math.round((Date.now() - began) / 1000),
    }
  } finally {
    bundle.remove()
    database.close()
    await workspace.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function research(id: string): string {
  return specText({
    title: `Research ${id}`,
    status: 'completed',
    labels: ['kpi-churn'],
    more: 'completed_at: 2026-01-14T16:45:00Z\n',
    body: `Findings of ${id}.\n\n## Acceptance Criteria\n\n- [x] Done\n`,
  })
}
