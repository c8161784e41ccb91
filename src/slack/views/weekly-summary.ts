import type { Block, KnownBlock } from '@slack/types'
import { slackChart } from '../../charts/slack-chart.ts'
import { longDate, shortDate } from '../../domain/dates.ts'
import { colourMarks, colourWords, countsInWords, type WeekColour, weekColours } from '../../domain/week-colours.ts'
import type { SummaryItem, SummaryKeyResult, WeeklySummary } from '../../usecases/weekly-summary/show-weekly-summary.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { dateFor, escape, mention, oneLine, shorten, unformatted } from '../blocks/text.ts'
import { unansweredLine } from './unanswered-words.ts'

/** From so many weeks on lines are easier to read than bars. */
const manyWeeks = 7

/** A team's week for its channel: ten seconds for the whole, and every reason below. Without charts, in words. */
export function weeklySummaryMessage(summary: WeeklySummary, charts = true): Message {
  const line = oneLineFor(summary)
  if (line !== null) return { text: unformatted(line), blocks: [section(line)] }
  const changed = summary.keyResults.filter(hasChanged)
  const risks = summary.open.filter(({ kind }) => kind === 'risk')
  const todo = summary.open.filter(({ kind }) => kind !== 'risk')
  const lists = [summary.keyResults, changed, risks, todo, summary.unanswered, summary.decisions]
  return fitMessage(
    lists.map((list) => list.length),
    ([keyResults = 0, whys = 0, risky = 0, doing = 0, missing = 0, decisions = 0]) => {
      const parts: Part[] = [
        { heading: '', lines: [opening(summary)] },
        ...keyResultParts(summary, keyResults),
        { chart: true, heading: '*Weeks so far*', lines: weekLines(summary) },
        { heading: '*What changed, and why*', lines: cut(changed.map(changeLine), whys) },
        { heading: '*Risks*', lines: cut(risks.map(itemLine), risky) },
        { heading: '*Open actions*', lines: cut(todo.map(itemLine), doing) },
        {
          heading: '*Missing*',
          lines: cut(
            summary.unanswered.map((one) => `• ${unansweredLine(one)}`),
            missing,
          ),
        },
        {
          heading: decisionsHeading(summary),
          lines: cut(
            summary.decisions.map((one) => `• ${escape(one)}`),
            decisions,
          ),
        },
      ]
      const shown = parts.filter(({ lines }) => lines.length > 0)
      return {
        text: unformatted(
          shown
            .flatMap(({ heading, lines }) => [heading, ...lines])
            .filter(Boolean)
            .join('\n'),
        ),
        blocks: [
          ...shown.flatMap((part) =>
            part.chart && charts ? chartBlocks(summary, part) : lineSections(part.heading, part.lines),
          ),
          ...actionBlocks(summary),
          context(footer(summary)),
        ],
      }
    },
  )
}

interface Part {
  heading: string
  lines: string[]
  chart?: true
}

function oneLineFor(summary: WeeklySummary): string | null {
  const { keyResults, counts, unanswered, open, decisions, acknowledged, questions } = summary
  const title = `*${escape(summary.team)}, week of ${longDate(summary.askOn)}:*`
  const isQuiet = open.length + decisions.length + questions.length === 0 && acknowledged === null
  if (!isQuiet) return null
  const due = keyResults.filter(({ skipped }) => skipped === null)
  const nobodyAsked = unanswered.every(({ what }) => what.kind === 'paused') && counts.none === due.length
  if (nobodyAsked) return `${title} nothing was due: ${notDueInWords(keyResults, due.length)}.`
  const isCalm = due.every(({ colour, before, stale }) => colour === 'on-track' && before === 'on-track' && !stale)
  const skipped = keyResults.length - due.length
  const also = skipped === 0 ? '' : ` ${skipped} skipped.`
  return isCalm
    ? `${title} all ${due.length} key results ${colourMarks['on-track']} On track, as last week.${also}`
    : null
}

function notDueInWords(keyResults: readonly SummaryKeyResult[], paused: number): string {
  const skipped = keyResults.length - paused
  return [paused > 0 && `${paused} paused`, skipped > 0 && `${skipped} skipped`].filter(Boolean).join(', ')
}

function opening({ team, askOn, keyResults, counts }: WeeklySummary): string {
  const due = keyResults.filter(({ skipped }) => skipped === null).length
  const stale = keyResults.filter((one) => one.stale !== null).length
  const staleWords = stale === 0 ? '' : ` (${stale} stale)`
  const title = `*${escape(team)}, week of ${longDate(askOn)}:* ${due - counts.none} of ${due} key results answered.`
  return `${title}\n${countsInWords(counts)}${staleWords}`
}

/** One part for each objective. What does not fit is left out from the calmest on. */
function keyResultParts({ keyResults }: WeeklySummary, most: number): Part[] {
  const kept = new Set([...keyResults].sort((a, b) => gravity(a) - gravity(b)).slice(0, most))
  const groups = Map.groupBy(
    keyResults.filter((one) => kept.has(one)),
    ({ objective }) => objective.id,
  )
  const left = keyResults.filter((one) => !kept.has(one))
  const parts: Part[] = [...groups.values()].map((group) => ({
    heading: objectiveTitle(group[0] as SummaryKeyResult),
    lines: group.map(keyResultLine),
  }))
  return left.length === 0
    ? parts
    : [...parts, { heading: '', lines: [`_And ${left.length} more: ${leftInWords(left)}._`] }]
}

