import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { acme } from '../../src/demo/acme/workspace.ts'
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
