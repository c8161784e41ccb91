import { z } from 'zod'
import type { Handler } from '../durable/worker.ts'
import { type DiscussionOptions, keepDiscussion } from '../usecases/approvals/keep-discussion.ts'
import { createTeller, type TellingOptions } from '../usecases/approvals/tell-chant.ts'
import { auditDelivery } from '../usecases/audit-delivery.ts'
import { writeChantFiles } from '../usecases/chant-files/write-chant-files.ts'
import { type RerunOptions, rerunReport } from '../usecases/daily-report/rerun-report.ts'
import { deliverMessage } from '../usecases/deliver-message.ts'
import { createHomePublisher } from '../usecases/home/publish-home.ts'
import { priorities } from '../usecases/owe-message.ts'
import type { Homes } from '../usecases/ports.ts'
import { createRefresher } from '../usecases/refresh-message.ts'

const withKey = z.object({ key: z.string() })
const withPerson = z.object({ personId: z.number() })
const withDecision = z.object({ decisionId: z.number(), isExtra: z.boolean().optional() })
const withApproval = z.object({ approvalId: z.number() })
const withId = z.object({ id: z.number() })
const withDay = z.object({ channelId: z.string(), date: z.string() })

/** Our kinds of jobs: each parses its arguments and calls one use case. */
export function createHandlers(
  options: RerunOptions & { homes: Homes } & TellingOptions & DiscussionOptions,
): Record<string, Handler> {
  const refresh = createRefresher(options)
  const publishHome = createHomePublisher(options)
  const tellChant = createTeller(options)
  return {
    'deliver-message': ({ args, priority }) =>
      deliverMessage(options, { key: withKey.parse(args).key, isAwaited: priority <= priorities.answer }),
    'refresh-message': ({ args }) => refresh(withKey.parse(args).key),
    'publish-home': ({ args }) => publishHome(withPerson.parse(args).personId),
    'audit-delivery': ({ args }) => auditDelivery(options, withKey.parse(args).key),
    'tell-chant': ({ args }) => tellChant(withDecision.parse(args)),
    'keep-discussion': async ({ args }) => void (await keepDiscussion(options, withApproval.parse(args).approvalId)),
    'write-chant-files': ({ args }) => writeChantFiles(options, withId.parse(args).id),
    'rerun-report': ({ args }) => rerunReport(options, withDay.parse(args)),
  }
}
