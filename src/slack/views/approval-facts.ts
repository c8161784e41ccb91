import type { KnownBlock } from '@slack/types'
import { criteriaOf } from '../../domain/acceptance-criteria.ts'
import type { ApprovalShown, EarlierRound } from '../../usecases/approvals/shown.ts'
import { context, section } from '../blocks/blocks.ts'
import { lineSections } from '../blocks/fit.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { confidenceInWords, driverLine, listed, named, since, specCode, whenIn } from './approval-words.ts'

/** How much of each list is shown; the others are counted, or named by their ids alone. */
export interface Detail {
  /** Longest title of a key result, a finding, a driver. */
  title: number
  keyResults: number
  inputs: number
  criteria: number
  earlier: number
  drivers: number
  /** Longest reason of an earlier round. */
  reason: number
}

/** Whether the work is done, and what it is made from. */
export function evidenceBlocks({ kind, criteria, content, informedBy }: ApprovalShown, detail: Detail): KnownBlock[] {
  const isPlanned = kind === 'release' && criteria.checked === 0
  const done = criteriaLines(criteria, openOf(content.body), detail, isPlanned)
  const inputs = inputLines(informedBy, detail)
  // What is missing is worth a look; that all is there is not.
  if (criteria.checked < criteria.total) return [...lineSections('', done), ...inputs.map((line) => context(line))]
  return done.length + inputs.length > 0 ? [context([...done, ...inputs].join('\n'))] : []
}

function openOf(body: string): string[] {
  return criteriaOf(body).flatMap(({ text, checked }) => (checked ? [] : [text]))
}

function criteriaLines(
  { checked, total }: ApprovalShown['criteria'],
  open: readonly string[],
  { criteria: most, title }: Detail,
  isPlanned: boolean,
): string[] {
  if (total === 0) return []
  if (checked >= total) return [`✓ ${checked} of ${total} acceptance criteria met`]
  const shown = open.slice(0, most).map((one) => `◦ ${isPlanned ? '' : 'Not met: '}${escape(clip(one, title))}`)
  const left = total - checked - shown.length
  const more = left > 0 && shown.length > 0 ? [`◦ and ${left} more`] : []
  return [isPlanned ? '*What it has to meet*' : `⚠️ *${checked} of ${total} acceptance criteria met*`, ...shown, ...more]
}

function inputLines(informedBy: readonly string[], { inputs: most }: Detail): string[] {
  if (informedBy.length === 0) return []
  const shown = informedBy.slice(0, most).map((path) => specCode(shortName(path)))
  const left = informedBy.length - shown.length
  return [`Made from ${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`]
}

/** `.chant/context/churn/user-survey-summary.md` is `user-survey-summary`. */
function shortName(path: string): string {
  const name = path.split('/').at(-1) || path
  return clip(name.replace(/\.md$/, ''), 60)
}

/** The key results it is for, with how sure their owners are and what is measured: the two stay apart. */
export function keyResultBlocks({ keyResults }: ApprovalShown, { keyResults: most, title }: Detail): KnownBlock[] {
  if (keyResults.length === 0) return []
  const lines = keyResults.slice(0, most).map((one) => {
    const words = `*${one.id}*  ${escape(clip(one.title, title))}`
    return `${words}\n${confidenceInWords(one.confidence)}   *${escape(clip(one.progress, 80))}*`
  })
  const left = keyResults.slice(most).map(({ id }) => id)
  const more = left.length > 0 ? [`And ${left.length} more: ${listed(left, 'and', 30)}.`] : []
  const heading = keyResults.length === 1 ? '*For this key result*' : '*For these key results*'
  return lineSections(heading, [...lines, ...more])
}

/** Work on what was approved. */
export function driverBlocks({ drivers }: ApprovalShown, { drivers: most, title }: Detail): KnownBlock[] {
  if (drivers.length === 0) return []
  const shown = drivers.slice(0, most).map((one) => driverLine({ ...one, title: one.title && clip(one.title, title) }))
  const left = drivers.length - shown.length
  return [section([...shown, ...(left > 0 ? [`And ${left} more.`] : [])].join('\n'))]
}

/** What became of the rounds before; of many the last ones. */
export function earlierLines({ earlier, difference }: ApprovalShown, { earlier: most, reason }: Detail): string[] {
  const shown = earlier.slice(-most)
  const left = earlier.length - shown.length
  return [
    ...(left > 0 ? [`${left} earlier rounds are under *Read findings*.`] : []),
    ...shown.map((one) => roundLine(one, reason)),
    ...(difference === null ? [] : [`Since then: ${escape(clip(difference, 300))}`]),
  ]
}

const outcomeWords: Record<string, string> = {
  open: 'not decided',
  deciding: 'being decided',
  stuck: 'being decided',
  expired: 'nobody decided in time',
  gone: 'there was nothing to decide',
}

/** `Round 1: rejected by Sarah (15 Jan at 09:30): “The 1.5 pp …”` */
export function roundLine({ round, outcome, byName, at, reason, link: url }: EarlierRound, most = 300): string {
  const name = url ? link(url, `Round ${round}`) : `Round ${round}`
  const by = byName === null ? '' : ` by ${named(byName)}`
  // Only what a person said stands in quotes; that nobody decided in time says it all.
  const words = reason && escape(clip(reason, most))
  const why = !words || outcome === 'expired' ? '.' : byName === null ? `: ${words}.` : `: “${words}”`
  return `${name}: ${outcomeWords[outcome] ?? escape(clip(outcome, 80))}${by}${at === null ? '' : whenIn(at)}${why}`
}

/** Why they are asked, since when, until when, and where it stands in git. */
export function footerBlocks(shown: ApprovalShown): KnownBlock[] {
  return [context([...(shown.standing === 'open' ? askedLines(shown) : []), whereLine(shown)].join(' '))]
}

function askedLines({ who, openedAt, expiresAt, changes }: ApprovalShown): string[] {
  const [one] = who.approvers
  const whom = who.approvers.length === 1 && one ? named(one.name) : null
  return [
    `Why ${whom ?? 'these people'}: ${escape(clip(who.because, 300))}.${standInWords(who, whom)}`,
    `${since('Waits since', openedAt)}.`,
    ...(expiresAt ? [`${since('Expires', expiresAt)}, and then stays undecided.`] : []),
    ...(changes > 0
      ? [`Changed ${changes === 1 ? 'once' : `${changes} times`} since; what changed is in the thread.`]
      : []),
    'What is said in the thread is kept in git for whoever researches next.',
  ]
}

/** ` Sarah is away, so Ana may decide, too.` */
function standInWords({ fallback, isFallbackNeeded }: ApprovalShown['who'], whom: string | null): string {
  if (fallback.length === 0) return ''
  const are = whom === null ? 'they are' : `${whom} is`
  const who = listed(
    fallback.map(({ name }) => named(name)),
    'or',
    6,
  )
  if (!isFallbackNeeded) return ` While ${are} away: ${who}.`
  return whom === null ? ` They are away, so ${who} may decide, too.` : ` ${are} away, so ${who} may decide, too.`
}

function whereLine({ specId, repository, isOneOfSeveral }: ApprovalShown): string {
  return isOneOfSeveral ? `${specCode(specId)} in ${specCode(repository)}` : specCode(specId)
}
