/** The occasion of offering a key result to somebody. */
export function offerKey(handOverId: number): string {
  return `hand-over-offer:${handOverId}`
}

/** The occasion of telling somebody what became of an offer. */
export function answerKey(handOverId: number, personId: number): string {
  return `hand-over-answer:${handOverId}:${personId}`
}
