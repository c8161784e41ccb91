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
