import { readFileSync } from 'node:fs'
import { addDays, instantAt, type LocalDate, localDateAt, weekdayOf } from '../../../domain/local-time.ts'
import { type SpecHead, specFile } from '../chant-spec-text.ts'
import type { Commit, Situation } from '../situation.ts'
import { lastCommit } from '../situation.ts'
import { homeZone } from '../workspace.ts'

/** One commit of Acme's: who makes it when, and what the files hold then. */
export interface StoryStep {
  at: Date
  by: 'mike' | 'sarah'
  subject: string
  files: Readonly<Record<string, string>>
  /** Of the author's clock, `-0500`; without it UTC, as on the machine the agents run on. */
  offset?: string
}

export const labels = ['kpi-churn', 'q1-2026']
export const context = '.chant/context/kpi-churn-q1'
export const digests = ['datadog-churn-metrics-2026-01', 'zendesk-support-patterns', 'user-survey-summary'].map(
  (name) => `${context}/${name}.md`,
)
const holidays = new Set(['2026-01-19', '2026-02-16'])

export function specPath(id: string): string {
  return `.chant/specs/${id}.md`
}

/** What stands in the demo's `chant` folder. */
export function text(name: string): string {
  return readFileSync(new URL(`../chant/${name}.md`, import.meta.url), 'utf8')
}

export function specText({ texts }: Situation, id: string): string | null {
  return texts.get(specPath(id)) ?? null
}

/** The ids of all specs, in order. */
export function specIds({ texts }: Situation): string[] {
  const ids = [...texts.keys()].flatMap((path) => /^\.chant\/specs\/(.+)\.md$/.exec(path)?.[1] ?? [])
  return ids.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

export function adding(id: string, at: Date, head: SpecHead, body: string): StoryStep {
  return { at, by: 'mike', subject: addedSubject(id), files: { [specPath(id)]: specFile(head, text(`specs/${body}`)) } }
}

/** When a spec was added; a file that came in another way has always been there. */
export function addedAt(situation: Situation, id: string): Date {
  return (lastCommit(situation, addedSubject(id)) ?? situation.commits[0])?.at ?? new Date(0)
}

export function completedSubject(id: string): string {
  return `chant: Record agent transcript for ${id}`
}

export function lastCompleted(situation: Situation, id: string): Commit | null {
  return lastCommit(situation, completedSubject(id))
}

function addedSubject(id: string): string {
  return `chant: Add spec ${id}`
}

export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}

/** At this time in New York, on the first working day after the one on which `at` is. */
export function nextWorkingMorning(at: Date, time: string): Date {
  return instantAt(workingDayAfter(localDateAt(at, homeZone)), time, homeZone)
}

export function workingDayAfter(date: LocalDate): LocalDate {
  const next = addDays(date, 1)
  const isWorking = !['saturday', 'sunday'].includes(weekdayOf(next)) && !holidays.has(next)
  return isWorking ? next : workingDayAfter(next)
}

/** As chant writes instants. */
export function toSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}
