import type { FilesShown } from '../../usecases/chant-files/show-files.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** How it ended with files somebody had written to a chant project. */
export function filesMessage(files: FilesShown): Message {
  const { state, repository, commit, problem } = files
  if (state === 'written') {
    const at = commit === null ? '' : `, commit ${code(commit.slice(0, 7))}`
    return messageOf([section(`✅ ${saved(files)}${at}.`), context(next(files), why(files))])
  }
  if (state === 'telling') {
    return messageOf([section(`⏳ ${what(files)} is being written to *${name(repository)}* …`), context(why(files))])
  }
  return messageOf([
    section(`⚠️ *${what(files)} is not saved in ${name(repository)}.* ${escape(clip(problem ?? '', 900))}`),
    actions('chant-files', button('chant-files:again', 'Try again', String(files.id), { style: 'primary' })),
    context('What you wrote is kept, and nothing of it is in the project.', why(files)),
  ])
}

/** That files have to wait, for whoever asked; it changes when they need not any more. */
export function filesWaitMessage(files: FilesShown): Message {
  const { state, repository, problem } = files
  if (state === 'written') return messageOf([section(`✅ ${saved(files)}. It had to wait a little.`)])
  if (state === 'stuck') return messageOf([section(`⚠️ ${what(files)} could not be saved: see my next message.`)])
  return messageOf([
    section(
      `⏳ *${what(files)} waits to be written to ${name(repository)}.* ${escape(clip(problem ?? '', 900))}\nI keep trying for a day and tell you how it ends.`,
    ),
    context(why(files)),
  ])
}

function saved({ kind, repository, title, specId, paths }: FilesShown): string {
  const where = `in *${name(repository)}*`
  const [path = ''] = paths
  if (kind === 'research') return `Research *${escape(clip(title, 300))}* is ${where} as ${code(specId ?? path)}`
  if (kind !== 'driver') return `Saved ${where} as ${code(path)}`
  const members = paths.length - 1
  const with_ = members === 1 ? 'one member' : `${members} members`
  return `Driver *${escape(clip(title, 300))}* is ${where} as ${code(specId ?? path)} with ${with_}`
}

function next({ kind, specId }: FilesShown): string {
  if (kind === 'research')
    return `An agent can begin: \`chant work ${escape(specId ?? '')}\`. Its findings are posted to be decided on.`
  if (kind === 'driver')
    return `Agents can begin: \`chant work ${escape(specId ?? '')}\`. The approval’s thread follows the work.`
  return 'Research can be informed by it.'
}

function what({ kind, title }: FilesShown): string {
  const words = { digest: 'The digest', research: 'The research', driver: 'The driver', discussion: 'The discussion' }
  return `${words[kind]} “${escape(clip(title, 200))}”`
}

function why({ kind }: FilesShown): string {
  const doings = {
    digest: 'saved a digest',
    research: 'asked for research',
    driver: 'made a driver spec',
    discussion: '',
  }
  return `You get this because you ${doings[kind]}.`
}

function name(repository: string): string {
  return escape(clip(repository, 60))
}

function code(text: string): string {
  return `\`${escape(clip(text, 200)).replaceAll('`', "'")}\``
}
