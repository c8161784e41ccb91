import { z } from 'zod'
import type { ResearchTyped } from '../../usecases/chant-files/research-asked.ts'
import type { Submitted } from './forms.ts'

const approvalId = z.number().int().positive()
const research = z.object({ repository: z.string(), about: z.string(), approvalId: approvalId.nullable() })

/** What the research form carries with it. */
export function parseResearchForm(privateMetadata: string): z.infer<typeof research> {
  return research.parse(JSON.parse(privateMetadata))
}

/** What was typed into the research form. */
export function parseTypedResearch({ fields, choices }: Pick<Submitted, 'fields' | 'choices'>): ResearchTyped {
  return {
    title: fields['title'] ?? '',
    details: fields['details'] ?? '',
    labels: choices['labels'] ?? [],
    moreLabels: fields['more-labels'] ?? '',
    keyResults: choices['key-results'] ?? [],
    informedBy: choices['informed-by'] ?? [],
    targets: fields['targets'] ?? '',
    criteria: fields['criteria'] ?? '',
  }
}

/** Which version of which approval a button means: `17:2`. Throws ZodError for anything else. */
export function parseApprovalButton(value: string): { approvalId: number; version: number } {
  const [id, version] = value.split(':')
  const number = z.coerce.number().int().positive()
  return z.object({ approvalId: number, version: number }).parse({ approvalId: id, version })
}

/** The question behind `/okr research`, without the quotation marks people put around it. */
export function parseQuestion(rest: string): string {
  const [, inner] = /^["“”„«»'‘’](.*)["“”«»'‘’]$/s.exec(rest.trim()) ?? []
  return (inner ?? rest).trim()
}
