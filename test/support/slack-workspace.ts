import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { createSlackWorkspace, type SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import type { WorkspaceOptions } from '../../src/demo/workspace/options.ts'
import type { Clock } from '../../src/platform/clock.ts'

/** A clock that stands where it is put. */
export function fixedClock(iso: string): Clock & { set(iso: string): void; advance(ms: number): void } {
  let now = new Date(iso)
  return {
    now: () => new Date(now),
    set: (next) => {
      now = new Date(next)
    },
    advance: (ms) => {
      now = new Date(now.getTime() + ms)
    },
  }
}

/** Acme as the README tells it: Sarah leads, Mike looks after data, Ana, Jonas and Priya are far away. */
export const acme: Pick<WorkspaceOptions, 'people' | 'channels' | 'team' | 'app' | 'commands'> = {
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
  channels: [{ name: 'retention' }, { name: 'kpi-churn' }],
  commands: [{ command: '/okr', description: 'How are our objectives doing?', usageHint: '[status | checkin | help]' }],
}

/** Acme's workspace on Friday noon in New York, with the clock standing still; whatever is given goes over that. */
export function createAcme(options: Partial<WorkspaceOptions> = {}): Promise<SlackWorkspace> {
  return createSlackWorkspace({ clock: fixedClock('2026-01-09T17:00:00Z'), ...acme, ...options })
}

/**
 * A real Bolt app connected to the workspace, over its socket or, with a port of 0 or more, over HTTP. `register` adds
 * listeners. Stop it before the workspace.
 */
export async function startBolt(
  workspace: SlackWorkspace,
  register: (app: App) => void = () => {},
  { httpPort }: { httpPort?: number } = {},
): Promise<App> {
  const { apiUrl: slackApiUrl } = workspace
  const receiver =
    httpPort === undefined
      ? new SocketModeReceiver({
          appToken: workspace.appToken,
          logger: silent,
          // Also how long the client waits before it reconnects.
          clientPingTimeout: 800,
          installerOptions: { clientOptions: { slackApiUrl } },
        })
      : new HTTPReceiver({ signingSecret: workspace.signingSecret, port: httpPort, logger: silent })
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 } }
  const app = new App({ receiver, token: workspace.botToken, clientOptions, logger: silent })
  register(app)
  await app.start()
  return app
}

const nothing = () => {}

/** For SDK parts whose complaints are what a test provokes. */
export const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
}
