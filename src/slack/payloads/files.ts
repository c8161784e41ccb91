import { z } from 'zod'
import { type DriverTyped, mostMembers } from '../../usecases/chant-files/driver-asked.ts'
import type { ResearchTyped } from '../../usecases/chant-files/research-asked.ts'
import type { DigestAnswers } from '../../usecases/chant-files/save-digest.ts'
import type { DigestTyped } from '../../usecases/chant-files/show-digest-form.ts'
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

/** The question behind `/okr research`, without the quotation marks people put around it. */
export function parseQuestion(rest: string): string {
  const [, inner] = /^["“”„«»'‘’](.*)["“”«»'‘’]$/s.exec(rest.trim()) ?? []
  return (inner ?? rest).trim()
}

const digest = z.object({
  key: z.string(),
  repository: z.string(),
  /** What the form asked about: the file that stands there already, and what looks like a secret. */
  taken: z.string().nullable(),
  suspicions: z.string().nullable(),
})

/** What the digest form carries with it. */
export function parseDigestForm(privateMetadata: string): z.infer<typeof digest> {
  return digest.parse(JSON.parse(privateMetadata))
}

/** What was typed into the digest form, and what was answered to its doubts. */
export function parseTypedDigest({ fields, choices, privateMetadata }: Submitted): {
  typed: DigestTyped
  answered: DigestAnswers
} {
  const { taken, suspicions } = parseDigestForm(privateMetadata)
  return {
    typed: {
      title: fields['title'] ?? '',
      folder: fields['folder'] ?? '',
      newFolder: fields['new-folder'] ?? '',
      name: fields['name'] ?? '',
      date: fields['date'] ?? '',
      // A field that is there and empty was emptied; one that is not there is kept elsewhere.
      text: 'text' in fields ? (fields['text'] ?? '') : null,
    },
    answered: {
      replace: fields['collision'] === 'replace' ? taken : null,
      rename: fields['collision'] === 'other' ? taken : null,
      confirmed: choices['confirm']?.includes('yes') ? suspicions : null,
    },
  }
}

/** What the driver form carries with it. */
export function parseDriverForm(privateMetadata: string): { approvalId: number } {
  return z.object({ approvalId }).parse(JSON.parse(privateMetadata))
}

/** What was typed into the driver form. */
export function parseTypedDriver({ fields }: Pick<Submitted, 'fields'>): DriverTyped {
  const text = (name: string) => fields[name] ?? ''
  return {
    title: text('title'),
    purpose: text('purpose'),
    labels: text('labels'),
    criteria: text('criteria'),
    members: Array.from({ length: mostMembers }, (_, at) => ({
      title: text(`member-${at + 1}`),
      text: text(`member-${at + 1}-text`),
    })),
  }
}
