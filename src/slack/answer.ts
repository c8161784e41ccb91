import type { Message, Modal } from './blocks/message.ts'

/** What a command is answered with: a message, or a form that opens. `plain`: the same where charts are refused. */
export type Answer = { message: Message; plain?: Message } | { form: Modal }
