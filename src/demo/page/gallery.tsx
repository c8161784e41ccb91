import { type ReactNode, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Person, UserGroup } from '../page-api.ts'
import { Blocks } from './blocks/blocks.tsx'
import { SurfaceProvider, useTyped, WorldContext } from './blocks/surface.tsx'
import { readBlocks } from './blocks/types.ts'
import { AppMark } from './ui/avatar.tsx'
import { KeptContext } from './ui/kept.tsx'

/** A message or view exactly as it is sent, and what it is called. */
export interface GalleryItem {
  name: string
  sent: {
    type: string
    text?: string
    blocks?: unknown[]
    title?: { text: string }
    submit?: { text: string }
    close?: { text: string }
  }
}

export interface GalleryContent {
  app: string
  items: GalleryItem[]
  people: Person[]
  channels: { id: string; name: string }[]
  userGroups: UserGroup[]
  /** The date that counts as today. */
  today: string
  zone: string
}

const themes = ['light', 'dark'] as const

/** Everything the app can say, light and dark side by side, on one page that needs nothing else. */
function Gallery({ content }: { content: GalleryContent }) {
  const [search, setSearch] = useState('')
  const found = content.items.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
  return (
    <div className="gallery">
      <nav className="gallery-list" aria-label="Messages and views">
        <h1>{content.app}</h1>
        <label className="hidden" htmlFor="gallery-search">
          Search
        </label>
        <input
          id="gallery-search"
          className="input"
          type="search"
          placeholder={`Search ${content.items.length} views`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <ul>
          {found.map(({ name }) => (
            <li key={name}>
              <a href={`#${name}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        {found.map((item) => (
          <GallerySection key={item.name} item={item} app={content.app} />
        ))}
      </main>
    </div>
  )
}

function GallerySection({ item, app }: { item: GalleryItem; app: string }) {
  const { type, text, blocks = [] } = item.sent
  return (
    <section className="gallery-item" id={item.name} aria-labelledby={`${item.name}-title`}>
      <h2 id={`${item.name}-title`}>{item.name}</h2>
      <p className="quiet">
        {type}, {blocks.length === 1 ? '1 block' : `${blocks.length} blocks`}
        {text !== undefined && <span className="gallery-text">Notification: {text}</span>}
      </p>
      <div className="gallery-pair">
        {themes.map((theme) => (
          <div key={theme} className="gallery-panel" data-theme={theme}>
            <Shown item={item} app={app} theme={theme} />
          </div>
        ))}
      </div>
    </section>
  )
}

function Shown({ item: { name, sent }, app, theme }: { item: GalleryItem; app: string; theme: string }) {
  const id = `${name}:${theme}`
  const blocks = useMemo(() => readBlocks(sent.blocks ?? []), [sent])
  const typing = useTyped(id, blocks)
  const shown = (
    <SurfaceProvider id={id} blocks={blocks} typing={typing} act={async () => {}} suggest={async () => []}>
      <Blocks blocks={blocks} />
    </SurfaceProvider>
  )
  if (sent.type === 'home') return <div className="gallery-home">{shown}</div>
  if (sent.type === 'modal') return <ModalFrame sent={sent}>{shown}</ModalFrame>
  return (
    <div className="message">
      <div className="message-side">
        <AppMark />
      </div>
      <div className="message-body">
        <p className="message-head">
          <b>{app}</b>
          <span className="app-badge">App</span>
        </p>
        {shown}
      </div>
    </div>
  )
}

function ModalFrame({ sent, children }: { sent: GalleryItem['sent']; children: ReactNode }) {
  return (
    <div className="gallery-modal">
      <div className="modal-head">
        <h2>{sent.title?.text}</h2>
      </div>
      <div className="modal-body">{children}</div>
      <div className="dialog-buttons">
        <span className="button">{sent.close?.text ?? 'Cancel'}</span>
        {sent.submit && <span className="button primary">{sent.submit.text}</span>}
      </div>
    </div>
  )
}

const root = document.getElementById('root')
const content = JSON.parse(document.getElementById('content')?.textContent ?? 'null') as GalleryContent | null
if (root && content) {
  const { people, channels, userGroups, zone, today, app } = content
  const world = { me: '', people, channels, userGroups, app: { userId: '', name: app }, viewpoint: { zone, today } }
  createRoot(root).render(
    <KeptContext value={new Map()}>
      <WorldContext value={{ ...world, goToChannel: () => {} }}>
        <Gallery content={content} />
      </WorldContext>
    </KeptContext>,
  )
}
