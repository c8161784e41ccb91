import { Document, isCollection, isMap, isScalar, Scalar, visit } from 'yaml'
import type { ApprovalRule } from '../../domain/approval-rules.ts'
import { formatEvery, formatLimit } from '../../domain/kpis.ts'
import type {
  FileInitiative,
  FileKeyResult,
  FileKpi,
  FileObjective,
  FilePerson,
  FileTeam,
  OkrFile,
} from '../../domain/okr-file/okr-file.ts'

/** An OKR file as text. `parseOkrFile` reads the same file from it. */
export function writeOkrFile(file: OkrFile): string {
  const document = new Document(
    {
      version: 1,
      // "Nobody" is not the same as "not said".
      ...(file.admins && { admins: file.admins }),
      ...without({
        people: file.people.map(person),
        cycle: file.cycle,
        teams: file.teams.map(team),
        holidays: file.holidays,
        kpis: file.kpis.map(kpi),
        objectives: file.objectives.map(objective),
        initiatives: file.initiatives.map(initiative),
      }),
      ...(file.approvals && { approvals: file.approvals.map(approval) }),
    },
    // What would be an alias in YAML is written out: two equal lists are two lists.
    { aliasDuplicateObjects: false },
  )
  visit(document, {
    Pair(_key, { key, value }) {
      if (isScalar(key) && key.value === 'time' && isScalar(value)) value.type = Scalar.QUOTE_DOUBLE
    },
    Collection(_key, node, ancestors) {
      // Small things stand on one line, as people write them.
      if (ancestors.length > 1 && node.items.every(isSmall) && JSON.stringify(node).length <= 150) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** True for what can share a line: no list of groups, no text of several lines. */
function isSmall(item: unknown): boolean {
  const value = item !== null && typeof item === 'object' && 'value' in item && !isScalar(item) ? item.value : item
  if (isCollection(value)) return !isMap(value) && value.items.every((one) => isScalar(one))
  return isScalar(value) && !String(value.value).includes('\n')
}

function person({ person, git, zone, delegate, daysOff, checkIn }: FilePerson) {
  return without({ person, git, zone, delegate, days_off: daysOff, check_in: checkIn && without(checkIn) })
}

function team({ name, level, zone, workingDays, lead, channel, checkIn, report }: FileTeam) {
  return without({
    name,
    level,
    zone,
    working_days: workingDays,
    lead,
    channel,
    check_in: checkIn && without(checkIn),
    // An empty list of sections is not the same as none said.
    report: report && {
      ...without({ ...report, sections: null }),
      ...(report.sections && { sections: report.sections }),
    },
  })
}

function kpi({ id, name, unit, every, owner, baseline, target, limit, readings }: FileKpi) {
  return without({
    id,
    name,
    unit,
    every: every && formatEvery(every),
    owner,
    baseline,
    target,
    limit: limit && formatLimit(limit),
    readings: readings.map(without),
  })
}

function objective({ id, team, title, type, supports, whyNow, keyResults }: FileObjective) {
  return without({ id, team, title, type, supports, why_now: whyNow, key_results: keyResults.map(keyResult) })
}

function keyResult(said: FileKeyResult) {
  const { proxyFor, assumption, dependencies, links, ...plain } = said
  return without({
    ...plain,
    dependencies: dependencies.map(without),
    links: links.map(without),
    assumption: assumption && without(assumption),
    proxy_for: proxyFor,
  })
}

function initiative({ title, contributesTo, link, evidence, expectedImpact }: FileInitiative) {
  return without({ title, contributes_to: contributesTo, link, evidence, expected_impact: expectedImpact })
}

function approval(rule: ApprovalRule) {
  const { labels, repository, channel, approvers, fallback, quorum, selfApproval, expiresAfterDays } = rule
  return without({
    labels,
    repository,
    channel,
    approvers,
    fallback,
    quorum,
    self_approval: selfApproval,
    expires_after: expiresAfterDays === null ? null : `${expiresAfterDays} day${expiresAfterDays === 1 ? '' : 's'}`,
  })
}

/** Without what says nothing: null, and empty lists. */
function without(said: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
}
