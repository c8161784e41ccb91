/** Who may decide on findings; the first rule that matches counts. People and groups stand as they were written. */
export interface ApprovalRule {
  /** chant labels it covers; empty: every label. */
  labels: readonly string[]
  /** The name of a chant project. Null: every one. */
  repository: string | null
  /** As written; null: the team's channel. */
  channel: string | null
  /** People (Slack id, @handle, e-mail) or user groups (`@growth-leads`, `S…`). */
  approvers: readonly string[]
  /** For when the approvers are away. */
  fallback: readonly string[]
  /** Distinct people who must approve. */
  quorum: number
  /** False: whoever asked for the research may not decide on it. */
  selfApproval: boolean
  expiresAfterDays: number | null
}
