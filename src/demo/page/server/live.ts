import { useCallback, useEffect, useRef, useState } from 'react'
import type { Conversation, HomeView, Snapshot } from '../../page-api.ts'
import { eventsUrl, pathTo, read } from './client.ts'
import { keepSame } from './keep-same.ts'

/** Grows by one whenever the workspace announces a change; `connected` is false while the page waits for it to return. */
export function useChanges(): { version: number; connected: boolean } {
  const [version, setVersion] = useState(0)
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const changed = () => setVersion((before) => before + 1)
    let stop = () => {}
    // A hidden page neither listens nor reads: it would mark messages as read, and a browser keeps only six
    // connections to one server, fewer than people may have tabs. It catches up when it is looked at again.
    const follow = () => {
      stop()
      stop = document.visibilityState === 'hidden' ? () => {} : listen(changed, setConnected)
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', follow)
    }
  }, [])
  return { version, connected }
}

function listen(changed: () => void, setConnected: (connected: boolean) => void): () => void {
  const events = new EventSource(eventsUrl)
  events.addEventListener('change', changed)
  events.addEventListener('open', () => {
    setConnected(true)
    changed()
  })
  events.addEventListener('error', () => setConnected(false))
  return () => events.close()
}

export function useSnapshot(as: string | null, version: number) {
  return useAnswer<Snapshot>(pathTo('workspace', { as: as ?? undefined }), version)
}

export function useConversation(as: string | null, id: string | null, thread: string | undefined, version: number) {
  return useAnswer<Conversation>(as && id ? pathTo('conversation', { as, id, thread }) : null, version)
}

/** Home: opened once when somebody goes there, then only looked at. */
export function useHome(as: string | null, version: number) {
  const opened = useRef<string | null>(null)
  const path = useCallback(() => {
    const peek = opened.current === as ? '1' : undefined
    opened.current = as
    return pathTo('home', { as: as ?? '', peek })
  }, [as])
  return useAnswer<{ view: HomeView | null }>(as, version, path)
}

interface Answer<T> {
  data: T | null
  problem: string | null
}

/**
 * The answer at `key` (a path), read again at every new version: never two requests at a time, and one more after the
 * last change. An answer that arrives after the key has changed is dropped.
 */
function useAnswer<T>(key: string | null, version: number, path: () => string = () => key ?? ''): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { key: string | null }>({ key: null, data: null, problem: null })
  const wanted = useRef({ key, version: 0, path })
  const reading = useRef<string | null>(null)
  wanted.current = { key, version, path }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to read again
  useEffect(() => {
    if (key === null || reading.current === key || document.visibilityState === 'hidden') return
    const run = async () => {
      reading.current = key
      let seen = -1
      while (wanted.current.key === key && seen !== wanted.current.version) {
        seen = wanted.current.version
        const got = await read<T>(wanted.current.path()).then(
          (data) => ({ data, problem: null }),
          (error: Error) => ({ data: null, problem: error.message }),
        )
        if (wanted.current.key !== key) return
        setAnswer((before) => ({
          key,
          problem: got.problem,
          data: keepSame(
            before.key === key ? before.data : null,
            got.data ?? (before.key === key ? before.data : null),
          ),
        }))
      }
      if (reading.current === key) reading.current = null
    }
    void run()
  }, [key, version])
  return answer.key === key ? answer : { data: null, problem: null }
}
