import { type FindingContent, ownBodyOf } from '../domain/findings/content.ts'
import type { SpecId } from '../domain/specs.ts'
import { readDocuments, readSpecDocument, type SpecDocument } from './documents.ts'
import type { ChantRepository } from './repository.ts'

/** A spec as committed, with what a person decides on. */
export interface SpecContent extends SpecDocument {
  content: FindingContent
}

/** The active spec with this id and the files it was to write, as committed; a sentence when it cannot be used. */
export async function readContent(
  repository: ChantRepository,
  specId: SpecId,
): Promise<SpecContent | { problem: string }> {
  const document = await readSpecDocument(repository, `.chant/specs/${specId}.md`)
  if ('problem' in document) return document
  const paths = [...new Set(document.spec.targetFiles)].slice(0, mostFiles)
  const documents = await readDocuments(repository, paths)
  const files = paths.map((path) => {
    const file = documents.get(path) ?? { problem: 'is not in the repository' }
    return 'problem' in file ? { path, text: null, problem: file.problem } : { path, text: file.text, problem: null }
  })
  return { ...document, content: { body: ownBodyOf(document.body), files } }
}

/** More target files than anybody reads before deciding; the rest counts for nothing. */
const mostFiles = 50
