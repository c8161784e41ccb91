import { confidenceWords } from '../domain/check-ins.ts'
import { divergenceInWords } from '../domain/divergence.ts'
import { localDateAt } from '../domain/local-time.ts'
import { formatValue } from '../domain/numbers.ts'
import { rollUp, rollUpInWords } from '../domain/roll-up.ts'
import { type KeyResultStatus, readStatusScope, type Status, showStatus } from '../usecases/show-status.ts'
import { command, type Io, UsageProblem } from './command.ts'
import { readingDatabase } from './database.ts'
import { readConfig } from './settings.ts'
import { columns, oneLine } from './table.ts'

export default command({
  usage: '[O1 | O1-KR1 | TEAM | at-risk] [--json]',
  help: `
Shows how the OKRs of the present cycle stand, from the database alone: all of them, one objective, one key result, a
team's, or those at risk (confidence 0 or 1, nobody answered, or the readings say something else).

  --json   prints one JSON document`,
  options: { json: { type: 'boolean' } },
  words: { least: 0, most: 20 },
  async run({ words, values }, io) {
    const { databasePath, defaultZone } = readConfig(io)
    const { scope, status } = await readingDatabase(io, databasePath, ({ db }) => {
      const scope = readStatusScope(db, words.join(' '))
      if (scope.kind === 'unknown') throw new UsageProblem(scope.sentence)
      return { scope, status: showStatus(db, scope, io.clock.now(), defaultZone) }
    })
    if (values.json) io.out(JSON.stringify(toJson(status), null, 2))
    else print(status, localDateAt(status.asOf, defaultZone), scope.kind === 'at-risk', io)
  },
})

/** The shape is a promise: scripts read it. */
function toJson({ asOf, cycle, objectives }: Status) {
  return {
    asOf: asOf.toISOString(),
    cycle: cycle?.name ?? null,
    objectives: objectives.map(({ objective, team, keyResults }) => ({
      id: objective.id,
      title: objective.title,
      team,
      keyResults: keyResults.map((one) => ({
        id: one.keyResult.id,
        title: one.keyResult.title,
        owner: one.owner?.name ?? null,
        baseline: one.baseline,
        current: one.current?.value ?? null,
        target: one.target,
        unit: one.unit,
        progress: rounded(one.progress),
        pace: rounded(one.pace),
        confidence: one.confidence,
        checkedInAt: one.checkedInAt?.toISOString() ?? null,
        stale: one.stale,
        divergent: one.divergent,
      })),
    })),
  }
}

function rounded(share: number | null): number | null {
  return share === null ? null : Number(share.toFixed(6))
}

function print({ cycle, elapsed, objectives }: Status, today: string, isAtRisk: boolean, io: Io): void {
  if (cycle === null) {
    io.err('There are no OKRs yet. `okr import FILE.yaml` loads some.')
    return
  }
  const all = objectives.flatMap(({ keyResults }) => keyResults)
  const summary = all.length > 0 ? rollUpInWords(rollUp(all)) : isAtRisk ? 'nothing is at risk' : 'no key results'
  io.out(`${cycle.name}, ${percent(elapsed)} over on ${today}: ${summary}`)
  for (const { objective, team, keyResults } of objectives) {
    io.out(`\n${objective.id}  ${oneLine(objective.title)} (${oneLine(team)})`)
    const rows = keyResults.map((one) => row(one))
    const lines = columns(rows, { right: [3], width: io.width === null ? null : io.width - 2 })
    keyResults.forEach((one, index) => {
      io.out(`  ${lines[index]}`)
      const but = one.divergence && divergenceInWords(one.divergence, one.unit, today)
      if (but) io.out(`  ${' '.repeat(one.keyResult.id.length)}  on track, but ${but}`)
    })
  }
}

function row(one: KeyResultStatus): string[] {
  const target = one.target === null ? 'no target' : formatValue(one.target, one.unit)
  const now = one.current === null ? 'no reading' : formatValue(one.current.value, one.unit)
  return [
    one.keyResult.id,
    confidenceOf(one),
    `${now} → ${target}`,
    one.progress === null ? '' : percent(one.progress),
    one.paceStatus,
    one.owner === null ? 'no owner' : oneLine(one.owner.name),
    oneLine(one.keyResult.title),
  ]
}

function confidenceOf({ confidence, stale }: KeyResultStatus): string {
  const word = confidence === null ? 'No answer yet' : confidenceWords[confidence]
  if (!stale) return word
  return confidence === null ? 'Stale' : `Stale (was ${word.toLowerCase()})`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
