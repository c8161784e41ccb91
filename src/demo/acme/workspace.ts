import { readFileSync } from 'node:fs'
import { optionsOfManifest } from '../workspace/manifest.ts'
import type { WorkspaceOptions } from '../workspace/options.ts'

/** What the app asks for when it is installed, and nothing else: its commands, shortcuts, events and scopes. */
export function installedApp(): ReturnType<typeof optionsOfManifest> {
  return optionsOfManifest(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'))
}

const { commands, shortcuts } = installedApp()

/** The people of Acme SaaS, its channels, the app's command and its shortcut: the workspace of the demo and of the tests. */
export const acme: Pick<
  WorkspaceOptions,
  'people' | 'channels' | 'userGroups' | 'team' | 'app' | 'commands' | 'shortcuts'
> = {
  team: { name: 'Acme' },
  app: { name: 'okr' },
  people: [
    {
      handle: 'sarah',
      name: 'Sarah',
      email: 'sarah@acme.example',
      zone: 'America/New_York',
      title: 'VP Product',
      admin: true,
    },
    { handle: 'mike', name: 'Mike', email: 'mike@acme.example', zone: 'America/Los_Angeles', title: 'Data analyst' },
    { handle: 'ana', name: 'Ana', email: 'ana@acme.example', zone: 'Asia/Kathmandu', title: 'Engineer' },
    { handle: 'jonas', name: 'Jonas', email: 'jonas@acme.example', zone: 'Europe/Berlin', title: 'Engineer' },
    { handle: 'priya', name: 'Priya', email: 'priya@acme.example', zone: 'Australia/Sydney', title: 'Designer' },
  ],
  channels: [
    { name: 'retention', topic: 'Keeping customers: the team of the quarter' },
    { name: 'kpi-churn', topic: 'Churn, its causes and what we do about it' },
    { name: 'general', topic: 'Everybody' },
  ],
  userGroups: [{ handle: 'product-leads', name: 'Product leads', users: ['sarah', 'mike'] }],
  commands,
  shortcuts,
}

/** Friday 9 January 2026, noon in New York: where the story begins. */
export const storyBegins = new Date('2026-01-09T17:00:00Z')
/** Whose morning "next morning" means, and whose evening ends the quarter. */
export const homeZone = 'America/New_York'
export const quarterEnds = '2026-03-31'
