/**
 * A message we owe somebody, named by ids: it is rendered when it is sent, so a retried message is current.
 * What each one looks like is in `slack/views`.
 */
export type Notice =
  | { kind: 'check-in-request'; requestId: number }
  | { kind: 'admin-alert'; title: string; text: string }
