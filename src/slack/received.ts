/** What listeners find in `context.received`: what they handle, and whether Slack still waits for the answer. */
export interface Received {
  inboxKey: string
  /** When it first came in: what somebody pressed before a restart was said then, not when it is driven again. */
  receivedAt: Date
  /** True when the row is driven again later: trigger ids, response urls and answers to forms are of no use then. */
  redriven: boolean
  /** Set by a listener that answered a form with errors: nothing was done, so the same submission may come again. */
  refused: boolean
}