function leftInWords(left: readonly SummaryKeyResult[]): string {
  const count = (colour: WeekColour) => left.filter((one) => one.skipped === null && one.colour === colour).length
  const words = weekColours
    .filter((colour) => count(colour) > 0)
    .map((one) => `${colourMarks[one]} ${count(one)} ${colourWords[one]}`)
  const skipped = left.filter((one) => one.skipped !== null).length
  return [...words, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(' · ')
}

function gravity({ stale, colour, before, skipped }: SummaryKeyResult): number {
  if (skipped !== null) return 6
  if (stale !== null) return 1
  if (colour === 'on-track') return before === 'on-track' ? 5 : 4
  return { 'off-track': 0, 'at-risk': 2, none: 3 }[colour]
}

function objectiveTitle({ objective }: SummaryKeyResult): string {
  return `*${objective.id}*  ${escape(shorten(oneLine(objective.title), 150))}`
}

function keyResultLine(one: SummaryKeyResult): string {
  const who = one.owner === null ? 'no owner' : escape(one.owner)
  const late = one.late ? ' _(after the summary)_' : ''
  return `${stateOf(one)} · *${one.id}* ${escape(shorten(oneLine(one.title), 90))} — ${who}${late}`
}

/** Stale outranks the last colour, and what was last said stands beside it. */
function stateOf({ colour, before, skipped, stale }: SummaryKeyResult): string {
  if (skipped !== null) return `➖ Skipped (${escape(shorten(oneLine(skipped), 60))})`
  const state = stale !== null ? `⚪ *Stale* since ${shortDate(stale)}` : inColour(colour)
  if (before === null) return state
  return before === colour ? `${state} (as last week)` : `${state} (last week ${inColour(before)})`
}

function inColour(colour: WeekColour): string {
  return `${colourMarks[colour]} ${colourWords[colour]}`
}

function weekLines({ weeks }: WeeklySummary): string[] {
  return weeks.map(({ label, counts }) => `${label}: ${countsInWords(counts)}`)
}

function chartBlocks({ weeks }: WeeklySummary, { heading, lines }: Part): (KnownBlock | Block)[] {
  const chart = slackChart({
    type: weeks.length < manyWeeks ? 'bar' : 'line',
    title: 'Confidence by week',
    categories: weeks.map(({ label }) => label),
    series: weekColours.map((colour) => ({
      name: colourWords[colour],
      values: weeks.map(({ counts }) => counts[colour]),
    })),
    yLabel: 'Key results',
  })
  return chart ? [chart] : lineSections(heading, lines)
}

function hasChanged({ colour, before, skipped }: SummaryKeyResult): boolean {
  return skipped === null && before !== null && colour !== before && colour !== 'none'
}

function changeLine({ id, colour, before, why }: SummaryKeyResult): string {
  const reason = why ? `: ${escape(shorten(oneLine(why), 240))}` : ''
  return `• *${id}* ${inColour(before as WeekColour)} → ${inColour(colour)}${reason}`
}

function itemLine({ what, kind, keyResultId, text, person, due, days, isOverdue }: SummaryItem): string {
  const words = kind === 'risk' ? text : `${what}: ${text}`
  const until = due === null ? '' : `until ${shortDate(due)}${isOverdue ? ', *overdue*' : ''}`
  const facts = [person && escape(person), until, age(days)].filter(Boolean).join(', ')
  return `• *${keyResultId}* ${escape(shorten(oneLine(words), 200))} — ${facts}`
}

function age(days: number): string {
  if (days === 0) return 'new'
  return days === 1 ? '1 day old' : `${days} days old`
}

function decisionsHeading({ lead }: WeeklySummary): string {
  const who = lead?.slackId ? mention(lead.slackId) : lead ? escape(lead.name) : ''
  return who ? `*Decisions needed* — ${who}` : '*Decisions needed*'
}

function actionBlocks({ summaryId, acknowledged, keyResults, counts }: WeeklySummary): KnownBlock[] {
  const id = String(summaryId)
  const isAnswered = keyResults.filter(({ skipped }) => skipped === null).length > counts.none
  const buttons = [
    ...(acknowledged ? [] : [button('weekly-summary:acknowledge', 'Acknowledge', id)]),
    ...(isAnswered ? [button('weekly-summary:ask', 'Ask about an answer', id)] : []),
  ]
  return buttons.length > 0 ? [actions('weekly-summary', ...buttons)] : []
}

function footer({ acknowledged, questions, isPrivate, team, lead }: WeeklySummary): string {
  const read = acknowledged ? `✓ Acknowledged by ${escape(acknowledged.by)} ${readAt(acknowledged.at)}.` : ''
  const asked = questions.slice(-5).map(({ by, of, keyResultId, isAnswered }) => {
    return `${escape(by)} asked ${escape(of)} about ${keyResultId}${isAnswered ? ' — answered in the thread' : ''}.`
  })
  const more = questions.length > 5 ? `${questions.length - 5} earlier questions are in the thread.` : ''
  const why = isPrivate
    ? `You get this because you lead ${escape(team)} and it has no channel I know.`
    : `Posted two working days after the check-in of ${escape(team)}; later answers are added here.`
  const who = lead ? `${escape(lead.name)} can acknowledge it and ask.` : 'An admin can acknowledge it and ask.'
  return [read, ...asked, more, why, isPrivate ? '' : who].filter(Boolean).join(' ')
}

function readAt(at: Date): string {
  return dateFor(at, '{date_short_pretty} at {time}', at.toISOString().slice(0, 16).replace('T', ' '))
}

/** The first entries, and how many there are beside them. */
function cut(lines: readonly string[], most: number): string[] {
  return [...lines.slice(0, most), ...andMore(lines.length - most)]
}
