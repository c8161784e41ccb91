import type { FindingContent } from '../../domain/findings/content.ts'
import { type Finding, readFindings } from '../../domain/findings/read-findings.ts'
import { plainLine, plainText } from '../../domain/plain-text.ts'
import { criterionLine, isWritable, titleLine } from '../../domain/spec-text.ts'
import { splitLabels } from './research-asked.ts'

/** One piece of work, as it was typed. */
export interface MemberTyped {
  title: string
  /** Markdown; its lines that begin with `- [ ]` are the criteria. */
  text: string
}

/** A driver spec as it was typed into its form. */
export interface DriverTyped {
  title: string
  purpose: string
  labels: string
  criteria: string
  members: readonly MemberTyped[]
}

export interface DriverWanted {
  title: string
  purpose: string
  labels: string[]
  criteria: string[]
  members: { title: string; text: string; criteria: string[] }[]
}

/** As many as the form has room for. */
export const mostMembers = 8
const longestTitle = 200
const mostCriteria = 30

/** What somebody typed as what is to be written, or what must be put right first, by field. Empty members are left out. */
export function driverWanted(typed: DriverTyped): { wanted: DriverWanted } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const title = titleLine(typed.title)
  if (title === '') errors['title'] = 'Write what is to be done.'
  if (title.length > longestTitle) errors['title'] = `Keep it to ${longestTitle} characters.`
  const labels = splitLabels(typed.labels)
  const odd = labels.find((label) => !isWritable(label) || label.length > 60)
  if (odd !== undefined) errors['labels'] = `“${odd.slice(0, 40)}” is no label: one word, at most 60 characters.`

  const members = typed.members.slice(0, mostMembers).flatMap((member, index) => {
    const name = titleLine(member.title)
    const said = plainText(member.text)
    if (name === '' && said === '') return []
    if (name === '') errors[`member-${index + 1}`] = 'Give it a title, or empty its text.'
    if (name.length > longestTitle) errors[`member-${index + 1}`] = `Keep it to ${longestTitle} characters.`
    return [{ title: name, ...partsOf(said) }]
  })
  if (members.length === 0 && Object.keys(errors).length === 0) errors['member-1'] = 'Name at least one piece of work.'
  const criteria = typed.criteria.split('\n').map(criterionLine).filter(Boolean).slice(0, mostCriteria)
  if (Object.keys(errors).length > 0) return { errors }
  return { wanted: { title, purpose: typed.purpose, labels, criteria, members } }
}

/** A member for each thing the findings say can be done, with what they say about it. */
export function membersFrom({ body, files }: FindingContent): MemberTyped[] {
  const texts = [...files.flatMap(({ text }) => (text === null ? [] : [text])), body]
  const found = texts.map((text) => readFindings(text).interventions).find((some) => some.length > 0) ?? []
  return found.slice(0, mostMembers).map(memberFrom)
}

function memberFrom({ title, text, impact, effort, priority }: Finding): MemberTyped {
  const facts = [
    impact === null ? null : `Expected impact: ${plainLine(impact)}`,
    effort === null ? null : `Effort: ${plainLine(effort)}`,
    priority === null ? null : `Priority: ${plainLine(priority)}`,
  ].filter((fact) => fact !== null)
  const about = [plainText(text).slice(0, 1_500), facts.join(' · ')].filter(Boolean).join('\n\n')
  return { title: titleLine(title).slice(0, longestTitle), text: `${about}\n\n${memberCriteria}`.trim() }
}

const memberCriteria = '- [ ] It works as described\n- [ ] Tests cover it'

/** The lines with a box are criteria, the rest says what it is about. */
function partsOf(said: string): { text: string; criteria: string[] } {
  const lines = said.split('\n')
  const isCriterion = (line: string) => /^\s*[-*+] \[[ xX]?\] /.test(line)
  return {
    text: lines
      .filter((line) => !isCriterion(line))
      .join('\n')
      .trim(),
    criteria: lines.filter(isCriterion).map(criterionLine).filter(Boolean).slice(0, mostCriteria),
  }
}
