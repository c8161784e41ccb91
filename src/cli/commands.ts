import type { Command } from './command.ts'

export interface CommandEntry {
  name: string
  /** One line, for the list of commands. */
  about: string
  load(): Promise<Command>
}

/** Every command. A new one is a file beside this one and a line here; it is read only when it is called. */
export const commands: readonly CommandEntry[] = [
  { name: 'start', about: 'runs the app', load: () => import('./start.ts').then(only) },
  {
    name: 'demo',
    about: 'runs the app before a local Slack workspace in the browser',
    load: () => import('./demo.ts').then(only),
  },
  { name: 'doctor', about: 'says what is healthy and what is not', load: () => import('./doctor.ts').then(only) },
  { name: 'import', about: 'loads or updates OKRs from a file', load: () => import('./import.ts').then(only) },
  { name: 'export', about: 'writes OKRs to a file', load: () => import('./export.ts').then(only) },
  { name: 'ingest', about: 'records KPI readings from a CSV file', load: () => import('./ingest.ts').then(only) },
  { name: 'status', about: 'shows how the OKRs stand', load: () => import('./status.ts').then(only) },
  { name: 'activity', about: 'shows what happened in chant projects', load: () => import('./activity.ts').then(only) },
  { name: 'jobs', about: 'shows and mends the queue', load: () => import('./jobs.ts').then(only) },
  { name: 'migrate', about: 'brings the database up to date', load: () => import('./migrate.ts').then(only) },
  { name: 'backup', about: 'copies the database', load: () => import('./backup.ts').then(only) },
  {
    name: 'restore',
    about: 'puts a backup in the place of the database',
    load: () => import('./restore.ts').then(only),
  },
  { name: 'gallery', about: 'shows every message, form and Home', load: () => import('./gallery.ts').then(only) },
]

function only(module: { default: Command }): Command {
  return module.default
}
