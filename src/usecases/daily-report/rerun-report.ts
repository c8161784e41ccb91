import { setTimeout } from 'node:timers/promises'
import { instantAt, type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import type { ReportChannel } from '../../domain/reports.ts'
import type { Settlement } from '../../durable/claim.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { lastReadingId } from '../../storage/report-facts.ts'
import { addReport, changeReport, findReport, getReport, type Report, reportKey } from '../../storage/reports.ts'
import type { ChantReader } from '../chant-reader.ts'
import type { DeliveryOptions } from '../deliver-message.ts'
import { buildReport } from './build-report.ts'
import { oweReport } from './owe-report.ts'
import { findReportChannelNow } from './report-channels.ts'
import { recordOf, windowFor } from './report-window.ts'

export interface RerunOptions extends DeliveryOptions {
  reader: ChantReader
  defaultZone: Zone
}

export interface RerunOf {
  channelId: string
  date: LocalDate
}

const longestLookMs = 10_000

/**
 * Makes one channel's report of one day anew: edits it where it stands; posts it when it is today's and was not posted
 * yet, or when somebody deleted it. An edit leaves its beginning and its cut as they are, so that the next report tells
 * what stands only in an edit. Returns what becomes of the job that called.
 */
export async function rerunReport(options: RerunOptions, { channelId, date }: RerunOf): Promise<Settlement> {
  const { clock, messenger, reader } = options
  const look = reader.readAll().catch(() => {})
  await Promise.race([look, setTimeout(longestLookMs, undefined, { ref: false })])
  const step = transact(options.db, (tx) => nextStep(tx, options, { channelId, date }))
  if (step.kind !== 'edit') return step.kind === 'wait' ? laterFrom(clock.now()) : { kind: 'done' }
  const { report, mark, ts } = step
  const notice = { kind: 'daily-report', reportId: report.id, post: report.post } as const
  const outcome = await messenger.update(mark, notice, { channelId, threadTs: null, ts }, clock.now())
  if (outcome.kind === 'updated') return { kind: 'done' }
  if (outcome.kind === 'rate-limited') return { kind: 'snooze', until: outcome.until }
  if (outcome.kind !== 'refused') throw new Error(outcome.problem)
  if (!/message_not_found/.test(outcome.problem)) return { kind: 'dead', problem: outcome.problem }
  postAnew(options, report)
  return { kind: 'done' }
}

type Step = { kind: 'done' | 'wait' } | { kind: 'edit'; report: Report; mark: string; ts: string }

function nextStep(db: Db, { clock, reader, defaultZone }: RerunOptions, { channelId, date }: RerunOf): Step {
  const now = clock.now()
  const channel = findReportChannelNow(db, channelId, defaultZone)
  if (!channel) return { kind: 'done' }
  const isToday = date === localDateAt(now, channel.zone)
  const report = findReport(db, channelId, date)
  if (report?.outcome !== 'posted') {
    if (isToday) makeNow(db, channel, report, date, reader.completeUntil(), now)
    return { kind: 'done' }
  }
  if (isToday) changeReport(db, report.id, { shownUntil: reader.completeUntil(), shownReading: lastReadingId(db) })
  const delivery = getDelivery(db, reportKey(report))
  if (delivery?.state === 'sent' && delivery.ts) return { kind: 'edit', report, mark: delivery.mark, ts: delivery.ts }
  // On its way: it is edited as soon as it stands. Not sent yet: it is rendered when it is.
  if (delivery?.state === 'sending' || delivery?.state === 'unknown') return { kind: 'wait' }
  if (delivery?.state !== 'waiting') {
    changeReport(db, report.id, { post: report.post + 1 })
    oweReport(db, { ...report, post: report.post + 1 }, now)
  }
  return { kind: 'done' }
}

/** Nothing was new at its hour, or its hour is still to come: everybody sees it now, so the next one begins here. */
function makeNow(db: Db, channel: ReportChannel, report: Report | null, date: LocalDate, until: Date, now: Date): void {
  const { channelId, time, zone } = channel
  const window = windowFor(db, channel, date, until)
  const { shown } = buildReport(db, channel, window)
  const record = { ...recordOf(window), decidedAt: now, outcome: 'posted', cut: until, shown } as const
  if (report) changeReport(db, report.id, record)
  const id = report?.id ?? addReport(db, { channelId, plannedAt: instantAt(date, time, zone), ...record })
  if (id !== null) oweReport(db, { id, post: report?.post ?? 1, channelId, date }, now)
}

/** Deleted in Slack. Whoever asked twice gets it once; an earlier day's stays deleted, the next one is out. */
function postAnew({ db, clock, defaultZone }: RerunOptions, { id, post, channelId, date }: Report): void {
  transact(db, (tx) => {
    const zone = findReportChannelNow(tx, channelId, defaultZone)?.zone
    if (zone === undefined || date !== localDateAt(clock.now(), zone)) return
    if (getReport(tx, id)?.post !== post) return
    changeReport(tx, id, { post: post + 1 })
    oweReport(tx, { id, post: post + 1, channelId, date }, clock.now())
  })
}

function laterFrom(now: Date): Settlement {
  return { kind: 'snooze', until: new Date(now.getTime() + 1000) }
}
