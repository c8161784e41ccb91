import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { SlackWorkspace } from '../../src/demo/workspace/create-workspace.ts'
import type { AppBundle } from './app-bundle.ts'

export interface Victim {
  /** Resolves with its HTTP port when it can receive; rejects when it ends before. */
  ready: Promise<number>
  /** SIGKILL; resolves when it is gone. Rejects when it had ended by itself: then the test would show nothing. */
  kill(): Promise<void>
  isOver(): boolean
}

export interface VictimOptions {
  bundle: AppBundle
  workspace: SlackWorkspace
  file: string
  /** How far its clock is ahead of the machine's. */
  offsetMs: number
  overHttp?: boolean
  /** Collects everything it writes to stderr, at this log level. */
  log?: { level: string; lines: string[] }
  /** More of its environment. */
  env?: Record<string, string>
}

/** Starts the real app as a process of its own on this database and before this workspace. */
export function startVictim({
  bundle,
  workspace,
  file,
  offsetMs,
  overHttp = false,
  log,
  env = {},
}: VictimOptions): Victim {
  const child = spawn(process.execPath, [bundle.path], {
    stdio: ['ignore', 'ignore', log ? 'pipe' : 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      CLOCK_OFFSET_MS: String(offsetMs),
      SLACK_BOT_TOKEN: workspace.botToken,
      ...(overHttp ? { SLACK_SIGNING_SECRET: workspace.signingSecret } : { SLACK_APP_TOKEN: workspace.appToken }),
      SLACK_API_URL: workspace.apiUrl,
      DATABASE_PATH: file,
      PORT: '0',
      SETTLE_SECONDS: '0.5',
      LOG_LEVEL: log?.level ?? process.env['VICTIM_LOG_LEVEL'] ?? 'fatal',
      ...env,
    },
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log?.lines.push(text))
  const over = once(child, 'exit')
  const ready = readyPort(child)
  // Killed before it was ready is the point of the exercise.
  ready.catch(() => {})
  return {
    ready,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    async kill() {
      child.kill('SIGKILL')
      const [code, signal] = await over
      if (signal !== 'SIGKILL') throw new Error(`the app ended by itself (${signal ?? code})`)
    },
  }
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (said: { port: number }) => resolve(said.port))
    child.once('exit', (code, signal) => reject(new Error(`the app ended before it was ready (${signal ?? code})`)))
  })
}
