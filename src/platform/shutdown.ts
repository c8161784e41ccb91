import type { Logger } from './logger.ts'

/** One part of the app that must be ended in order. */
export interface StopStep {
  name: string
  stop(): void | Promise<void>
}

/**
 * Resolves with the first SIGTERM or SIGINT. From then on a second one ends the process at once, as without us: nobody
 * should need `kill -9` for a stop that hangs.
 */
export function stopRequested(): Promise<NodeJS.Signals> {
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT']
  return new Promise((resolve) => {
    const asked = (signal: NodeJS.Signals) => {
      for (const each of signals) process.off(each, asked)
      resolve(signal)
    }
    for (const each of signals) process.on(each, asked)
  })
}

/**
 * Ends the steps one after the other, in the order given, all within `graceMs` milliseconds: what does not end in time
 * or throws is logged and does not keep the rest from ending. True when everything ended well.
 */
export async function stopInOrder(steps: readonly StopStep[], graceMs: number, log: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const graceOver = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, graceMs, 'late')
  })
  let well = true
  for (const { name, stop } of steps) {
    try {
      // Begun even when the time is over: closing a file or releasing a lock takes none.
      const work = Promise.resolve(stop()).then(() => 'ended' as const)
      // What fails after its time is over is nobody's to catch.
      work.catch(() => {})
      const ended = await Promise.race([work, graceOver])
      if (ended === 'ended') continue
      log.warn({ step: name }, 'did not end in time')
    } catch (error) {
      log.error({ err: error, step: name }, 'could not be ended')
    }
    well = false
  }
  clearTimeout(timer)
  return well
}
