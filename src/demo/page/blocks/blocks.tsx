import type { HeaderBlock } from '@slack/types'
import type { ReactNode } from 'react'
import { Element } from '../elements/element.tsx'
import { Chart } from './chart.tsx'
import { DataTable } from './data-table.tsx'
import { FailureBoundary } from './failure.tsx'
import { Image } from './image.tsx'
import { Input } from './input.tsx'
import { Markdown } from './markdown.tsx'
import { RichText } from './rich-text.tsx'
import { Alert, Card, Container, Context, ContextActions, Plan, Section, TaskCard, Video } from './small-blocks.tsx'
import { Table } from './table.tsx'
import { Text } from './text.tsx'
import { readBlocks, type ShownBlock } from './types.ts'

/** Any blocks of Slack's Block Kit. One that fails says which it is; the others are shown. */
export function Blocks({ blocks }: { blocks: readonly ShownBlock[] }) {
  return blocks.map((block, index) => (
    <div key={block.block_id ?? index} className={`block block-${block.type}`}>
      <FailureBoundary what={`Block ${index + 1} (${block.type})`}>
        <BlockView block={block} />
      </FailureBoundary>
    </div>
  ))
}

function BlockView({ block }: { block: ShownBlock }): ReactNode {
  switch (block.type) {
    case 'section':
      return <Section block={block} />
    case 'header':
      return <Header block={block} />
    case 'divider':
      return <hr className="divider" />
    case 'context':
      return <Context block={block} />
    case 'actions':
      return (
        <div className="actions">
          {block.elements.map((element, index) => (
            <Element key={element.action_id ?? index} element={element} blockId={block.block_id ?? ''} />
          ))}
        </div>
      )
    case 'input':
      return <Input block={block} />
    case 'image':
      return (
        <figure className="picture">
          {block.title && (
            <figcaption>
              <Text of={block.title} />
            </figcaption>
          )}
          <Image of={block as never} className="image" />
        </figure>
      )
    case 'rich_text':
      return <RichText block={block} />
    case 'markdown':
      return <Markdown text={block.text} />
    case 'table':
      return <Table block={block} />
    case 'data_table':
      return <DataTable block={block} />
    case 'data_visualization':
      return <Chart block={block} />
    case 'alert':
      return <Alert block={block} />
    case 'card':
      return <Card block={block} />
    case 'carousel':
      return (
        <div className="carousel">
          {block.elements.map((card, index) => (
            <Card key={index} block={card} />
          ))}
        </div>
      )
    case 'container':
      return (
        <Container block={block}>
          <Blocks blocks={readBlocks(block.child_blocks)} />
        </Container>
      )
    case 'context_actions':
      return <ContextActions block={block} />
    case 'task_card':
      return <TaskCard block={block} />
    case 'plan':
      return <Plan block={block} />
    case 'video':
      return <Video block={block} />
    case 'file':
      return <p className="quiet">A file ({block.external_id}), kept elsewhere.</p>
    default:
      throw new Error('this page knows no such block')
  }
}

function Header({ block }: { block: HeaderBlock }) {
  const { level = 2 } = block as HeaderBlock & { level?: number }
  return (
    <p role="heading" aria-level={Math.min(6, level + 2)} className={`heading heading-${Math.min(3, level)}`}>
      <Text of={block.text} />
    </p>
  )
}
