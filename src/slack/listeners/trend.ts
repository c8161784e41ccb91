import { chartsAllowed } from '../../usecases/charts-allowed.ts'
import { showTrend } from '../../usecases/show-trend.ts'
import type { Answer } from '../answer.ts'
import type { Edge } from '../edge.ts'
import type { Typed } from '../payloads/commands.ts'
import { sentenceMessage } from '../views/sentence.ts'
import { trendMessage } from '../views/trend.ts'

/** `/okr trend O1-KR1 [since]`, or a KPI. */
export function answerTrend({ db, clock, defaultZone, command }: Edge, { rest }: Typed): Answer {
  const now = clock.now()
  const shown = showTrend(db, rest, now, defaultZone)
  if (shown.kind === 'refused') return { message: sentenceMessage(shown.why) }
  const plain = trendMessage(shown.trend, false, command)
  return chartsAllowed(db, now) ? { message: trendMessage(shown.trend, true, command), plain } : { message: plain }
}
