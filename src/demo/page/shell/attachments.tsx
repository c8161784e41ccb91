import { type DragEvent, type RefObject, useRef } from 'react'
import { sizeOf } from '../text/files.ts'
import { Icon } from '../ui/icons.tsx'
import { useKept } from '../ui/kept.tsx'

/** A file that goes out with the next message. */
export interface Attached {
  name: string
  size: number
  base64: string
}

const largest = 2_000_000
const most = 10

/** The files attached under `id`, which stay when somebody looks elsewhere; `tell` says why one is not taken. */
export function useAttachments(id: string, tell: (problem: string) => void) {
  const [files, setFiles] = useKept<Attached[]>(`files:${id}`, none)
  const add = async (given: readonly File[]) => {
    const read = await Promise.all(given.map(readFile)).catch(() => null)
    const next = [...files, ...(read ?? [])]
    if (read === null) tell('This cannot be read as a file.')
    else if (next.length > most) tell(`A message takes at most ${most} files.`)
    else if (next.reduce((sum, file) => sum + file.size, 0) > largest)
      tell(`The files of a message may be ${sizeOf(largest)} together here.`)
    else setFiles(next)
  }
  const remove = (index: number) => setFiles(files.filter((_, at) => at !== index))
  const onDrop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    void add([...event.dataTransfer.files])
  }
  return { files, add, remove, setFiles, drop: { onDrop, onDragOver: allowFiles } }
}

const none: Attached[] = []

/** The button that opens the browser's own choice of files. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="icon-button" aria-label="Attach files" onClick={() => input.current?.click()}>
        <Icon name="plus" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file can be chosen again after it was taken out.
          event.target.value = ''
        }}
      />
    </>
  )
}

interface AttachedFilesProps {
  files: readonly Attached[]
  onRemove: (index: number) => void
  /** Where the focus goes when the pressed button is gone with its file. */
  backTo: RefObject<HTMLElement | null>
}

export function AttachedFiles({ files, onRemove, backTo }: AttachedFilesProps) {
  if (files.length === 0) return null
  return (
    <ul className="attached" aria-label="Files to send">
      {files.map(({ name, size }, index) => (
        <li key={`${index}:${name}`} className="attached-file">
          <Icon name="file" size={16} />
          <b>{name}</b>
          <span className="quiet">{sizeOf(size)}</span>
          <button
            type="button"
            aria-label={`Take out ${name}`}
            onClick={() => {
              onRemove(index)
              backTo.current?.focus()
            }}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function allowFiles(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault()
}

/** Rejects for what only looks like a file, as a dropped folder does. */
function readFile(file: File): Promise<Attached> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () =>
      resolve({ name: file.name, size: file.size, base64: String(reader.result).split(',')[1] ?? '' })
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
