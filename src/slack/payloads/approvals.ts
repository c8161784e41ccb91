import { z } from 'zod'

const bound = /^(\d{1,15}):(\d{1,9})(?::(\d{1,15}))?$/
const numbers = z.coerce.number().int().positive()

/** What a button or a form of an approval is bound to: which one, and which content of it. Throws for anything else. */
export function parseBound(text: string): { approvalId: number; version: number } {
  const [, approvalId, version] = bound.exec(text) ?? []
  return { approvalId: numbers.parse(approvalId), version: numbers.parse(version) }
}

/** Which decision a form takes back. Throws where none is named. */
export function parseDecisionBound(text: string): number {
  return numbers.parse(bound.exec(text)?.[3])
}
