import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from '../platform/logger.ts'
import { TooManyRequests } from './person-limit.ts'
import { sdkLogger } from './sdk-logger.ts'

/** Who we are in the workspace, from `auth.test` or remembered from an earlier start. */
export interface BotIdentity {
  botId: string | null
  botUserId: string | null
}

export interface SlackAppOptions {
  botToken: string
  /** Socket Mode when set; else signed HTTP. */
  appToken: string | undefined
  signingSecret: string | undefined
  slackApiUrl: string | undefined
  identity: () => BotIdentity
  log: Logger
}

const bodyLimit = 256 * 1024

/**
 * The Bolt app and its receiver, built apart: given one options object Bolt would share it with the socket's client,
 * and our retry policy for calls would end the process at the first HTTP 500 of a reconnect.
 */
export function createSlackApp(options: SlackAppOptions): { app: App; receiver: SocketModeReceiver | HTTPReceiver } {
  const receiver = options.appToken ? socketReceiver(options.appToken, options) : httpReceiver(options)
  const app = new App({
    receiver: receiver as Receiver,
    // The identity is asked for at each event, so an app that met Slack away at its start loses no click.
    authorize: async () => {
      const { botId, botUserId } = options.identity()
      return { botToken: options.botToken, ...(botId && { botId }), ...(botUserId && { botUserId }) }
    },
    clientOptions: {
      retryConfig: { retries: 0 },
      ...(options.slackApiUrl && { slackApiUrl: options.slackApiUrl }),
    },
    logger: sdkLogger(options.log),
  })
  // An error handler that resolves would make a failed listener look done.
  app.error(async (error) => {
    throw error
  })
  return { app, receiver }
}

function socketReceiver(appToken: string, { slackApiUrl, log }: SlackAppOptions): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger: sdkLogger(log),
    installerOptions: {
      clientOptions: {
        retryConfig: { forever: true, factor: 1.3, maxTimeout: 15_000 },
        ...(slackApiUrl && { slackApiUrl }),
      },
    },
    customPropertiesExtractor: (event) => ({ envelopeId: event.envelope_id }),
    // No acknowledgement: Slack sends an event again, and tells the person of anything else.
    processEventErrorHandler: async () => false,
  })
}

function httpReceiver({ signingSecret, log }: SlackAppOptions): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret: signingSecret as string,
    bodyLimit,
    logger: sdkLogger(log),
    customPropertiesExtractor: ({ headers }) => ({ signature: headers['x-slack-signature'] }),
    processEventErrorHandler: async ({ error, response }) => {
      // Nobody catches what this throws: with an answer already on its way it would end the process.
      if (!response.headersSent) response.writeHead(statusOf(error)).end()
      return true
    },
  })
}

function statusOf(error: Error): number {
  return error instanceof TooManyRequests ? 429 : 500
}
