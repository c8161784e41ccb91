import type { Message, Modal } from './blocks/message.ts'

/**
 * What a command is answered with: a message, or a form that opens. `plain`: the same where charts are refused.
 * `isPrivate`: it is about the person alone, so `share` does not show it to a channel.
 */
export type Answer = { message: Message; plain?: Message; isPrivate?: true } | { form: Modal }
