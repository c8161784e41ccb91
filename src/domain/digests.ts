import type { LocalDate } from './local-time.ts'
import { plainLine, plainText } from './plain-text.ts'
import type { SpecId } from './specs.ts'

/** Where people keep data for research; chant itself does not know the folder. */
export const contextFolder = '.chant/context'

/** A file below `.chant/context`, as committed; `changedAt`: of the last commit that changed it. */
export interface ContextFile {
  path: string
  changedAt: Date | null
}

/** The folder of a path below `.chant/context`: `kpi-churn-q1`; empty for what lies in `.chant/context` itself or elsewhere. */
export function folderBelowContext(path: string): string {
  if (!path.startsWith(`${contextFolder}/`)) return ''
  return path.slice(contextFolder.length + 1, Math.max(contextFolder.length + 1, path.lastIndexOf('/')))
}

/** Where what was said about a finding is kept for the research that follows: beside the files it was to write. */
export function discussionPathOf({ specId, targetFiles }: { specId: SpecId; targetFiles: readonly string[] }): string {
  const beside = targetFiles.map(folderBelowContext).find((folder) => folder !== '' && whyNotPath(folder) === null)
  return `${contextFolder}/${beside ?? 'discussions'}/discussion-${slugOf(specId, 'spec')}.md`
}

/**
 * Why the app does not write to a path of a project, in a few words after it; null when it may. Plain relative paths of
 * plain characters: nothing that leads out, is git's own, is an option, or ends chant's frontmatter.
 */
export function whyNotPath(path: string): string | null {
  if (path === '') return 'is empty'
  if (path.length > 200) return 'is longer than 200 characters'
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'is not a path inside the project'
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part.startsWith('..')))
    return 'is not a path inside the project'
  if (parts.some((part) => !/^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/.test(part))) {
    return 'has characters other than letters, digits, dots, dashes and underscores'
  }
  if (path.includes('---')) return 'has three dashes in a row, which chant would stumble over'
  if (parts.some((part) => /^\.git/i.test(part) || part.endsWith('.'))) return 'is not a name I write to'
  return null
}

/** The same for a file that research is to write: none of what chant reads itself. */
export function whyNotTarget(path: string): string | null {
  const why = whyNotPath(path)
  if (why !== null) return why
  const isChants = /^\.chant\//i.test(path) && !/^\.chant\/(context|research)\/./.test(path)
  if (isChants) return 'is chant’s own: write to .chant/context/ or outside .chant'
  return path.includes('.', path.lastIndexOf('/') + 1) ? null : 'has no ending like .md'
}

/** A name for a file or folder: `What churned customers wrote` is `what-churned-customers-wrote`. */
export function slugOf(text: string, otherwise: string, longest = 60): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (plain.length <= longest) return plain || otherwise
  const cut = plain.slice(0, longest + 1)
  return (cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : cut.slice(0, longest)).replace(/-+$/, '')
}

/** Data somebody keeps for research, and where it is from. */
export interface Digest {
  title: string
  /** Markdown. */
  text: string
  /** For which day the data is. */
  date: LocalDate
  /** `Mike in #retention on 2026-01-12`. */
  source: string
  /** To the message; null when Slack gave none. */
  link: string | null
  /** `tickets.csv`. */
  fileName: string | null
  savedBy: string
  savedOn: LocalDate
}

/** The file of a digest: what it is and where it is from, then the text, whose own first heading may be the title. */
export function digestText(digest: Digest): string {
  const { title, date, source, link, fileName, savedBy, savedOn } = digest
  const text = plainText(digest.text)
  const [, own = ''] = /^# +(.*)(?:\n|$)/.exec(text) ?? []
  const isTitled = own !== '' && plainLine(own) === plainLine(title)
  const said = isTitled ? text.slice(text.indexOf('\n') + 1 || text.length) : text
  const about = [
    `* Date: ${date}`,
    `* Source: ${inLine(source)}${link === null ? '' : `, <${link.replace(/[<>\s]/g, encodeURIComponent)}>`}`,
    ...(fileName === null ? [] : [`* File: ${inLine(fileName)}`]),
    `* Saved by ${inLine(savedBy)} on ${savedOn}`,
  ]
  return `# ${plainLine(title)}\n\n${about.join('\n')}\n\n${said.trim()}\n`
}

/** Text in a line of Markdown, without becoming a link, a mark or a tag. */
function inLine(text: string): string {
  return plainLine(text).replace(/[\\`*_[\]<>]/g, '\\$&')
}

/** A text that is no markdown, whole, in a fence that nothing in it closes. */
export function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}
