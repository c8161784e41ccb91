import { useEffect, useMemo, useState } from 'react'
import { localTimeAt } from '../../../domain/local-time.ts'
import type { ClockStep, Person } from '../../page-api.ts'
import { cityOf, longDate } from '../text/dates.ts'
import { Icon } from '../ui/icons.tsx'
import { Menu } from '../ui/menu.tsx'
import { ThemeToggle } from './theme.tsx'

const steps: { to: ClockStep; label: string }[] = [
  { to: '+1h', label: '+1 hour' },
  { to: 'next-morning', label: 'Next morning 08:30' },
  { to: 'next-monday', label: 'Next Monday 09:00' },
  { to: 'end-of-quarter', label: 'End of quarter' },
]

interface ClockBarProps {
  now: Date | null
  me: Person | null
  /** A step is being played: everything due until then happens in order. */
  passing: boolean
  onStep: (to: ClockStep) => void
  onMenu: () => void
}

/** The demo's clock, above the messenger and not part of it: what time it is for the viewer, and buttons that move it. */
export function ClockBar({ now, me, passing, onStep, onMenu }: ClockBarProps) {
  const step = (to: ClockStep) => () => passing || onStep(to)
  return (
    <section className={passing ? 'clock-bar passing' : 'clock-bar'} aria-label="The demo's clock">
      <button type="button" className="icon-button menu-button" aria-label="Channels and people" onClick={onMenu}>
        <Icon name="menu" />
      </button>
      <p className="clock">
        <Icon name="clock" />
        {now && me && (
          <time dateTime={now.toISOString()}>
            <span className="clock-date">{longDate(now, me.zone)}</span> <b>{localTimeAt(now, me.zone)}</b>{' '}
            <span className="clock-city">in {cityOf(me.zone)}</span>
          </time>
        )}
      </p>
      <div className="clock-steps" role="group" aria-label="Move the clock">
        {passing && <span className="clock-busy">Time is passing …</span>}
        {steps.map(({ to, label }) => (
          <button key={to} type="button" className="clock-step" aria-disabled={passing} onClick={step(to)}>
            {label}
          </button>
        ))}
      </div>
      <div className="clock-menu">
        <Menu
          label={passing ? 'Time is passing' : 'Move the clock'}
          button={passing ? 'Time is passing …' : 'Move time'}
          buttonClass="clock-step"
          busy={passing}
          items={steps.map(({ to, label }) => ({ key: to, label, onPick: step(to) }))}
        />
      </div>
      <ThemeToggle />
    </section>
  )
}

/**
 * Now on the demo's clock, to the minute: it ticks on from what the workspace said last, and stands still while a step
 * is played.
 */
export function useTicking(said: string | undefined, passing: boolean): Date | null {
  const heard = useMemo(() => ({ said, at: performance.now() }), [said])
  const [minute, setMinute] = useState<number | null>(null)
  useEffect(() => {
    const { said: then, at } = heard
    if (then === undefined) return
    const tick = () => {
      const since = passing ? 0 : performance.now() - at
      setMinute(Math.floor((Date.parse(then) + since) / 60_000))
    }
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [heard, passing])
  return useMemo(() => (minute === null ? null : new Date(minute * 60_000)), [minute])
}
