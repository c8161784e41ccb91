import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocuments } from '../documents.ts'
import { parseFrontmatter, splitSpecFile } from '../frontmatter.ts'
import type { GitPlace } from '../git.ts'
import type { ChantRepository } from '../repository.ts'

/** What chant does after a rejection, by `approval.rejection_action` of its configuration. */
export const rejectionActions = ['manual', 'dependency', 'group'] as const
export type RejectionAction = (typeof rejectionActions)[number]

/** The committed configuration's word; a problem, as the end of a sentence, when chant would refuse to reject anything. */
export async function rejectionActionOf(repository: ChantRepository): Promise<RejectionAction | { problem: string }> {
  const config = (await readDocuments(repository, [path])).get(path)
  return actionIn(config && 'text' in config ? config.text : null, null)
}

/** The same, as chant will read it: from the working copy, and behind it the user's own configuration. */
export function rejectionActionIn(
  project: string,
  environment: GitPlace['environment'],
): RejectionAction | { problem: string } {
  const { HOME } = environment
  return actionIn(textAt(join(project, path)), HOME ? textAt(join(HOME, '.config/chant/config.md')) : null)
}

const path = '.chant/config.md'

function actionIn(project: string | null, global: string | null): RejectionAction | { problem: string } {
  if (project === null) return { problem: `there is no ${path}, which chant needs to reject` }
  const { frontmatter } = splitSpecFile(project)
  if (frontmatter === null) return { problem: `${path} has no frontmatter, which chant needs to reject` }
  try {
    const word = wordIn(frontmatter) ?? wordIn(splitSpecFile(global ?? '').frontmatter ?? '') ?? 'manual'
    const known = rejectionActions.find((one) => one === word)
    return known ?? { problem: `${path} has a rejection_action that chant does not know` }
  } catch {
    return { problem: `${path} cannot be read` }
  }
}

function wordIn(frontmatter: string): string | null {
  const { approval } = parseFrontmatter(frontmatter)
  const word =
    typeof approval === 'object' && approval !== null && (approval as Record<string, unknown>)['rejection_action']
  return typeof word === 'string' && word !== '' ? word : null
}

function textAt(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
