import { useMemo } from 'react'
import type { HomeView } from '../../page-api.ts'
import { Blocks } from '../blocks/blocks.tsx'
import { SurfaceProvider, useTyped } from '../blocks/surface.tsx'
import { readBlocks } from '../blocks/types.ts'
import { useHome } from '../server/live.ts'
import type { Doings } from './doings.ts'

/** The app's Home tab. */
export function Home({
  as,
  version,
  appName,
  doings,
}: {
  as: string
  version: number
  appName: string
  doings: Doings
}) {
  const { data, problem } = useHome(as, version)
  if (problem) return <p className="empty">{problem}</p>
  if (!data)
    return (
      <p className="empty" role="status">
        Opening Home …
      </p>
    )
  if (!data.view) return <p className="empty">{appName} has put nothing here yet.</p>
  return <HomeBlocks view={data.view} doings={doings} />
}

function HomeBlocks({ view, doings }: { view: HomeView; doings: Doings }) {
  const blocks = useMemo(() => readBlocks(view.blocks), [view.blocks])
  const typing = useTyped(view.id, blocks)
  return (
    <div className="home">
      <SurfaceProvider
        id={view.id}
        blocks={blocks}
        typing={typing}
        act={(action, state) => doings.act({ view: view.id }, action, state)}
        suggest={(blockId, actionId, typed) => doings.suggest({ view: view.id }, blockId, actionId, typed)}
      >
        <Blocks blocks={blocks} />
      </SurfaceProvider>
    </div>
  )
}
