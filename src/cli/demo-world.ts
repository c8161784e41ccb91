import type { AcmeRepository } from '../demo/acme/chant-repository.ts'
import { dailyValues, madeUp } from '../demo/acme/daily-values.ts'
import type { Timetable } from '../durable/worker.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { readingsOf } from '../storage/kpis.ts'
import { recordReadings } from '../usecases/readings/record-readings.ts'

export interface DemoWorld {
  db: Db
  repository: AcmeRepository
  /** The machine's clock: however fast the story goes, the repository is looked at for what a person did there. */
  machine: Clock
  lookAtChant: () => Promise<void>
}

const pollMs = 30_000

/** What goes on at Acme by itself while the demo's clock moves: work in its repository, and figures that come in. */
export function demoWorld({ db, repository, machine, lookAtChant }: DemoWorld): Timetable[] {
  let lookedAt = machine.now().getTime()
  return [
    {
      name: 'Acme works',
      dueAt: () => repository.nextAt(),
      async run(now) {
        await repository.playTo(now)
        await lookAtChant()
      },
    },
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

/** Those that have not come yet, earliest first. */
function openValues(db: Db): typeof dailyValues {
  const [first] = dailyValues
  const known = readingsOf(db, 'activation', first?.date ?? null).filter(({ source }) => source === madeUp)
  const dates = new Set(known.map(({ at }) => at))
  return dailyValues.filter(({ date }) => !dates.has(date))
}
