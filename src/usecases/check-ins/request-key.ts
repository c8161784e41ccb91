/** The occasion of an owner's weekly message, as deliveries name it. */
export function requestKey(requestId: number): string {
  return `check-in-request:${requestId}`
}

/** The occasion of a reminder of it: one on each of two days. */
export function reminderKey(requestId: number, number: 1 | 2): string {
  return `check-in-reminder:${requestId}:${number}`
}

/** The occasion of the lead's asking once more. */
export function askedAgainKey(requestId: number): string {
  return `asked-again:${requestId}`
}
