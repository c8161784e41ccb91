import { readFileSync } from 'node:fs'
import { addDays, instantAt, type LocalDate, weekdayOf } from '../../domain/local-time.ts'
import { completed, decided, decisionIn, specFile, statusOf, withItem, withStatus } from './chant-spec-text.ts'
import { reportFile } from './churn-report.ts'
import { quarterEnds } from './workspace.ts'

/** One commit of Acme's: who makes it when, and what becomes of the files. */
export interface StoryStep {
  at: Date
  by: 'mike' | 'sarah'
  subject: string
  /** New contents by path, from those that stand there; null when somebody did otherwise, and the step falls away. */
  change(read: (path: string) => Promise<string | null>): Promise<Record<string, string> | null>
}

const research = '2026-01-13-001-xyz'
const driver = '2026-01-16-002-abc'
const report = '2026-01-22-003-def'
const labels = ['kpi-churn', 'q1-2026']
const context = '.chant/context/kpi-churn-q1'
const findings = `${context}/research-findings.md`
const digests = ['datadog-churn-metrics-2026-01', 'zendesk-support-patterns', 'user-survey-summary'].map(
  (name) => `${context}/${name}.md`,
)
const beta = `${context}/integration-beta-usage.md`

/**
 * The first quarter in Acme's repository: churn is researched, rejected for want of data, researched again, approved;
 * a driver with three members follows, and a report every working morning. Times are those of chant's own guide to
 * this story, in UTC.
 */
export function acmeStory(): StoryStep[] {
  return [...beginning(), ...researching(), ...implementing(), ...reporting()].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
}

function beginning(): StoryStep[] {
  return [
    step('2026-01-05T17:00:00Z', 'mike', 'Set up chant', {
      'README.md': '# Acme\n\nProject management for teams. Planned and built with chant.\n',
      '.chant/config.md': '---\nproject:\n  name: acme\n---\n\n# Acme\n',
      '.chant/.gitignore': '.locks/\n.store/\nstore/\nlogs/\nprocesses/\nagents.md\n',
      'src/components/onboarding/.gitkeep': '',
    }),
    step('2026-01-08T18:30:00Z', 'mike', 'Add Q1 churn KPI context digests', {
      [digests[0] as string]: text('context/datadog-churn-metrics-2026-01'),
      [digests[1] as string]: text('context/zendesk-support-patterns'),
      [digests[2] as string]: text('context/user-survey-summary'),
    }),
  ]
}

function researching(): StoryStep[] {
  const file = specPath(research)
  const head = { type: 'research', labels, informedBy: digests, targetFiles: [findings] }
  return [
    adding(research, '2026-01-13T10:00:00Z', head, 'research'),
    working('2026-01-14T16:44:00Z', research, 'analyze churn drivers', { [findings]: text('findings-1') }),
    completing('2026-01-14T16:45:00Z', research, 'Findings written; three drivers, about 6.2 pp in all. 3m20s.'),
    changing('2026-01-15T09:30:00Z', 'sarah', `chant(${research}): reject spec`, file, (before) =>
      decisionIn(before) === null && statusOf(before) === 'completed'
        ? decided(before, 'rejected', { by: 'sarah', at: '2026-01-15T09:30:00Z', reason: rejection })
        : null,
    ),
    {
      at: new Date('2026-01-15T15:10:00Z'),
      by: 'mike',
      subject: 'Add integration beta usage data for churn research',
      async change(read) {
        const before = await read(file)
        if (before === null || decisionIn(before) !== 'rejected') return null
        const after = withItem(withStatus(before, 'pending'), 'informed_by', beta)
        return { [file]: after, [beta]: text('context/integration-beta-usage') }
      },
    },
    working('2026-01-15T15:26:00Z', research, 'validate the integration figure with beta data', {
      [findings]: text('findings-2'),
    }),
    completing('2026-01-15T15:27:00Z', research, 'Findings revised: integrations about 2.0 pp. 2m45s.'),
    changing('2026-01-16T14:15:00Z', 'sarah', `chant(${research}): approve spec`, file, (before) =>
      decisionIn(before) === 'rejected' && statusOf(before) === 'completed'
        ? decided(before, 'approved', { by: 'sarah', at: '2026-01-16T14:15:00Z' })
        : null,
    ),
  ]
}

const rejection =
  'The 1.5 pp for integrations needs validation: we have beta data, please use it. And what would the import cost?'

/** The three members end in this order, each two minutes after the one before. */
const members = [
  {
    number: 3,
    label: 'team-ux',
    body: 'invite',
    at: '2026-01-22T14:06:00Z',
    files: [
      'src/components/sidebar/invite-button.tsx',
      'src/components/onboarding/team-step.tsx',
      'tests/sidebar/invite.test.tsx',
    ],
  },
  {
    number: 2,
    label: 'integrations',
    body: 'integration',
    at: '2026-01-22T14:08:00Z',
    files: ['src/integrations/config.ts', 'src/integrations/feature-flag.ts', 'tests/integrations/integration.test.ts'],
  },
  {
    number: 1,
    label: 'onboarding',
    body: 'wizard',
    at: '2026-01-22T14:10:00Z',
    files: [
      'src/components/onboarding/wizard.tsx',
      'src/components/onboarding/steps.tsx',
      'tests/onboarding/wizard.test.tsx',
    ],
  },
] as const

