import { z } from 'zod'
import { isKeyResultId, isObjectiveId } from '../../domain/ids.ts'
import { isKpiId, parseEvery, parseLimit } from '../../domain/kpis.ts'
import { addDays, isZone, type LocalDate, type LocalTime, weekdays } from '../../domain/local-time.ts'
import { nearest } from '../../domain/nearest.ts'
import { parsePersonReference } from '../../domain/people.ts'
import { isChannelReference } from '../../domain/teams.ts'

// Messages complete a sentence that begins with the key: "`due` is 2026-02-30, and there is no such day".

/** What a value looks like in a message. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (value !== null && typeof value === 'object') return 'a group of keys'
  const text = String(value)
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`
}

/** "is missing", "is empty", or "must be …, not …". */
export function must(be: string, hint = ''): (issue: { input?: unknown }) => string {
  return ({ input }) => {
    if (input === undefined) return 'is missing'
    if (input === null || input === '') return `is empty; it must be ${be}`
    return `must be ${be}, not ${shown(input)}${hint}`
  }
}

/** Absent, or written with nothing behind it: null. */
export function maybe<Shape extends z.ZodType>(shape: Shape) {
  return shape.nullish().transform((value) => (value === undefined ? null : value) as z.output<Shape> | null)
}

/** A list; absent: empty. */
export function list<Shape extends z.ZodType>(shape: Shape, example: string) {
  return z
    .array(shape, { error: must(`a list like ${example}`) })
    .nullish()
    .transform((items) => (items ?? []) as z.output<Shape>[])
}

/** A group of keys. One that is not among them is a problem each, with the nearest that is. */
export function group<Shape extends z.ZodRawShape>(what: string, shape: Shape) {
  const known = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return must('a group of keys and values')(issue)
      return issue.keys
        .slice(0, 50)
        .map((key) => unknownKey(key, what, known))
        .join('\n')
    },
  })
}

function unknownKey(key: string, what: string, known: readonly string[]): string {
  const meant = nearest(key, known)
  const help =
    meant === null ? `it may have ${known.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${meant}\`?`
  return `is no key of ${what}; ${help}`
}

/** One line of text. */
export function line(most = 300) {
  return text(most).transform((value) => value.replace(/\s+/g, ' '))
}

/** Text of any number of lines. */
export function text(most = 3000) {
  return z
    .string({
      error: (issue) => {
        const hint = typeof issue.input === 'number' || typeof issue.input === 'boolean' ? ': put it in quotes' : ''
        return must('text', hint)(issue)
      },
    })
    .transform((value) => value.trim().normalize('NFC'))
    .refine((value) => value !== '', { error: 'is empty' })
    .refine((value) => value.length <= most, { error: `is longer than ${most} characters` })
    .refine((value) => value.isWellFormed() && !hasControls(value), { error: 'holds characters that cannot be shown' })
}

function hasControls(value: string): boolean {
  return Array.from(value).some((character) => {
    const code = character.codePointAt(0) ?? 0
    return (code < 32 && character !== '\n' && character !== '\t') || (code >= 127 && code < 160)
  })
}

/** Text where a bare number is natural too: `threshold: 40`. */
export function textOrNumber() {
  return z.preprocess((value) => (typeof value === 'number' ? String(value) : value), text())
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: must(`one of ${words.join(', ')}`) })
}

export function number() {
  return z
    .number({ error: must('a number', ' (the unit stands at the KPI)') })
    .refine(Number.isFinite, { error: 'must be a number' })
    .transform((value) => value + 0) // -0 is 0
}

export function wholeNumber(least: number, most: number) {
  const error = must(`a whole number from ${least} to ${most}`)
  return z.number({ error }).refine((value) => Number.isInteger(value) && value >= least && value <= most, { error })
}

export function trueOrFalse() {
  return z.boolean({ error: must('true or false') })
}

export function weekday() {
  const error = must('a weekday like monday')
  return z
    .string({ error })
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.enum(weekdays, { error }))
}

export function date() {
  return z.string({ error: must('a date like 2026-03-31') }).superRefine((value, context) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(value)) context.addIssue(must('a date like 2026-03-31')({ input: value }))
    else if (!exists(value)) context.addIssue(`is ${value}, and there is no such day`)
  })
}

function exists(value: LocalDate): boolean {
  try {
    return addDays(value, 0) === value
  } catch {
    return false
  }
}

