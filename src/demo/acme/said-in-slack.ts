/** What Mike shares while the first research is under way: whoever wants it as a digest can save it from the message. */
export const sharedFile = {
  at: new Date('2026-01-13T17:30:00Z'),
  by: 'mike',
  channel: 'kpi-churn',
  name: 'integration-beta-usage.csv',
  text: 'Who of the integration beta left, October to December, if anybody needs it. It is in none of our digests yet.',
  content: `group,accounts,still used after 30 days,monthly churn
Switched on,134,98,4.5%
"Invited, not switched on",66,,9.2%
Not invited,3000,,10.8%
`,
} as const

/** What Mike writes under the card while the first findings wait: the discussion goes to whoever researches next. */
export const saidInThread = {
  at: new Date('2026-01-14T18:30:00Z'),
  by: 'mike',
  channel: 'kpi-churn',
  text: 'For the record: the 1.5 pp for integrations rest on those who left. The numbers of the beta are the file I shared on Tuesday, and the research has not seen them.',
} as const
