import type { Block, KnownBlock } from '@slack/types'
import { slackChart } from '../../charts/slack-chart.ts'
import { longDate, shortDate } from '../../domain/dates.ts'
import {
  colourMarks,
  colourWords,
  countColours,
  countsInWords,
  type WeekColour,
  weekColours,
} from '../../domain/week-colours.ts'
import type { SummaryItem, SummaryKeyResult, WeeklySummary } from '../../usecases/weekly-summary/show-weekly-summary.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections, messageOf, wordsOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, dateFor, escape, mention, unformatted } from '../blocks/text.ts'
import { decisionLine } from './decisions-list.ts'
import { openItemFacts } from './open-item-words.ts'
import { unansweredLine } from './unanswered-words.ts'

/** From so many weeks on lines are easier to read than bars. */
const manyWeeks = 7

/** A team's week for its channel: ten seconds for the whole, and every reason below. Without charts, in words. */
export function weeklySummaryMessage(summary: WeeklySummary, charts = true): Message {
  const line = oneLineFor(summary)
  if (line !== null) return messageOf([section(line)])
  const changed = summary.keyResults.filter(hasChanged)
  const risks = summary.open.filter(({ kind }) => kind === 'risk')
  const todo = summary.open.filter(({ kind }) => kind !== 'risk')
  const lists = [summary.keyResults, changed, risks, todo, summary.unanswered, summary.decisions, summary.decided]
  return fitMessage(
    lists.map((list) => list.length),
    ([keyResults = 0, whys = 0, risky = 0, doing = 0, missing = 0, decisions = 0, made = 0]) => {
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
            summary.decisions.map((one) => `• ${escape(clip(one, 300))}`),
            decisions,
          ),
        },
        { heading: '*Decided*', lines: cut(summary.decided.map(decisionLine), made) },
      ]
      const shown = parts.filter(({ lines }) => lines.length > 0)
      const foot = context(footer(summary))
      const words = shown.flatMap(({ heading, lines }) => [heading, ...lines]).filter(Boolean)
      return {
        text: [unformatted(words.join('\n')), wordsOf([foot])].join('\n'),
        blocks: [
          ...shown.flatMap((part) =>
            part.chart && charts ? chartBlocks(summary, part) : lineSections(part.heading, part.lines),
          ),
          ...actionBlocks(summary),
          foot,
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
  const { keyResults, counts, unanswered, open, decisions, decided, acknowledged, questions } = summary
  const title = `*${short(summary.team)}, week of ${longDate(summary.askOn)}:*`
  const isQuiet = open.length + decisions.length + decided.length + questions.length === 0 && acknowledged === null
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
  const staleWords = stale === 0 ? '' : ` ${stale} ${stale === 1 ? 'is' : 'are'} stale.`
  const title = `*${short(team)}, week of ${longDate(askOn)}:* ${due - counts.none} of ${due} key results answered.`
  return `${title}\n${countsInWords(counts)}.${staleWords}`
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
  const due = left.filter((one) => one.skipped === null)
  const skipped = left.length - due.length
  const words = countsInWords(countColours(due.map(({ colour }) => colour)))
  return [words, skipped > 0 && `${skipped} skipped`].filter(Boolean).join(', ')
}

function gravity({ stale, colour, before, skipped }: SummaryKeyResult): number {
  if (skipped !== null) return 6
  if (stale !== null) return 1
  if (colour === 'on-track') return before === 'on-track' ? 5 : 4
  return { 'off-track': 0, 'at-risk': 2, none: 3 }[colour]
}

function objectiveTitle({ objective }: SummaryKeyResult): string {
  return `*${objective.id}*  ${escape(clip(objective.title, 150))}`
}

function keyResultLine(one: SummaryKeyResult): string {
  const who = one.owner === null ? '_no owner_' : short(one.owner)
  return `*${one.id}*  ${escape(clip(one.title, 120))} — ${who}\n${stateOf(one)}`
}

/** Stale outranks the last colour, and what was last said stands beside it. */
function stateOf({ colour, before, skipped, stale, late }: SummaryKeyResult): string {
  if (skipped !== null) return `➖ *Skipped*: ${escape(clip(skipped, 100))}`
  const state =
    stale === null ? `${colourMarks[colour]} *${colourWords[colour]}*` : `⚪ *Stale* since ${shortDate(stale)}`
  const was = before === null ? null : before === colour ? 'as last week' : `last week ${inColour(before)}`
  return [state, was, late && 'answered after the summary'].filter(Boolean).join(', ')
}

function inColour(colour: WeekColour): string {
  return `${colourMarks[colour]} ${colourWords[colour]}`
}

function weekLines({ weeks }: WeeklySummary): string[] {
  return weeks.map(({ label, counts }) => `${escape(clip(label, 40))}: ${countsInWords(counts)}`)
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
  const reason = why ? `: ${escape(clip(why, 240))}` : ''
  return `• *${id}*  ${inColour(before as WeekColour)} → ${inColour(colour)}${reason}`
}

function itemLine(item: SummaryItem): string {
  const { what, kind, keyResultId, text, person } = item
  const words = kind === 'risk' ? text : `${what}: ${text}`
  return `• *${keyResultId}*  ${escape(clip(words, 200))} (${openItemFacts(item, person)})`
}

function decisionsHeading({ lead }: WeeklySummary): string {
  const who = lead?.slackId ? mention(lead.slackId) : lead ? short(lead.name) : ''
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
  const read = acknowledged ? `✓ Acknowledged by ${short(acknowledged.by)} ${readAt(acknowledged.at)}.` : ''
  const asked = questions.slice(-5).map(({ by, of, keyResultId, isAnswered }) => {
    return `${short(by)} asked ${short(of)} about ${keyResultId}${isAnswered ? ' — answered in the thread' : ''}.`
  })
  const more = questions.length > 5 ? `${questions.length - 5} earlier questions are in the thread.` : ''
  const why = isPrivate
    ? `You get this because you lead ${short(team)}, which has no channel in the OKR file.`
    : `Posted two working days after the check-in of ${short(team)}; later answers are added here.`
  const who = lead ? `${short(lead.name)} can acknowledge it and ask.` : 'An admin can acknowledge it and ask.'
  return [read, ...asked, more, why, isPrivate ? '' : who].filter(Boolean).join(' ')
}

function readAt(at: Date): string {
  return dateFor(at, '({date_short_pretty} at {time})', `(${at.toISOString().slice(0, 16).replace('T', ' ')})`)
}

/** The first entries, and how many there are beside them. */
function cut(lines: readonly string[], most: number): string[] {
  return [...lines.slice(0, most), ...andMore(lines.length - most)]
}

/** A name in a sentence. */
function short(name: string): string {
  return escape(clip(name, 80))
}
