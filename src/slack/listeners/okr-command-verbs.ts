import { type PersonId, parseId } from '../../domain/ids.ts'
import { nearest } from '../../domain/nearest.ts'
import { openCheckIn, requestForKeyResult } from '../../usecases/check-ins/open-check-in.ts'
import { showCheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { linkTo } from '../../usecases/link-to-message.ts'
import { pauseCheckIns, resumeCheckIns } from '../../usecases/preferences/pause-check-ins.ts'
import { showPause } from '../../usecases/preferences/show-pause.ts'
import { showSettingsForm } from '../../usecases/preferences/show-settings-form.ts'
import { showStatusAnswer } from '../../usecases/status/show-status-answer.ts'
import { whyNotSee } from '../../usecases/why-not-see.ts'
import type { Answer } from '../answer.ts'
import type { Message } from '../blocks/message.ts'
import type { Edge } from '../edge.ts'
import type { Typed } from '../payloads/commands.ts'
import { parsePauseLength } from '../payloads/pause.ts'
import { checkInForm } from '../views/check-in-form.ts'
import { helpMessage } from '../views/help.ts'
import { pauseMessage } from '../views/pause.ts'
import { sentenceMessage } from '../views/sentence.ts'
import { settingsForm } from '../views/settings-form.ts'
import { statusMessage } from '../views/status.ts'
import { answerActivity } from './activity.ts'
import { answerDecisions } from './decisions.ts'
import { answerFindings } from './findings.ts'
import { answerKpi } from './readings.ts'
import { answerReport } from './report.ts'
import { answerResearch } from './research.ts'
import { answerTrend } from './trend.ts'

export type { Answer }

type Verb = (edge: Edge, typed: Typed, by: PersonId) => Answer | Promise<Answer>

/** Everything `/okr` understands, by its first word. */
const verbs: Record<string, Verb> = {
  '': ({ command }) => aside(helpMessage(command)),
  help: ({ command }) => aside(helpMessage(command)),
  status,
  checkin: checkIn,
  kpi: answerKpi,
  report: answerReport,
  trend: answerTrend,
  activity: answerActivity,
  findings: answerFindings,
  research: answerResearch,
  decisions: answerDecisions,
  pause,
  resume: (edge, _typed, by) => resume(edge, by),
  settings,
}

/** Words people use for the same. */
const alsoCalled: Record<string, string> = {
  approvals: 'findings',
  finding: 'findings',
  decision: 'decisions',
  'check-in': 'checkin',
  unpause: 'resume',
  home: 'help',
  '?': 'help',
}

/** Answers what somebody typed; what is not understood gets the help, with the command that was probably meant. */
export async function answerTo(edge: Edge, typed: Typed, by: PersonId): Promise<Answer> {
  const why = whyNotSee(edge.db, by)
  if (why !== null) return aside(sentenceMessage(why))
  const name = ownOf(alsoCalled, typed.verb) ?? typed.verb
  const verb = ownOf(verbs, name)
  if (verb) return verb(edge, typed, by)
  // Somebody who types an id, or `at-risk`, wants to see it.
  const asked = [typed.verb, typed.rest].filter(Boolean).join(' ')
  if (parseId(asked) || asked.startsWith('<@') || directly.has(name)) return status(edge, { ...typed, rest: asked }, by)
  const meant = nearest(typed.verb, Object.keys(verbs).filter(Boolean))
  const guess = meant ? ` Did you mean ${edge.command} ${meant}?` : ''
  return aside(helpMessage(edge.command, `I do not know “${typed.verb.slice(0, 40)}”.${guess}`))
}

/** What stands in a table under a name somebody typed: `constructor` stands in none. */
function ownOf<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

const directly = new Set(['me', 'team', 'at-risk', 'missing', 'cycle'])

function status(edge: Edge, { rest }: Typed, by: PersonId): Answer {
  const answer = showStatusAnswer(edge.db, { typed: rest, by }, edge.clock.now(), edge.defaultZone)
  return { message: statusMessage(answer, { typed: rest, page: 1 }) }
}

/** `/okr checkin` leads to this week's message; `/okr checkin O1-KR1` opens the form for that key result. */
function checkIn(edge: Edge, { rest }: Typed, by: PersonId): Answer {
  const { db, clock, defaultZone } = edge
  if (rest !== '') return checkInOn(edge, rest, by)
  const { sentence, message } = openCheckIn(db, by, clock.now(), defaultZone)
  const url = message && linkTo(db, message)
  return aside(sentenceMessage(sentence, url ? { text: 'Open it', url } : undefined))
}

function checkInOn({ db, clock, defaultZone, command }: Edge, typed: string, by: PersonId): Answer {
  const named = parseId(typed)
  if (named?.kind !== 'key-result') {
    return inWords(`“${typed.slice(0, 60)}” is no key result. Write it like ${command} checkin O1-KR1.`)
  }
  const now = clock.now()
  const found = requestForKeyResult(db, { by, keyResultId: named.id }, now, defaultZone)
  if (found.kind === 'refused') return inWords(found.why)
  const asked = { requestId: found.requestId, keyResultId: named.id, by, start: 'choose' } as const
  const shown = showCheckInForm(db, asked, now, defaultZone)
  return shown.kind === 'form' ? { form: checkInForm(shown.form) } : inWords(shown.why)
}

/** `/okr pause`, `/okr pause 3 days`, `/okr pause until 2026-01-20`, `/okr pause off`. */
function pause(edge: Edge, { rest }: Typed, by: PersonId): Answer {
  const { db, clock, defaultZone, command } = edge
  const now = clock.now()
  const show = (said?: string) => aside(pauseMessage(showPause(db, by, now, defaultZone), said))
  if (rest === '') return show()
  if (/^(off|end|stop)$/i.test(rest)) return resume(edge, by)
  const until = parsePauseLength(rest)
  if (until === null) {
    return show(`“${rest.slice(0, 60)}” is no length. Write ${command} pause 3 days, or until 2026-01-20.`)
  }
  const outcome = pauseCheckIns(db, { by, until }, now, defaultZone)
  if (outcome.kind === 'refused') return inWords(outcome.why)
  return show(outcome.kind === 'paused' ? outcome.sentence : Object.values(outcome.errors).join(' '))
}

function resume({ db, clock, defaultZone }: Edge, by: PersonId): Answer {
  const { sentence } = resumeCheckIns(db, { by }, clock.now(), defaultZone)
  return aside(pauseMessage(showPause(db, by, clock.now(), defaultZone), sentence))
}

function settings({ db, clock, defaultZone }: Edge, _typed: Typed, by: PersonId): Answer {
  return { form: settingsForm(showSettingsForm(db, by, clock.now(), defaultZone)) }
}

function inWords(sentence: string): Answer {
  return aside(sentenceMessage(sentence))
}

/** About the person who typed it, and nobody else's business. */
function aside(message: Message): Answer {
  return { message, isPrivate: true }
}
