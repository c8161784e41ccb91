import type { KnownBlock } from '@slack/types'
import type { Standing } from '../../domain/approvals.ts'
import type { FindingLine, FindingsShown } from '../../usecases/approvals/shown.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { wordsOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { type Part, pageOf } from '../blocks/pages.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { readButton } from './approval-buttons.ts'
import { driverLine, listed, named, since, specCode, whatIsDecided, whenIn } from './approval-words.ts'

/** The answer to `/okr findings`, one page of it: what waits, what is being written, what was decided. */
export function findingsMessage(shown: FindingsShown, page: number, command: string): Message {
  const lines = headline(shown, command)
  const above = partOf([section(lines.join('\n'))])
  const below = (at: number, pages: number): Part =>
    partOf([...(pages > 1 ? [context(`Page ${at} of ${pages}`)] : []), ...navigation(shown, at, pages)])
  return pageOf({ above, parts: partsOf(shown.findings), below }, page)
}

function headline({ filter, findings, chantProblem }: FindingsShown, command: string): string[] {
  const problem =
    chantProblem === null ? [] : [`⚠️ Decisions cannot be written to chant for now: ${escape(clip(chantProblem, 400))}`]
  if (findings.length === 0) return [...emptyLines(filter, command), ...problem]
  const count = (group: Group) => findings.filter((one) => groupOf(one.standing) === group).length
  const counts = groups.flatMap((group) => (count(group) > 0 ? [`${count(group)} ${groupCounts[group]}`] : []))
  const mine = findings.filter(({ isMine }) => isMine).length
  const yours =
    mine > 0 ? ` You can decide on ${mine === count('waiting') ? (mine === 1 ? 'it' : 'all of them') : mine}.` : ''
  return [`*${nameOf(filter)}: ${counts.join(', ')}.*${yours}`, ...problem]
}

function nameOf(filter: FindingsShown['filter']): string {
  return filter.kind === 'key-result' ? `Findings for ${filter.id}` : 'Findings'
}

function emptyLines(filter: FindingsShown['filter'], command: string): string[] {
  const typed = escape(clip(command, 40))
  switch (filter.kind) {
    case 'pending':
      return [
        '*Nothing waits for a decision.*',
        `It comes here by itself when an agent has completed research. What was decided: \`${typed} findings decided\`.`,
      ]
    case 'decided':
      return ['*Nothing has been decided yet.*', `What waits: \`${typed} findings pending\`.`]
    case 'key-result':
      return [
        `*No findings for ${filter.id} yet.*`,
        `Research counts for it when its spec has the label \`${filter.id}\`, or a label that the key result names.`,
      ]
    case 'all':
      return [
        '*No findings yet.*',
        'They come here when an agent has completed a research spec for which `approvals` in the OKR file says who decides.',
      ]
  }
}

const groups = ['waiting', 'writing', 'decided'] as const
type Group = (typeof groups)[number]
const groupCounts: Record<Group, string> = { waiting: 'waiting', writing: 'being written', decided: 'decided' }
const groupTitles: Record<Group, string> = {
  waiting: '*Waiting for a decision*',
  writing: '*Decided, and being written to chant*',
  decided: '*Decided*',
}

function groupOf(standing: Standing): Group {
  if (standing === 'open') return 'waiting'
  return standing === 'deciding' || standing === 'stuck' ? 'writing' : 'decided'
}

function partsOf(findings: readonly FindingLine[]): Part[] {
  return groups.flatMap((group) => {
    const some = findings.filter(({ standing }) => groupOf(standing) === group)
    // A title never stands at the foot of a page, away from what it is the title of.
    return some.map((one, index) => partOf([...(index === 0 ? [section(groupTitles[group])] : []), lineBlock(one)]))
  })
}

function lineBlock(line: FindingLine): KnownBlock {
  const { approvalId, version, kind, title, link: url, specId, drivers } = line
  const words = clip(title, 160)
  const name = url ? `*${link(url, words)}*` : `*${escape(words)}*`
  const lines = [
    `${name}  ${specCode(specId)}`,
    whatIsDecided(line),
    standingLine(line),
    ...drivers.slice(0, 3).map(driverLine),
    ...(drivers.length > 3 ? [`And ${drivers.length - 3} more.`] : []),
  ]
  return section(lines.join('\n'), readButton({ id: approvalId, version, title, kind }))
}

function standingLine({ standing, who, openedAt, decidedAt, reason, isMine }: FindingLine): string {
  const names = listed(who.map(named), standing === 'open' ? 'or' : 'and', 6)
  const by = names === '' ? '' : ` by ${names}`
  const when = decidedAt === null ? '' : whenIn(decidedAt)
  const why = reason ? `: “${escape(clip(reason, 200))}”` : ''
  switch (standing) {
    case 'open': {
      const whoCan = isMine
        ? '*You can decide*'
        : names === ''
          ? 'Nobody is named who can decide'
          : `${names} can decide`
      return `⏳ ${whoCan}; ${since('waits since', openedAt)}`
    }
    case 'deciding':
      return `⏳ Decided${by}${when}`
    case 'stuck':
      return `⚠️ Decided${by}${when}, and chant does not have it yet`
    case 'approved':
      return `✅ Approved${by}${when}`
    case 'rejected':
      return `❌ Rejected${by}${when}${why}`
    case 'expired':
      return `⌛ Expired: nobody decided in time`
    case 'gone':
      return `⚪ Nothing to decide any more${reason ? `: ${escape(clip(reason, 200))}` : ''}`
  }
}

function navigation({ filter, findings }: FindingsShown, page: number, pages: number): KnownBlock[] {
  // Where there is nothing at all there is nothing to leaf through either.
  if (filter.kind === 'all' && findings.length === 0) return []
  const here = filter.kind === 'key-result' ? filter.id : filter.kind
  const turn = (to: number, text: string) =>
    button(`findings:list-${to < page ? 'back' : 'on'}`, text, `${to} ${here}`, {
      label: `${text}: page ${to} of ${pages}`,
    })
  const others = (['pending', 'decided', 'all'] as const).filter((kind) => kind !== filter.kind)
  return [
    actions(
      'findings-list',
      ...(page > 1 ? [turn(page - 1, 'Previous')] : []),
      ...(page < pages ? [turn(page + 1, 'Next')] : []),
      ...others.map((kind) => button(`findings:list-${kind}`, filterWords[kind], `1 ${kind}`)),
    ),
  ]
}

const filterWords = { pending: 'What waits', decided: 'What was decided', all: 'All findings' } as const

function partOf(blocks: KnownBlock[]): Part {
  return { blocks, words: wordsOf(blocks) }
}
