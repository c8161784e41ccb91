import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { discussionOf } from '../../src/chant/discussion.ts'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import type { DecisionOrder, DecisionWritten } from '../../src/domain/chant-writing.ts'
import { decidedAt, environmentWith, orderFor, researchProject, writerFor } from './chant-decisions.ts'
import { runGit, temporaryFolder } from './chant-project.ts'
import { seededRandom } from './seeded-random.ts'

export interface ChantKillFigures {
  kills: number
  /** The file was written and not committed when the kill came. */
  between: number
  /** Decisions that are in HEAD once, as ordered. */
  decided: number
  lost: number
  twice: number
  /** Working copies that were not as committed in the end. */
  untidy: number
  /** A killed git left its lock in a checkout, and a person had to remove it. */
  locksLeft: number
}

/** Several at once, each on projects of its own. */
export async function killSideBySide(seeds: readonly number[], kills: number): Promise<ChantKillFigures> {
  const all = await Promise.all(seeds.map((seed) => killWhileDeciding({ kills, seed })))
  return all.reduce((sum, one) => {
    const names = Object.keys(sum) as (keyof ChantKillFigures)[]
    return Object.fromEntries(names.map((name) => [name, sum[name] + one[name]])) as unknown as ChantKillFigures
  })
}

type Who = 'chant' | 'app' | 'both'

interface Plan {
  /** At which of git's calls: chant's own ones, or any of the app's by its number. */
  at: 'add' | 'commit' | 'shortlog' | number
  when: 'before' | 'after'
  who: Who
  /** After so many milliseconds, while the others go on; 0: at once. */
  afterMs: number
}

const victim = resolve(import.meta.dirname, 'chant-victim.ts')

/**
 * Decides `kills` times and kills chant with its children, the app, or both on the way; then the same order is given
 * again until it is answered. In a checkout, and in a clone that is pushed, by turns.
 */
export async function killWhileDeciding({ kills, seed }: { kills: number; seed: number }): Promise<ChantKillFigures> {
  const random = seededRandom(seed)
  const ids = Array.from({ length: kills }, (_, at) => `2026-01-13-${String(at).padStart(3, '0')}-xyz`)
  const figures = { kills: 0, between: 0, decided: 0, lost: 0, twice: 0, untidy: 0, locksLeft: 0 }
  const shim = gitShim()
  const checkout = researchProject({ ids }).path
  const bare = join(temporaryFolder(), 'acme.git')
  runGit(checkout, ['clone', '-q', '--bare', '.', bare])
  const clones = temporaryFolder()
  const template = await orderFor(checkout, { specId: ids[0] ?? '' })
  for (const [at, specId] of ids.entries()) {
    const where = at % 4 === 3 ? bare : checkout
    const verdict = random() < 0.5 ? 'approved' : 'rejected'
    const reason = verdict === 'rejected' ? 'Not yet:\n\n## No' : null
    const order: DecisionOrder = { ...template, specId, verdict, reason }
    const plan = planned(random)
    shim.plan(plan)
    const wasKilled = plan.who === 'chant' ? await inProcess() : await inVictim()
    if (wasKilled) figures.kills++
    if (shim.wasBetween()) figures.between++
    shim.rest()
    const answer = await untilAnswered(where, order)
    count(where, order, answer)

    async function inProcess(): Promise<boolean> {
      await writerFor(where, { clones, path: shim.folder }).decide(order)
      return shim.hasKilled()
    }
    async function inVictim(): Promise<boolean> {
      const told = { where, clones, environment: environmentWith(shim.folder), order, at: decidedAt }
      const child = spawn(process.execPath, [victim, JSON.stringify(told)], { stdio: ['ignore', 'ignore', 'inherit'] })
      shim.app(child.pid ?? 0)
      await once(child, 'exit')
      return shim.hasKilled()
    }
  }
  return figures

  async function untilAnswered(where: string, order: DecisionOrder): Promise<DecisionWritten> {
    for (let turn = 0; ; turn++) {
      const answer = await writerFor(where, { clones }).decide(order)
      if (answer.kind !== 'later' || turn === 3) return answer
      // What the sentence asks a person to do.
      if (!answer.problem.includes('.git/index.lock')) continue
      rmSync(join(checkout, '.git/index.lock'))
      figures.locksLeft++
    }
  }

  function count(where: string, order: DecisionOrder, answer: DecisionWritten): void {
    const path = `.chant/specs/${order.specId}.md`
    const { spec, body } = parseSpecFile(order.specId, runGit(where, ['show', `main:${path}`]), false)
    const entries = discussionOf(body).filter(({ verdict }) => verdict === order.verdict)
    const commits = runGit(where, ['log', '--format=%s', 'main', '--', path]).split('\n').length - 1
    const isDecided = answer.kind === 'written' && spec.approval?.status === order.verdict
    if (isDecided && entries.length === 1 && commits === 1) figures.decided++
    else if (entries.length > 1 || commits > 1) figures.twice++
    else figures.lost++
    if (where === checkout && runGit(checkout, ['status', '--porcelain']) !== '') figures.untidy++
  }
}

