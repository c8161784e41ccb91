import type { Clock } from '../../platform/clock.ts'
import type { LimitOption } from './options.ts'
import { RateLimited } from './slack-error.ts'

export interface Limits {
  /** Counts one message to a channel; throws RateLimited when that is one too many. */
  take(channel: string): void
}

/** Slack's limits of posting, on the workspace's clock: so many a second in one channel, so many a minute in all. */
export function createLimits(limits: LimitOption | undefined, clock: Clock): Limits {
  if (!limits) return { take() {} }
  const inChannel = new Map<string, number[]>()
  let inAll: number[] = []
  return {
    take(channel) {
      const now = clock.now().getTime()
      const recent = (inChannel.get(channel) ?? []).filter((at) => at > now - 1000)
      inAll = inAll.filter((at) => at > now - 60_000)
      if (recent.length >= limits.perChannelPerSecond) throw new RateLimited(1)
      if (inAll.length >= limits.perMinute) throw new RateLimited(waitFor(inAll[0] ?? now, now))
      inChannel.set(channel, [...recent, now])
      inAll.push(now)
    },
  }
}

function waitFor(oldest: number, now: number): number {
  return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000))
}
