import type { ApprovalId } from '../domain/approvals.ts'
import type { Zone } from '../domain/local-time.ts'
import { Problem } from '../domain/problem.ts'
import type { ReportFile } from '../domain/report-files.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import { listApprovalRules } from '../storage/approval-rules.ts'
import { decisionsSoFar } from '../storage/approvals/decisions.ts'
import { findRepository } from '../storage/chant.ts'
import { listReportPaths } from '../storage/chant-report-files.ts'
import { decidersChanged } from './approvals/deciders/deciders-changed.ts'
import { type ReadContents, watchFindings } from './approvals/watch-findings.ts'
import { isWorkspaceUnknown } from './know-workspace.ts'
import { type ReadRepository, readChant } from './read-chant.ts'
import { recordReportFiles } from './record-report-files.ts'

/** A chant project under the name people give it, and how it is read. */
export interface ReadableRepository {
  name: string
  read: ReadRepository
  /** Those of these files that hold figures. */
  readReports: (paths: readonly string[]) => Promise<ReportFile[]>
  /** Specs with what they were to write, as committed. */
  readContents: ReadContents
}

/** Files of figures that are followed in one repository. */
const mostReportFiles = 200

/** Keeps what is in the database up with what is in the repositories. */
export interface ChantReader {
  /** Reads every repository now; one that is being read already is not read twice. Resolves when all are done. */
  readAll(): Promise<void>
  /** Reads one repository after whatever is under way there: what was just written to it is read for sure. */
  readAgain(name: string): Promise<void>
  /** When they were last read, or tried; null before the first time. */
  lastReadAt(): Date | null
  /** Up to when everything is kept that we can know: until now, or until a reading began that is still under way. */
  completeUntil(): Date
}

export interface ChantReaderOptions {
  db: Db
  clock: Clock
  repositories: readonly ReadableRepository[]
  defaultZone: Zone
  log: Logger
  /** Asks Slack about everybody and every channel that is named. Rejects when it cannot be asked. */
  askSlack?: () => Promise<unknown>
}

export function createChantReader({
  db,
  clock,
  repositories,
  defaultZone,
  log,
  askSlack,
}: ChantReaderOptions): ChantReader {
  const underWay = new Map<string, { since: Date; done: Promise<void> }>()
  const told = new Map<string, string | null>()
  const reportsOf = new Map<string, string | null>()
  const watchedOf = new Map<string, string>()
  const rulesOf = new Map<string, string>()
  let askedAbout: string | null = null
  let readAt: Date | null = null

  function readOne(repository: ReadableRepository): Promise<void> {
    const known = underWay.get(repository.name)
    if (known) return known.done
    const since = clock.now()
    const done = read(repository, since).finally(() => underWay.delete(repository.name))
    underWay.set(repository.name, { since, done })
    return done
  }

  async function read(repository: ReadableRepository, now: Date): Promise<void> {
    const { name } = repository
    const decidedBefore = decisionsSoFar(db)
    const outcome = await readChant(db, name, repository.read, now)
    if (outcome.kind === 'read') {
      await readFigures(repository)
      await watch(repository, decidedBefore)
    }
    const problem = outcome.kind === 'failed' ? outcome.problem : null
    if (problem === (told.get(name) ?? null)) return
    told.set(name, problem)
    if (problem === null) log.info({ repository: name }, 'the repository can be read again')
    else log.warn({ repository: name }, problem)
  }

  /** Whatever was committed may have changed a file of figures, so they are looked at after every new commit. */
  async function readFigures({ name, readReports }: ReadableRepository): Promise<void> {
    const commit = findRepository(db, name)?.cursor?.state ?? null
    if (reportsOf.has(name) && reportsOf.get(name) === commit) return
    const paths = listReportPaths(db, name, mostReportFiles)
    if (paths.length > 0) recordReportFiles(db, name, await readReports(paths), clock.now())
    reportsOf.set(name, commit)
  }

  /** What is to be decided depends on what is committed and on who is to decide: nothing else need be looked at again. */
  async function watch(
    { name, readContents }: ReadableRepository,
    decidedBefore: ReadonlyMap<ApprovalId, string>,
  ): Promise<void> {
    const rules = JSON.stringify(listApprovalRules(db))
    const seen = `${findRepository(db, name)?.cursor?.state ?? ''} ${rules}`
    if (watchedOf.get(name) === seen) return
    if (!(await isKnownWhoIsAsked(rules))) return
    try {
      const left = await watchFindings(
        db,
        { repository: name, readContents, decidedBefore },
        () => clock.now(),
        defaultZone,
      )
      if (left === 0) watchedOf.set(name, seen)
      else watchedOf.delete(name)
      if (rulesOf.get(name) !== rules) decidersChanged(db, name, clock.now(), defaultZone)
      rulesOf.set(name, rules)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      log.warn({ repository: name }, error.message)
    }
  }

  /**
   * Slack is asked about whomever and wherever the rules name before anything is asked there: else the lead would be
   * called for what a group decides, or in another channel. What Slack does not know then, it does not know.
   */
  async function isKnownWhoIsAsked(rules: string): Promise<boolean> {
    if (askSlack === undefined || askedAbout === rules || !isWorkspaceUnknown(db)) return true
    try {
      await askSlack()
      askedAbout = rules
      return true
    } catch (error) {
      log.warn({ err: error }, 'Slack does not say yet whom the approvals rules mean; nobody is asked before it does')
      return false
    }
  }

  return {
    async readAgain(name) {
      const repository = repositories.find((one) => one.name === name)
      await underWay.get(name)?.done.catch(() => {})
      if (repository) await readOne(repository)
    },
    async readAll() {
      readAt = clock.now()
      const ended = await Promise.allSettled(repositories.map(readOne))
      const failed = ended.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
    lastReadAt: () => readAt,
    completeUntil() {
      const begun = [...underWay.values()].map(({ since }) => since.getTime() - 1)
      return new Date(Math.min(clock.now().getTime(), ...begun))
    },
  }
}