function planned(random: () => number): Plan {
  const who = (['chant', 'chant', 'chant', 'chant', 'app', 'both'] as const)[Math.floor(random() * 6)] ?? 'chant'
  const when = random() < 0.5 ? 'before' : 'after'
  const kind = random()
  if (kind < 0.55) return { at: 'add', when, who, afterMs: 0 }
  if (kind < 0.9) return { at: 'commit', when: random() < 0.95 ? 'before' : 'after', who, afterMs: 0 }
  if (kind < 0.96 || who === 'chant') return { at: 'shortlog', when, who, afterMs: Math.ceil(random() * 60) }
  return { at: 1 + Math.floor(random() * 25), when, who, afterMs: 0 }
}

/** Another `git` before the real one on the PATH: it counts, kills as planned, and otherwise hands over. */
function gitShim() {
  const folder = temporaryFolder()
  const file = (name: string) => join(folder, name)
  const kill = `
kill_now() {
  [ -n "$(PATH=\${PATH#*:} git status --porcelain --untracked-files=no 2>/dev/null)" ] && touch "$here/between"
  touch "$here/killed"
  app=$(cat "$here/app" 2>/dev/null || echo 0)
  case "$who" in app|both) while [ "$app" = 0 ]; do app=$(cat "$here/app" 2>/dev/null || echo 0); done; kill -9 "$app" ;; esac
  case "$who" in chant|both) kill -9 0 ;; esac
}`
  writeFileSync(
    file('git'),
    `#!/bin/sh
here=${folder}
if [ -e "$here/plan" ] && ! [ -e "$here/killed" ]; then
  read -r at when who after <"$here/plan"
  echo x >>"$here/count"
  hit=no
  if [ -n "$OKR_CADENCE_CALL" ]; then case "$at $1" in "add add"|"commit commit"|"shortlog shortlog") hit=yes ;; esac; fi
  case "$at" in [0-9]*) [ "$(wc -l <"$here/count")" -ge "$at" ] && [ -z "$OKR_CADENCE_CALL" ] && hit=yes ;; esac
  if [ $hit = yes ]; then
    ${kill.trim()}
    [ "$at" != add ] && [ "$at" != commit ] && [ "$who" = both ] && [ -z "$OKR_CADENCE_CALL" ] && who=app
    if [ "$after" != 0 ]; then
      (sleep "$after"; kill_now) >/dev/null 2>&1 </dev/null &
    elif [ "$when" = before ]; then kill_now; else PATH=\${PATH#*:} git "$@"; code=$?; kill_now; exit $code; fi
  fi
fi
exec env PATH="\${PATH#*:}" git "$@"
`,
  )
  chmodSync(file('git'), 0o755)
  const forget = () => {
    for (const name of ['plan', 'count', 'killed', 'between', 'app']) rmSync(file(name), { force: true })
  }
  return {
    folder,
    plan({ at, when, who, afterMs }: Plan) {
      forget()
      writeFileSync(file('plan'), `${at} ${when} ${who} ${afterMs / 1000}\n`)
    },
    app: (pid: number) => writeFileSync(file('app'), String(pid)),
    hasKilled: () => existsSync(file('killed')),
    rest: () => rmSync(file('plan'), { force: true }),
    wasBetween: () => existsSync(file('between')),
  }
}
