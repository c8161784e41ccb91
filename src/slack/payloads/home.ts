import { z } from 'zod'
import { type LocalDate, type Weekday, weekdays } from '../../domain/local-time.ts'
import type { Submitted } from './forms.ts'

const homeOpened = z.looseObject({ user: z.string(), tab: z.string().optional() })

/** Reads an `app_home_opened` event: who opened which tab. */
export function parseHomeOpened(event: unknown): { user: string; tab: string | undefined } {
  const { user, tab } = homeOpened.parse(event)
  return { user, tab }
}

/** A row number that a button or a form carries. Throws ZodError for anything else. */
export function parseNumber(value: string): number {
  return z.coerce.number().int().positive().parse(value)
}

/** What somebody chose about their own check-in, as the form has it. */
export interface TypedSettings {
  weekday: Weekday | null
  time: string | null
  delegateSlackId: string | null
  off: { from: LocalDate | null; to: LocalDate | null }
  /** Stretches of days off to be given back. */
  on: { from: LocalDate; to: LocalDate }[]
}

const weekday = z.union([z.literal('team').transform(() => null), z.enum(weekdays)])

export function parseSettings({ fields, choices }: Submitted): TypedSettings {
  return {
    weekday: weekday.parse(fields['weekday'] ?? 'team'),
    time: fields['time'] ?? null,
    delegateSlackId: fields['delegate'] ?? null,
    off: { from: fields['off-from'] ?? null, to: fields['off-to'] ?? null },
    on: (choices['on'] ?? []).map((stretch) => {
      const [from = '', to = ''] = stretch.split('..')
      return z.object({ from: z.iso.date(), to: z.iso.date() }).parse({ from, to })
    }),
  }
}

/** `2 status at-risk` of a button for another page: the page, and what is asked. */
export function parsePageOf(value: string): { page: number; typed: string } {
  const [page = '', ...typed] = value.split(' ')
  return { page: parseNumber(page), typed: typed.join(' ') }
}