function implementing(): StoryStep[] {
  const ids = [1, 2, 3].map((number) => `${driver}.${number}`)
  return [
    adding(
      driver,
      '2026-01-16T15:00:00Z',
      { type: 'driver', labels, dependsOn: [research], members: ids },
      'driver',
      isApproved,
    ),
    ...[...members]
      .reverse()
      .map(({ number, label, body, files }) =>
        adding(
          `${driver}.${number}`,
          `2026-01-16T15:0${number}:00Z`,
          { type: 'code', labels: [label], targetFiles: files },
          body,
          (read) => read(specPath(driver)).then((before) => before !== null),
        ),
      ),
    changing(
      '2026-01-22T14:00:00Z',
      'mike',
      `chant(${driver}): start the members in parallel`,
      specPath(driver),
      (before) => (statusOf(before) === 'pending' ? withStatus(before, 'in_progress') : null),
    ),
    ...members.flatMap(({ number, at, files, body }) => {
      const id = `${driver}.${number}`
      const code = Object.fromEntries(files.map((file) => [file, `// ${body}: see .chant/specs/${id}.md\nexport {}\n`]))
      const before = new Date(Date.parse(at) - 30_000).toISOString()
      return [working(before, id, `implement ${files.length} files`, code), completing(at, id, 'All criteria met.')]
    }),
    completing('2026-01-22T14:12:00Z', driver, 'auto-completed'),
  ]
}

function reporting(): StoryStep[] {
  const head = {
    type: 'task',
    labels: [...labels, 'reporting'],
    informedBy: [findings],
    targetFiles: ['reports/kpi-churn-daily.md'],
    schedule: 'daily',
  }
  return [
    adding(report, '2026-01-22T15:30:00Z', head, 'report', (read) =>
      read(specPath(driver)).then((before) => before !== null),
    ),
    ...workingDays('2026-01-23', quarterEnds).map((date): StoryStep => {
      const at = instantAt(date, '07:00', 'America/New_York')
      const isFirst = date === '2026-01-23'
      return {
        at,
        by: 'mike',
        subject: `chant(${report}): report of ${date}`,
        async change(read) {
          const before = await read(specPath(report))
          if (before === null) return null
          const files = { 'reports/kpi-churn-daily.md': reportFile(date) }
          return isFirst
            ? { ...files, [specPath(report)]: completed(before, toSeconds(at), 'First report written.') }
            : files
        },
      }
    }),
  ]
}

async function isApproved(read: (path: string) => Promise<string | null>): Promise<boolean> {
  const before = await read(specPath(research))
  return before !== null && decisionIn(before) === 'approved'
}

function step(at: string, by: StoryStep['by'], subject: string, files: Record<string, string>): StoryStep {
  return { at: new Date(at), by, subject, change: async () => files }
}

function adding(
  id: string,
  at: string,
  head: Parameters<typeof specFile>[0],
  body: string,
  when: (read: (path: string) => Promise<string | null>) => Promise<boolean> = async () => true,
): StoryStep {
  return {
    at: new Date(at),
    by: 'mike',
    subject: `chant: Add spec ${id}`,
    change: async (read) =>
      (await read(specPath(id))) === null && (await when(read))
        ? { [specPath(id)]: specFile(head, text(`specs/${body}`)) }
        : null,
  }
}

/** An agent's commit; it falls away when the spec is not there or is done. */
function working(at: string, id: string, what: string, files: Record<string, string>): StoryStep {
  return {
    at: new Date(at),
    by: 'mike',
    subject: `chant(${id}): ${what}`,
    async change(read) {
      const before = await read(specPath(id))
      return before !== null && statusOf(before) !== 'completed' ? files : null
    },
  }
}

function completing(at: string, id: string, said: string): StoryStep {
  return changing(at, 'mike', `chant: Record agent transcript for ${id}`, specPath(id), (before) =>
    statusOf(before) === 'completed' ? null : completed(before, toSeconds(new Date(at)), said),
  )
}

function changing(
  at: string,
  by: StoryStep['by'],
  subject: string,
  path: string,
  edit: (before: string) => string | null,
): StoryStep {
  return {
    at: new Date(at),
    by,
    subject,
    async change(read) {
      const before = await read(path)
      const after = before === null ? null : edit(before)
      return after === null ? null : { [path]: after }
    },
  }
}

function specPath(id: string): string {
  return `.chant/specs/${id}.md`
}

function text(name: string): string {
  return readFileSync(new URL(`./chant/${name}.md`, import.meta.url), 'utf8')
}

function toSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}

function workingDays(first: LocalDate, last: LocalDate): LocalDate[] {
  const days: LocalDate[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (!['saturday', 'sunday'].includes(weekdayOf(date)) && date !== '2026-02-16') days.push(date)
  }
  return days
}
