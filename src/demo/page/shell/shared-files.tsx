import type { Message, SharedFile } from '../../page-api.ts'
import { useWorld } from '../blocks/surface.tsx'
import { pathTo, urlOf } from '../server/client.ts'
import { kindOf, sizeOf } from '../text/files.ts'
import { Icon } from '../ui/icons.tsx'

/** The files of a message: name, kind, size, and how a text begins. */
export function SharedFiles({ files }: { files: NonNullable<Message['files']> }) {
  return (
    <ul className="files" aria-label={files.length === 1 ? 'Shared file' : 'Shared files'}>
      {files.map((file) => (
        <li key={file.id} className="file">
          {file.deleted ? <p className="quiet">This file was deleted.</p> : <FileCard file={file} />}
        </li>
      ))}
    </ul>
  )
}

function FileCard({ file: { id, name, size, preview } }: { file: SharedFile }) {
  const { me } = useWorld()
  return (
    <>
      <a className="file-head" href={urlOf(pathTo('file', { as: me, id }))} target="_blank" rel="noopener">
        <Icon name="file" size={22} />
        <span className="file-name">
          <b>{name}</b>
          <span className="quiet">
            {kindOf(name)}, {sizeOf(size)}
          </span>
        </span>
      </a>
      {preview && preview.text !== '' && <pre className="file-preview">{preview.text}</pre>}
      {preview && !preview.isWhole && (
        <p className="file-rest quiet">{preview.lines === 1 ? 'It goes on.' : `${preview.lines} lines in all.`}</p>
      )}
    </>
  )
}
