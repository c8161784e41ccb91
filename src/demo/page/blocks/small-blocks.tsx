import type {
  AlertBlock,
  Button as ButtonElement,
  CardBlock,
  ContainerBlock,
  ContextActionsBlock,
  ContextBlock,
  PlanBlock,
  SectionBlock,
  TaskCardBlock,
  VideoBlock,
} from '@slack/types'
import type { ReactNode } from 'react'
import { Button } from '../elements/button.tsx'
import { Element } from '../elements/element.tsx'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Image } from './image.tsx'
import { RichText } from './rich-text.tsx'
import { Link, Text } from './text.tsx'

export function Section({ block }: { block: SectionBlock }) {
  const { accessory } = block
  const below = accessory?.type === 'radio_buttons' || accessory?.type === 'checkboxes'
  return (
    <div className={below ? 'section below' : 'section'}>
      <div className="section-text">
        {block.text && <Text of={block.text} />}
        {block.fields && (
          <div className="fields">
            {block.fields.map((field, index) => (
              <div key={index}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="accessory">
          {accessory.type === 'image' ? (
            <Image of={accessory as never} className="thumbnail" />
          ) : (
            <Element element={accessory} blockId={block.block_id ?? ''} />
          )}
        </div>
      )}
    </div>
  )
}

export function Context({ block }: { block: ContextBlock }) {
  return (
    <div className="context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          <Image key={index} of={element as never} className="context-image" />
        ) : (
          <span key={index}>
            <Text of={element} />
          </span>
        ),
      )}
    </div>
  )
}

const alertIcons: Record<string, IconName> = {
  default: 'info',
  info: 'info',
  warning: 'warning',
  error: 'warning',
  success: 'check',
}
const alertWords: Record<string, string> = { warning: 'Warning', error: 'Error', success: 'Done' }

export function Alert({ block }: { block: AlertBlock }) {
  const level = block.level ?? 'default'
  return (
    <div className={`alert alert-${level}`} role="note">
      <Icon name={alertIcons[level] ?? 'info'} />
      <div>
        {alertWords[level] && <span className="hidden">{alertWords[level]}: </span>}
        <Text of={block.text} />
      </div>
    </div>
  )
}

type ShownCard = CardBlock & { subtext?: { type: 'mrkdwn'; text: string } }

export function Card({ block }: { block: ShownCard }) {
  return (
    <div className="card">
      {block.hero_image && <Image of={block.hero_image as never} className="hero" />}
      {block.title && (
        <p className="card-title">
          <Text of={block.title} />
        </p>
      )}
      {block.subtitle && (
        <p className="quiet">
          <Text of={block.subtitle} />
        </p>
      )}
      {block.body && (
        <div>
          <Text of={block.body} />
        </div>
      )}
      {block.subtext && (
        <p className="quiet small-text">
          <Text of={block.subtext} />
        </p>
      )}
      {block.actions && (
        <div className="actions">
          {block.actions.map((button, index) => (
            <Button key={index} element={button} blockId={block.block_id ?? ''} />
          ))}
        </div>
      )}
    </div>
  )
}

export function Container({ block, children }: { block: ContainerBlock; children: ReactNode }) {
  const title = (
    <span className="container-title">
      {block.title && <Text of={block.title} />}
      {block.rich_text_title && <RichText block={block.rich_text_title} />}
      {block.subtitle && (
        <small className="quiet">
          <Text of={block.subtitle} />
        </small>
      )}
    </span>
  )
  if (!block.is_collapsible)
    return (
      <div className="container">
        {title}
        {children}
      </div>
    )
  return (
    <details className="container" open={!block.default_collapsed}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

export function Video({ block }: { block: VideoBlock }) {
  return (
    <div className="card">
      <Link url={block.title_url ?? block.video_url} className="link video">
        <Icon name="play" /> {block.title.text}
      </Link>
      {block.description && (
        <p className="quiet">
          <Text of={block.description} />
        </p>
      )}
    </div>
  )
}

const taskIcons: Record<string, IconName> = {
  pending: 'clock',
  in_progress: 'bolt',
  complete: 'check',
  error: 'warning',
}
const taskWords: Record<string, string> = {
  pending: 'Not started',
  in_progress: 'In progress',
  complete: 'Done',
  error: 'Failed',
}

export function TaskCard({ block }: { block: TaskCardBlock }) {
  return (
    <div className="card task-card">
      <p className="card-title">
        <Icon name={taskIcons[block.status] ?? 'clock'} /> {block.title}{' '}
        <small className="quiet">{taskWords[block.status]}</small>
      </p>
      {block.details && <RichText block={block.details} />}
      {block.output && <RichText block={block.output} />}
      {block.sources?.map((source) => (
        <p key={source.url}>
          <Link url={source.url}>{source.text}</Link>
        </p>
      ))}
    </div>
  )
}

export function Plan({ block }: { block: PlanBlock }) {
  return (
    <div className="container">
      <span className="container-title">{block.title}</span>
      {(block.tasks as TaskCardBlock[] | undefined)?.map((task, index) => (
        <TaskCard key={index} block={task} />
      ))}
    </div>
  )
}

/** Feedback and icon buttons act like any button; they send the value of the one pressed. */
export function ContextActions({ block }: { block: ContextActionsBlock }) {
  const buttons = block.elements.flatMap((element): ButtonElement[] => {
    const id = element.action_id ? { action_id: element.action_id } : {}
    if (element.type === 'icon_button')
      return [{ type: 'button', text: element.text, value: element.value ?? '', ...id }]
    return [element.positive_button, element.negative_button].map((one) => ({
      type: 'button',
      text: one.text,
      value: one.value,
      ...id,
    }))
  })
  return (
    <div className="actions">
      {buttons.map((button, index) => (
        <Button key={index} element={button} blockId={block.block_id ?? ''} />
      ))}
    </div>
  )
}
