import { rememberChartsRefused } from '../usecases/charts-allowed.ts'
import type { Message } from './blocks/message.ts'
import type { Edge } from './edge.ts'
import { isTaken, type Said } from './respond.ts'

/**
 * Answers with a message that has a chart in it, through a response URL, where a refusal is seen (in the answer to a
 * command it is not). A workspace that takes it only without the chart is remembered as one of those.
 */
export async function respondWithCharts(
  edge: Edge,
  responseUrl: string,
  { message, plain, ...how }: { message: Message; plain: Message } & Pick<Said, 'response_type'>,
): Promise<void> {
  if (await isTaken(edge, responseUrl, { ...how, ...message })) return
  if (await isTaken(edge, responseUrl, { ...how, ...plain })) rememberChartsRefused(edge.db, edge.clock.now())
}
