import type { z } from 'zod'

/** A chant project: a checkout's folder, a bare repository or a git URL, and what people call it. */
export interface ChantRepo {
  name: string
  where: string
}

/**
 * `CHANT_REPO`: chant projects separated by commas, each `[name=]where`; the default name is the last part of where.
 * Used as a zod transform, which is where problems go.
 */
export function parseChantRepos(text: string, context: z.core.$RefinementCtx): ChantRepo[] {
  const repos = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseOne)
  // A URL may carry a password: it is not repeated here.
  for (const { name, where } of repos) {
    if (where === '') complain(`names ${name} without saying where it is: write ${name}=<folder or git URL>`)
    else if (name === '')
      complain('has a project whose name cannot be told from where it is: write name=<folder or git URL>')
  }
  const names = repos.map((repo) => repo.name)
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  if (twice !== undefined) {
    complain(`has two projects named ${twice}: give one of them another name, like other=<folder or git URL>`)
  }
  return repos

  function complain(message: string): void {
    context.issues.push({ code: 'custom', message, input: text })
  }
}

function parseOne(part: string): ChantRepo {
  // A name has no slash and no colon, so that `https://host/x?a=b` and `/srv/a=b` are not taken apart.
  const named = /^([A-Za-z0-9][\w.-]*)\s*=\s*(.*)$/.exec(part)
  if (named) return { name: named[1] ?? '', where: named[2] ?? '' }
  const last = /([^/\\:]*?)(\.git)?[/\\]*$/.exec(part)?.[1] ?? ''
  return { name: /^[A-Za-z0-9_][\w.-]*$/.test(last) ? last : '', where: part }
}
