import { type FindingContent, ownBodyOf } from '../domain/findings/content.ts'
import type { SpecId } from '../domain/specs.ts'
import { type Document, readDocuments, readSpecDocument, readSpecDocuments, type SpecDocument } from './documents.ts'
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
  const files = await readDocuments(repository, paths)
  return { ...document, content: contentOf(document, paths, files) }
}

/** More target files than anybody reads before deciding; the rest counts for nothing. */
const mostFiles = 50

/** Several specs, each with what it was to write; those that cannot be used are left out. */
export async function readContents(
  repository: ChantRepository,
  specIds: readonly SpecId[],
): Promise<Map<SpecId, SpecContent>> {
  const found = new Map<SpecId, SpecContent>()
  const pathOf = (id: SpecId) => `.chant/specs/${id}.md`
  const documents = await readSpecDocuments(repository, specIds.map(pathOf))
  const targetsOf = (document: SpecDocument) => [...new Set(document.spec.targetFiles)].slice(0, mostFiles)
  const all = [...documents.values()].flatMap((document) => ('problem' in document ? [] : targetsOf(document)))
  const files = await readDocuments(repository, [...new Set(all)])
  for (const id of specIds) {
    const document = documents.get(pathOf(id))
    if (!document || 'problem' in document) continue
    found.set(id, { ...document, content: contentOf(document, targetsOf(document), files) })
  }
  return found
}

function contentOf({ body }: SpecDocument, paths: readonly string[], read: ReadonlyMap<string, Document>) {
  const files = paths.map((path) => {
    const file = read.get(path) ?? { problem: 'is not in the repository' }
    if ('text' in file) return { path, text: file.text, problem: null }
    return { path, text: null, problem: file.problem, ...(file.blob !== undefined && { blob: file.blob }) }
  })
  return { body: ownBodyOf(body), files }
}
