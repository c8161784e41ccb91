import { Problem } from '../domain/problem.ts'
import { newId } from '../platform/new-id.ts'
import type { Asking } from './answer-instead.ts'

/** What a person can tell their admin, and what stands beside the error in the log. */
export function newReference(): string {
  return newId().slice(0, 8)
}

/** What somebody reads when handling what they did failed: the reason if it is one for people, else a reference. */
export function wentWrong(error: unknown, reference: string, asking: Asking): string {
  if (error instanceof Problem) return error.message
  const tell = `tell your admin this number: ${reference}.`
  switch (asking) {
    case 'form':
      return `Something went wrong on my side, and this is not saved yet. I keep trying; you can also send it again. If it does not work in a few minutes, ${tell}`
    case 'press':
      return `Something went wrong on my side. I keep trying, so there is nothing for you to do. If nothing changes in a few minutes, ${tell}`
    default:
      return `Something went wrong on my side. Please try again in a minute. If it happens again, ${tell}`
  }
}

/** Nothing answers to what was pressed or sent: it stands in an old message, or the app was set back. */
export function noListener(asking: Asking): string {
  return asking === 'form'
    ? 'This form is from another version of me, so I cannot take it. Please copy what you typed, and open it again.'
    : 'This is from another version of me and does nothing any more. My Home tab shows what there is now.'
}

/** One person, more than any person can mean. */
export const tooMany = 'That was more than I take from one person in a minute. Please wait a minute and try again.'
