/** How a Home is drawn here, whoever's it is. */
export interface HomeOptions {
  /** The slash command, `/okr`. */
  command: string
  /** False where Slack refuses sortable tables: the board stands there as text. */
  tables: boolean
}
