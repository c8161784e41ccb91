import type { AcmeRepository } from '../demo/acme/chant-repository.ts'
import { dailyValues, madeUp } from '../demo/acme/daily-values.ts'
import { saidInThread, sharedFile } from '../demo/acme/said-in-slack.ts'
import type { SlackWorkspace } from '../demo/workspace/create-workspace.ts'
import { buttonsOf } from '../demo/workspace/readers.ts'
import type { Timetable } from '../durable/worker.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { readingsOf } from '../storage/kpis.ts'
import { recordReadings } from '../usecases/readings/record-readings.ts'

export interface DemoWorld {
  db: Db
  repository: AcmeRepository
  workspace: SlackWorkspace
  /** The machine's clock: however fast the story goes, the repository is looked at for what a person did there. */
  machine: Clock
  lookAtChant: () => Promise<void>
}

const pollMs = 30_000

/**
 * What goes on at Acme by itself while the demo's clock moves: work in its repository, figures that come in, and what
 * Mike shares with the others.
 */
export function demoWorld({ db, repository, workspace, machine, lookAtChant }: DemoWorld): Timetable[] {
  let lookedAt = machine.now().getTime()
  return [
    {
      name: 'Acme works',
      dueAt: (now) => repository.nextAt(now),
      async run(now) {
        if (await repository.playTo(now)) await lookAtChant()
      },
    },
    sharing(workspace),
    answering(workspace),
    {
      name: 'Acme’s figures come in',
      dueAt: () => openValues(db)[0]?.at ?? null,
      run(now) {
        const due = openValues(db).filter(({ at }) => at <= now)
        const said = due.map(({ kpi, date, value, source }) => ({ kpi, at: date, value, source, note: null }))
        recordReadings(db, said, { by: null }, now)
      },
    },
    {
      name: 'look at Acme’s repository',
      isBackground: true,
      dueAt: (now) => (machine.now().getTime() - lookedAt >= pollMs ? now : null),
      run() {
        lookedAt = machine.now().getTime()
        return lookAtChant()
      },
    },
  ]
}

function sharing(workspace: SlackWorkspace): Timetable {
  const { at, by, channel, text, name, content } = sharedFile
  let isDone = workspace.messages(channel).some((message) => message.text === text)
  return {
    name: 'Mike shares figures',
    dueAt: () => (isDone ? null : at),
    async run() {
      isDone = true
      await workspace.as(by).share(channel, { name, content }, text)
    },
  }
}

/** Under the card of the first findings, unless they are decided on by then. */
function answering(workspace: SlackWorkspace): Timetable {
  const { at, by, channel, text } = saidInThread
  const card = () => workspace.messages(channel).findLast((message) => buttonsOf(message).some(isApprove))
  let isDone = workspace.messages(channel).some((message) => message.text === text)
  return {
    name: 'Mike answers in the thread',
    dueAt: () => (isDone ? null : at),
    async run() {
      isDone = true
      const { ts } = card() ?? {}
      if (ts !== undefined) await workspace.as(by).message(channel, text, ts)
    },
  }
}

function isApprove({ text }: { text: string }): boolean {
  return text.startsWith('Approve')
}

/** Those that have not come yet, earliest first. */
function openValues(db: Db): typeof dailyValues {
  const [first] = dailyValues
  const known = readingsOf(db, 'activation', first?.date ?? null).filter(({ source }) => source === madeUp)
  const dates = new Set(known.map(({ at }) => at))
  return dailyValues.filter(({ date }) => !dates.has(date))
}