export function time() {
  const error = must('a time like "09:00"')
  return z
    .string({ error })
    .refine((value) => /^([01]?\d|2[0-3]):[0-5]\d$/.test(value), { error })
    .transform((value): LocalTime => value.padStart(5, '0'))
}

export function zone() {
  const error = must('a time zone like Europe/Berlin')
  return z.string({ error }).refine(isZone, { error })
}

export function url() {
  const error = must('an address like https://…')
  return z.string({ error }).refine(isWebAddress, { error })
}

/** A URL, or `chant:[repository/]<spec id>`. */
export function initiativeLink() {
  const error = must('an address like https://…, or "chant:<spec id>"')
  return z
    .string({ error })
    .refine((value) => /^chant:([\w.-]+\/)?[\w.-]+$/.test(value) || isWebAddress(value), { error })
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\//.test(value) && value.length <= 2000 && !/[\s<>"|]/.test(value) && URL.canParse(value)
}

/** A Slack id in capitals, an @handle or e-mail in small letters. */
export function person() {
  const error = must('a person: an e-mail, an "@handle" or a Slack id (U…)')
  return z
    .string({ error })
    .refine((value) => parsePersonReference(value) !== null, { error })
    .transform(writtenPerson)
}

/** A person, or a user group: `@growth-leads`, `S…`. */
export function personOrGroup() {
  const error = must('a person (e-mail, "@handle", U…) or a user group ("@group", S…)')
  const isGroup = (value: string) => /^S[A-Z0-9]{2,20}$/.test(value.trim())
  return z
    .string({ error })
    .refine((value) => isGroup(value) || parsePersonReference(value) !== null, { error })
    .transform((value) => (isGroup(value) ? value.trim() : writtenPerson(value)))
}

function writtenPerson(value: string): string {
  const parsed = parsePersonReference(value)
  if (parsed === null) return value
  return parsed.kind === 'slack-id' ? parsed.text.toUpperCase() : parsed.text
}

/** `Sarah <sarah@acme.example>`. */
export function gitIdentity() {
  const error = must('a name and an e-mail like Sarah <sarah@acme.example>')
  return z
    .string({ error })
    .refine((value) => /^[^<>\n*]{1,100} <[^<>\s@]+@[^<>\s@]+>$/.test(value) && !value.includes('---'), { error })
}

export function channel() {
  const error = must('a channel: "#name" in quotes, or its id (C…)')
  return z.string({ error }).refine(isChannelReference, { error })
}

export function kpiId() {
  const error = must('a KPI’s id: a letter, then letters, digits, dots, - or _')
  return z.string({ error }).refine(isKpiId, { error })
}

export function objectiveId() {
  const error = must('an objective’s id like O1')
  return z.string({ error }).refine(isObjectiveId, { error })
}

export function keyResultNumber() {
  const error = must('a key result’s id like KR1, without its objective’s')
  return z.string({ error }).refine((value) => /^KR[1-9]\d{0,3}$/.test(value), { error })
}

export function keyResultId() {
  const error = must('a key result’s id like O1-KR1')
  return z.string({ error }).refine(isKeyResultId, { error })
}

export function objectiveOrKeyResultId() {
  const error = must('the id of an objective or a key result, like O1 or O1-KR1')
  return z.string({ error }).refine((value) => isObjectiveId(value) || isKeyResultId(value), { error })
}

/** `1 month`. */
export function every() {
  const error = must('how often, like 1 week or 2 months')
  return z
    .string({ error })
    .transform((value) => parseEvery(value))
    .refine((value) => value !== null, { error: 'must be how often, like 1 week or 2 months' })
}

/** `<= 400`. */
export function limit() {
  const error = must('a comparison like "<= 400"')
  return z
    .string({ error })
    .transform((value) => parseLimit(value))
    .refine((value) => value !== null, { error: 'must be a comparison like "<= 400"' })
}

/** `14 days` or `2 weeks`, in days. */
export function days() {
  const error = must('a number of days, like 14 days')
  return z
    .string({ error })
    .transform((value) => {
      const span = parseEvery(value)
      return span === null || span.unit === 'month' ? 0 : span.count * (span.unit === 'week' ? 7 : 1)
    })
    .refine((value) => value > 0, { error: 'must be a number of days, like 14 days' })
}
