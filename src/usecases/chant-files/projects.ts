import type { ContextFile } from '../../domain/digests.ts'
import { Problem } from '../../domain/problem.ts'

/** The chant projects that people's words can be written to, as they are committed now. */
export interface ChantProjects {
  /** As `CHANT_REPO` names them, in its order. */
  names: readonly string[]
  /** Everything below `.chant/context`, newest first. Rejects with a `Problem` when the project cannot be read. */
  listContext(repository: string): Promise<readonly ContextFile[]>
  /** Those of these paths where something stands. Rejects as `listContext` does. */
  standing(repository: string, paths: readonly string[]): Promise<ReadonlySet<string>>
  /** Three characters that make a spec's id its own. */
  newSpecSuffix(): string
}

/** What is said where there is nothing to write to. */
export const noProject = 'I am connected to no chant project: an operator names one in CHANT_REPO.'

/** What `listContext` gives, or in a sentence why it gives nothing. */
export async function contextOf(
  projects: ChantProjects,
  repository: string,
): Promise<{ files: readonly ContextFile[]; problem: string | null }> {
  try {
    return { files: await projects.listContext(repository), problem: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { files: [], problem: error.message }
  }
}

/** Those of these paths where something stands; none where that cannot be told: the writer looks again. */
export async function standingAmong(
  projects: ChantProjects,
  repository: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  try {
    return await projects.standing(repository, paths)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return new Set()
  }
}
