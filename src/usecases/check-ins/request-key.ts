/** The occasion of an owner's weekly message, as deliveries name it. */
export function requestKey(requestId: number): string {
  return `check-in-request:${requestId}`
}
