import type { ContextFile } from '../../domain/digests.ts'

/** The chant projects that people's words can be written to, as they are committed now. */
export interface ChantProjects {
  /** As `CHANT_REPO` names them, in its order. */
  names: readonly string[]
  /** Everything below `.chant/context`, newest first. Rejects with a `Problem` when the project cannot be read. */
  listContext(repository: string): Promise<readonly ContextFile[]>
  /** Those of these paths where something stands. */
  standing(repository: string, paths: readonly string[]): Promise<ReadonlySet<string>>
  /** Three characters that make a spec's id its own. */
  newSpecSuffix(): string
}
