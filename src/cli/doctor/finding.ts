/** One thing that was looked at. `warn`: it works, and somebody should know. */
export interface Finding {
  about: string
  state: 'ok' | 'warn' | 'fail'
  /** What it is, or what to do. */
  says: string
}
