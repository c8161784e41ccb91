import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { endGroup, groupEnds } from './process-group.ts'

export interface Call {
  command: string
  args: readonly string[]
  directory: string
  /** All of it: nothing is inherited. */
  environment: Readonly<Record<string, string>>
  /** Its stdin; without it that is closed. */
  input?: string
  longestMs: number
  /** Told at once, before anything else can happen: the number of its process group. */
  started?: (group: number) => void
}

/** How a call ended: `missing` and `forbidden` never began, `stopped` took too long. */
export interface Called {
  ended: 'itself' | 'stopped' | 'missing' | 'forbidden' | 'not started'
  /** Null when a signal ended it. */
  exitCode: number | null
  stdout: string
  stderr: string
}

/** What is kept of an output, in bytes; the rest is read and forgotten, so that nobody waits for us. */
const mostKept = 512 * 1024

/**
 * Runs a program without a shell, in a process group of its own, and resolves when the whole group is gone: a child that
 * outlives its parent (`git commit` under a killed chant) would commit behind our back.
 */
export async function call({
  command,
  args,
  directory,
  environment,
  input,
  longestMs,
  started,
}: Call): Promise<Called> {
  let child: ChildProcess
  try {
    child = spawn(command, args, {
      cwd: directory,
      env: environment,
      detached: true,
      windowsHide: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    if (child.pid !== undefined) started?.(child.pid)
  } catch (error) {
    return notStarted(error)
  }
  const stdout = keep(child.stdout)
  const stderr = keep(child.stderr)
  const closed = new Promise((resolve) => child.once('close', resolve))
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve)
    child.once('error', reject)
  })
  // It may end before it has read everything.
  child.stdin?.on('error', () => {}).end(input)
  const patience = new AbortController()
  try {
    const tooLong = setTimeout(longestMs, 'too long' as const, { signal: patience.signal }).catch(() => null)
    const end = await Promise.race([exited, tooLong])
    const group = child.pid as number
    if (end === 'too long' || !(await groupEnds(group, 5_000))) await endGroup(group)
    await Promise.race([closed, setTimeout(1_000, null, { signal: patience.signal }).catch(() => null)])
    const isStopped = end === 'too long'
    return { ended: isStopped ? 'stopped' : 'itself', exitCode: isStopped ? null : end, ...texts(stdout, stderr) }
  } catch (error) {
    return notStarted(error)
  } finally {
    patience.abort()
    child.stdout?.destroy()
    child.stderr?.destroy()
  }
}

function keep(stream: ChildProcess['stdout']): Buffer[] {
  const pieces: Buffer[] = []
  let size = 0
  stream?.on('data', (piece: Buffer) => {
    if (size < mostKept) pieces.push(piece)
    size += piece.length
  })
  return pieces
}

function texts(stdout: Buffer[], stderr: Buffer[]): Pick<Called, 'stdout' | 'stderr'> {
  return { stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') }
}

function notStarted(error: unknown): Called {
  const { code } = error as NodeJS.ErrnoException
  const ended = code === 'ENOENT' ? 'missing' : code === 'EACCES' ? 'forbidden' : 'not started'
  return { ended, exitCode: null, stdout: '', stderr: code ?? 'it could not be started' }
}
