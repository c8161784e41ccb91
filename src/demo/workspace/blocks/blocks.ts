import type { Json } from '../state/model.ts'
import { dataVisualization } from './charts.ts'
import { elements, elementsOf } from './elements.ts'
import { anyText, checkImageSource, id, imageElement, imageFields, mrkdwn, plainText, url } from './parts.ts'
import { richText } from './rich-text.ts'
import {
  type At,
  boolean,
  byType,
  type Field,
  inside,
  isObject,
  list,
  may,
  need,
  number,
  object,
  oneOf,
  only,
  type Rule,
  report,
  type Surface,
  string,
} from './rules.ts'
import { dataTable, table } from './tables.ts'

const button = byType(only(elements, 'button'))
const cardText = (max: number): Rule => anyText(max)
const slackIcon = object({ type: need(oneOf('icon')), name: need(string(255)) })

const card = block(
  'card',
  {
    title: may(cardText(150)),
    subtitle: may(cardText(150)),
    body: may(cardText(200)),
    subtext: may(cardText(200)),
    hero_image: may(imageElement),
    icon: may(imageElement),
    slack_icon: may(slackIcon),
    actions: may(list(button, { max: 3 })),
  },
  (value, at) => {
    const some = ['hero_image', 'title', 'actions', 'body'].some((name) => value[name])
    if (!some) report(at, 'must define one of `hero_image`, `title`, `actions` or `body`')
    if (value['icon'] && value['slack_icon']) report(at, 'must define either `icon` or `slack_icon`')
  },
)

const taskFields = {
  task_id: need(string(255)),
  title: need(string(255)),
  details: may(richText),
  output: may(richText),
  sources: may(list(object({ type: need(oneOf('url')), url: need(url), text: need(string(255)) }))),
}

/** Blocks that may also stand in a container. `file` and `video` need permissions this app does not have. */
const plainBlocks: Record<string, Rule> = {
  actions: block('actions', { elements: need(list(byType(only(elements, ...elementsOf.actions)), { max: 25 })) }),
  context: block('context', {
    elements: need(list(byType({ image: imageElement, plain_text: plainText(), mrkdwn: mrkdwn() }), { max: 10 })),
  }),
  divider: block('divider', {}),
  header: block('header', { text: need(plainText(150)), level: may(number({ min: 1, max: 4, whole: true })) }),
  image: block('image', { ...imageFields, title: may(plainText(2000)) }, checkImageSource),
  input: block(
    'input',
    {
      label: need(plainText(2000)),
      element: need(byType(only(elements, ...elementsOf.input))),
      hint: may(plainText(2000)),
      optional: may(boolean),
      dispatch_action: may(boolean),
    },
    checkInput,
  ),
  rich_text: richText,
  section: block(
    'section',
    {
      text: may(anyText()),
      fields: may(list(anyText(2000), { max: 10 })),
      accessory: may(byType(only(elements, ...elementsOf.accessory))),
      expand: may(boolean),
    },
    (value, at) => {
      if (!value['text'] && !value['fields']) report(at, 'must define either `fields` or `text`')
    },
  ),
  table,
}

const container = block(
  'container',
  {
    title: may(plainText(150)),
    rich_text_title: may(richText),
    subtitle: may(anyText(150)),
    child_blocks: need(list(byType(plainBlocks), { max: 10 })),
    width: may(oneOf('narrow', 'standard', 'wide', 'full')),
    icon: may(imageElement),
    is_collapsible: may(boolean),
    default_collapsed: may(boolean),
    has_header_divider: may(boolean),
  },
  (value, at) => {
    if (!value['title'] && !value['rich_text_title']) report(at, 'must define either `title` or `rich_text_title`')
    if (value['default_collapsed'] && !value['is_collapsible']) {
      report(inside(at, 'default_collapsed'), 'requires `is_collapsible` to be true')
    }
  },
)

const all: Record<string, Rule> = {
  ...plainBlocks,
  alert: block('alert', {
    text: need(anyText(200)),
    level: may(oneOf('default', 'info', 'warning', 'error', 'success')),
  }),
  card,
  carousel: block('carousel', { elements: need(list(byType({ card }), { max: 10 })) }),
  container,
  context_actions: block('context_actions', {
    elements: need(list(byType(only(elements, 'feedback_buttons', 'icon_button')), { max: 5 })),
  }),
  data_table: dataTable,
  data_visualization: dataVisualization,
  markdown: block('markdown', { text: need(string(12_000)) }),
  plan: block('plan', {
    title: need(string(255)),
    tasks: may(
      list(
        object({
          type: may(oneOf('task_card')),
          block_id: may(id),
          ...taskFields,
          status: need(oneOf('pending', 'in_progress', 'complete', 'error')),
        }),
      ),
    ),
  }),
  task_card: block('task_card', { ...taskFields, status: need(oneOf('in_progress', 'complete', 'error')) }),
}

const everywhere = ['actions', 'card', 'context', 'divider', 'header', 'image', 'input', 'rich_text', 'section']
const bySurface: Record<Surface, Record<string, Rule>> = {
  message: only(
    all, ...everywhere, 'carousel', 'container', 'context_actions', 'data_table', 'data_visualization', 'markdown', 'plan',
    'table', 'task_card',
  ), // biome-ignore format: a list reads better in rows
  modal: only(all, ...everywhere, 'alert'),
  home: only(all, ...everywhere, 'carousel', 'container', 'data_table', 'table'),
}

/** One block, on the surface it stands on. */
export const anyBlock: Rule = (value, at) => {
  const type = isObject(value) ? value['type'] : undefined
  // Says more than "unsupported type" when the block exists, but not here.
  if (typeof type === 'string' && Object.hasOwn(all, type) && !Object.hasOwn(bySurface[at.surface], type)) {
    return report(inside(at, 'type'), `unsupported type: ${type} is not allowed in a ${at.surface}`, 'unsupported_type')
  }
  byType(bySurface[at.surface])(value, at)
}

function block(type: string, fields: Record<string, Field>, rest?: (value: Json, at: At) => void): Rule {
  return object({ type: need(oneOf(type)), block_id: may(id), ...fields }, rest)
}

function checkInput(value: Json, at: At): void {
  const type = isObject(value['element']) ? value['element']['type'] : null
  if (type !== 'file_input') return
  if (at.surface !== 'modal') report(inside(at, 'element'), 'unsupported type: file_input is allowed in modals only')
  if (value['dispatch_action']) report(inside(at, 'dispatch_action'), 'is not allowed with file_input')
}
