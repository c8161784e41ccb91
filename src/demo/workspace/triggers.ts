import { randomBytes } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import { SlackError } from './slack-error.ts'

export interface Trigger {
  userId: string
  /** The modal the press came from, when it came from one. */
  viewId: string | null
}

export interface Triggers {
  /** A trigger id with which the app may open one view for this person within 3 seconds. */
  issue(trigger: Trigger): string
  /** Throws `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`. */
  redeem(id: string): Trigger
}

const lifetime = 3000

export function createTriggers(wallClock: Clock): Triggers {
  const issued = new Map<string, Trigger & { at: number; used: boolean }>()
  return {
    issue(trigger) {
      const at = wallClock.now().getTime()
      const id = `${at}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`
      issued.set(id, { ...trigger, at, used: false })
      return id
    },
    redeem(id) {
      const trigger = issued.get(id)
      if (!trigger) throw new SlackError('invalid_trigger_id')
      if (trigger.used) throw new SlackError('exchanged_trigger_id')
      if (wallClock.now().getTime() - trigger.at > lifetime) throw new SlackError('expired_trigger_id')
      trigger.used = true
      return trigger
    },
  }
}
