/** The occasion of a team's weekly summary, as deliveries name it. */
export function summaryKey(summaryId: number): string {
  return `weekly-summary:${summaryId}`
}

/** The occasion of a question about an answer. */
export function questionKey(questionId: number): string {
  return `question:${questionId}`
}

/** The occasion of its reply coming back. */
export function questionAnsweredKey(questionId: number): string {
  return `question-answered:${questionId}`
}

/** What a question is marked with in Slack, whatever number it has in this file. */
export function questionMark(keyResultId: string, askedAt: Date): string {
  return `question:${keyResultId}:${askedAt.toISOString()}`
}
