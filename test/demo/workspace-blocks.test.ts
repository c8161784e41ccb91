import { describe, expect, test } from 'vitest'
import { problemsIn } from '../../src/demo/workspace/blocks/check.ts'

type Json = Record<string, unknown>

/** What is wrong with a message of these blocks, as `pointer: message`. */
function inMessage(...blocks: Json[]): string[] {
  return problemsIn('blocks', blocks).map(({ pointer, message }) => `${pointer.replace('/blocks', '')}: ${message}`)
}

function inView(view: Json): string[] {
  return problemsIn('view', view).map(({ pointer, message }) => `${pointer.replace('/view', '')}: ${message}`)
}

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string, more: Json = {}) => ({ type: 'section', text: mrkdwn(text), ...more })
const button = (more: Json = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more })
const actions = (...elements: Json[]) => ({ type: 'actions', elements })
const option = (value: string, more: Json = {}) => ({ text: plain(value), value, ...more })
const input = (element: Json, more: Json = {}) => ({ type: 'input', label: plain('Why'), element, ...more })
const modal = (blocks: Json[], more: Json = {}) => ({
  type: 'modal',
  title: plain('Why'),
  submit: plain('Send'),
  blocks,
  ...more,
})

describe('what Slack takes', () => {
  test('an ordinary message, form and Home', () => {
    expect(
      inMessage(
        { type: 'header', text: plain('Check-in'), level: 2 },
        section('*O1-KR1*', { accessory: { type: 'overflow', action_id: 'more', options: [option('edit')] } }),
        { type: 'divider' },
        {
          type: 'context',
          elements: [
            mrkdwn('why you got this'),
            { type: 'image', image_url: 'https://x.example/i.png', alt_text: 'x' },
          ],
        },
        actions(button({ style: 'primary', value: 'O1-KR1' }), button({ action_id: 'no', confirm: dialog() })),
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { bold: true } }] }],
        },
      ),
    ).toEqual([])
    expect(
      inView(modal([input({ type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 2000 })])),
    ).toEqual([])
    expect(inView({ type: 'home', blocks: [dataTable()] })).toEqual([])
  })
})

describe('blocks and texts', () => {
  test.each<[string, Json, string[]]>([
    ['an unknown block', { type: 'sections' }, ['/0/type: unsupported type: sections']],
    ['a block without a type', { text: 'x' }, ['/0: missing required field: type']],
    ['an unknown field', section('x', { colour: 'red' }), ['/0: invalid additional property: colour']],
    ['an empty text', section(''), ['/0/text/text: must be more than 0 characters']],
    ['a text of 3,001 characters', section('x'.repeat(3001)), ['/0/text/text: must be less than 3001 characters']],
    ['a section of nothing', { type: 'section' }, ['/0: must define either `fields` or `text`']],
    [
      '11 fields',
      { type: 'section', fields: Array(11).fill(mrkdwn('x')) },
      ['/0/fields: no more than 10 items allowed'],
    ],
    [
      'a field of 2,001',
      { type: 'section', fields: [plain('x'.repeat(2001))] },
      ['/0/fields/0/text: must be less than 2001 characters'],
    ],
    ['a header in mrkdwn', { type: 'header', text: mrkdwn('x') }, ['/0/text/type: unsupported type: mrkdwn']],
    [
      'a header of 151',
      { type: 'header', text: plain('x'.repeat(151)) },
      ['/0/text/text: must be less than 151 characters'],
    ],
    [
      '11 things in a context',
      { type: 'context', elements: Array(11).fill(plain('x')) },
      ['/0/elements: no more than 10 items allowed'],
    ],
    [
      'emoji on mrkdwn',
      { type: 'section', text: { ...mrkdwn('x'), emoji: true } },
      ['/0/text: invalid additional property: emoji'],
    ],
    [
      'a long block id',
      { type: 'divider', block_id: 'x'.repeat(256) },
      ['/0/block_id: must be less than 256 characters'],
    ],
    [
      'an image without words',
      { type: 'image', image_url: 'https://x.example/i.png' },
      ['/0: missing required field: alt_text'],
    ],
    ['an image from nowhere', { type: 'image', alt_text: 'x' }, ['/0: must define either `image_url` or `slack_file`']],
    [
      'more people at first than may be chosen',
      input({ type: 'multi_users_select', initial_users: ['U1', 'U2'], max_selected_items: 1 }),
      ['/0/element/initial_users: no more than 1 items allowed'],
    ],
    [
      'an alert in a message',
      { type: 'alert', text: plain('x') },
      ['/0/type: unsupported type: alert is not allowed in a message'],
    ],
    [
      'a rich text of odd things',
      { type: 'rich_text', elements: [{ type: 'text', text: 'x' }] },
      ['/0/elements/0/type: unsupported type: text'],
    ],
    [
      'a markdown block of 12,001',
      { type: 'markdown', text: 'x'.repeat(12_001) },
      [
        '/0/text: must be less than 12001 characters',
        ': all markdown blocks together must be less than 12001 characters',
      ],
    ],
  ])('%s is refused', (_name, block, problems) => {
    expect(inMessage(block)).toEqual(problems)
  })

  test('a message has 50 blocks at most, a form and Home 100', () => {
    const dividers = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }))
    expect(inMessage(...dividers(50))).toEqual([])
    expect(inMessage(...dividers(51))).toEqual([': no more than 50 items allowed'])
    expect(inView(modal(dividers(100)))).toEqual([])
    expect(inView(modal(dividers(101)))).toEqual(['/blocks: no more than 100 items allowed'])
    expect(inView({ type: 'home', blocks: dividers(101) })).toEqual(['/blocks: no more than 100 items allowed'])
  })

  test('a block id stands once, an action id once in a block', () => {
    const twice = [section('a', { block_id: 'same' }), section('b', { block_id: 'same' })]
    expect(inMessage(...twice)).toEqual(['/1/block_id: `block_id` "same" already exists'])
    expect(inMessage(actions(button(), button()))).toEqual([
      '/0/elements/1/action_id: `action_id` "go" already exists in this block',
    ])
    expect(inMessage(actions(button()), actions(button()))).toEqual([])
  })
})

describe('elements', () => {
  test.each<[string, Json, string[]]>([
    [
      '26 of them',
      actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `go${index}` }))),
      ['/0/elements: no more than 25 items allowed'],
    ],
    ['none', actions(), ['/0/elements: no fewer than 1 items allowed']],
    ['an unknown one', actions({ type: 'slider', action_id: 'x' }), ['/0/elements/0/type: unsupported type: slider']],
    [
      'a text input among buttons',
      actions({ type: 'plain_text_input', action_id: 'x' }),
      ['/0/elements/0/type: unsupported type: plain_text_input'],
    ],
    [
      'a button of 76 characters',
      actions(button({ text: plain('x'.repeat(76)) })),
      ['/0/elements/0/text/text: must be less than 76 characters'],
    ],
    [
      'a button value of 2,001',
      actions(button({ value: 'x'.repeat(2001) })),
      ['/0/elements/0/value: must be less than 2001 characters'],
    ],
    ['a green button', actions(button({ style: 'green' })), ['/0/elements/0/style: must be one of: primary, danger']],
    [
      'a confirmation without a way back',
      actions(button({ confirm: { ...dialog(), deny: undefined } })),
      ['/0/elements/0/confirm: missing required field: deny'],
    ],
    [
      'an option value of 151',
      actions({ type: 'static_select', options: [option('x', { value: 'x'.repeat(151) })] }),
      ['/0/elements/0/options/0/value: must be less than 151 characters'],
    ],
    [
      '101 options',
      actions({ type: 'static_select', options: Array(101).fill(option('x')) }),
      ['/0/elements/0/options: no more than 100 items allowed'],
    ],
    [
      'a menu of nothing',
      actions({ type: 'static_select' }),
      ['/0/elements/0: must define either `options` or `option_groups`'],
    ],
    [
      'a choice that is not offered',
      actions({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
      ['/0/elements/0/initial_option: must be one of the provided options'],
    ],
    [
      'six options in an overflow',
      actions({ type: 'overflow', options: Array(6).fill(option('x')) }),
      ['/0/elements/0/options: no more than 5 items allowed'],
    ],
    [
      '11 radio buttons',
      actions({ type: 'radio_buttons', options: Array(11).fill(option('x')) }),
      ['/0/elements/0/options: no more than 10 items allowed'],
    ],
    [
      'a day that is no date',
      actions({ type: 'datepicker', initial_date: '9 January' }),
      ['/0/elements/0/initial_date: must match ^\\d{4}-\\d\\d-\\d\\d$'],
    ],
    [
      'a text input as accessory',
      section('x', { accessory: { type: 'plain_text_input' } }),
      ['/0/accessory/type: unsupported type: plain_text_input'],
    ],
  ])('%s is refused', (_name, block, problems) => {
    expect(inMessage(block)).toEqual(problems.map((problem) => problem.replaceAll('\\\\', '\\')))
  })

  test.each<[string, Json, string[]]>([
    [
      'a number input that does not say whether decimals are',
      { type: 'number_input' },
      [': missing required field: is_decimal_allowed'],
    ],
    [
      'a number that is not text',
      { type: 'number_input', is_decimal_allowed: true, initial_value: 5 },
      ['/initial_value: must provide a string'],
    ],
    [
      'a number outside its bounds',
      { type: 'number_input', is_decimal_allowed: true, initial_value: '5', max_value: '4' },
      ['/initial_value: must be between `min_value` and `max_value`'],
    ],
    [
      'a text longer than its own limit',
      { type: 'plain_text_input', max_length: 3, initial_value: 'long' },
      ['/initial_value: must be less than 4 characters'],
    ],
    [
      'an impossible length',
      { type: 'plain_text_input', min_length: 5, max_length: 4 },
      ['/min_length: must be less than or equal to `max_length`'],
    ],
    ['a button as an input', button(), ['/type: unsupported type: button']],
    [
      'a placeholder of 151',
      { type: 'plain_text_input', placeholder: plain('x'.repeat(151)) },
      ['/placeholder/text: must be less than 151 characters'],
    ],
  ])('%s is refused', (_name, element, problems) => {
    expect(inView(modal([input(element)]))).toEqual(problems.map((problem) => `/blocks/0/element${problem}`))
  })
})

describe('views', () => {
  const text = input({ type: 'plain_text_input', action_id: 'text' })

  test.each<[string, Json, string[]]>([
    [
      'a title of 25',
      modal([text], { title: plain('x'.repeat(25)) }),
      ['/title/text: must be less than 25 characters'],
    ],
    [
      'a form with inputs and no way to send it',
      modal([text], { submit: undefined }),
      [': missing required field: submit'],
    ],
    [
      'metadata of 3,001',
      modal([text], { private_metadata: 'x'.repeat(3001) }),
      ['/private_metadata: must be less than 3001 characters'],
    ],
    [
      'what only a message takes',
      modal([chart()]),
      ['/blocks/0/type: unsupported type: data_visualization is not allowed in a modal'],
    ],
    [
      'a chart on Home',
      { type: 'home', blocks: [chart()] },
      ['/blocks/0/type: unsupported type: data_visualization is not allowed in a home'],
    ],
    ['a title on Home', { type: 'home', title: plain('x'), blocks: [] }, [': invalid additional property: title']],
    [
      'two places to begin',
      modal([
        input({ type: 'plain_text_input', focus_on_load: true }),
        input({ type: 'plain_text_input', focus_on_load: true }),
      ]),
      ['/blocks: only one element may have `focus_on_load`'],
    ],
    ['an id that Slack gives', modal([text], { id: 'V1' }), [': invalid additional property: id']],
  ])('%s is refused', (_name, view, problems) => {
    expect(inView(view)).toEqual(problems)
  })
})

describe('charts', () => {
  test('a line, a pie and bars below nothing are fine', () => {
    expect(inMessage(chart())).toEqual([])
    expect(inMessage(chart({ type: 'bar', series: [series('Change', -1, 2, 0.5)] }))).toEqual([])
    const segments = [{ label: 'On track', value: 5 }]
    expect(inMessage({ type: 'data_visualization', title: 'KRs', chart: { type: 'pie', segments } })).toEqual([])
  })

  test.each<[string, Json, string[]]>([
    [
      'a gap',
      chart({ series: [series('Actual', 1, 2)] }),
      ['/0/chart/series/0/data: must have exactly one point for each category: W3'],
    ],
    [
      'a null',
      chart({ series: [series('Actual', 1, null, 3)] }),
      ['/0/chart/series/0/data/1: missing required field: value'],
    ],
    [
      'a week that is no category',
      chart({ series: [series('Actual', 1, 2, 3, 4)] }),
      ['/0/chart/series/0/data: label is not one of the categories: W4'],
    ],
    [
      'the same name twice',
      chart({ series: [series('A', 1, 2, 3), series('A', 1, 2, 3)] }),
      ['/0/chart/series/1/name: series names must be unique'],
    ],
    [
      'a name of 21',
      chart({ series: [series('x'.repeat(21), 1, 2, 3)] }),
      ['/0/chart/series/0/name: must be less than 21 characters'],
    ],
    [
      '13 series',
      chart({ series: Array.from({ length: 13 }, (_, index) => series(`s${index}`, 1, 2, 3)) }),
      ['/0/chart/series: no more than 12 items allowed'],
    ],
    [
      'no axis',
      chart({ axis_config: undefined }),
      [
        '/0/chart: missing required field: axis_config',
        '/0/chart/series/0/data: label is not one of the categories: W1, W2, W3',
      ],
    ],
    ['a title of 51', { ...chart(), title: 'x'.repeat(51) }, ['/0/title: must be less than 51 characters']],
    [
      'words for the blind that it has no room for',
      { ...chart(), alt_text: 'x' },
      ['/0: invalid additional property: alt_text'],
    ],
    [
      'an empty piece of a pie',
      { type: 'data_visualization', title: 'x', chart: { type: 'pie', segments: [{ label: 'x', value: 0 }] } },
      [`/0/chart/segments/0/value: must be between ${Number.MIN_VALUE} and Infinity`],
    ],
  ])('with %s is refused', (_name, block, problems) => {
    expect(inMessage(block)).toEqual(problems)
  })

  test('21 points are too many, and so are three charts', () => {
    const many = Array.from({ length: 21 }, (_, index) => index)
    expect(inMessage(chart({ series: [series('Actual', ...many)], axis_config: { categories: weeks(21) } }))).toEqual([
      '/0/chart/series/0/data: no more than 20 items allowed',
      '/0/chart/axis_config/categories: no more than 20 items allowed',
    ])
    expect(inMessage(chart(), chart(), chart())).toEqual([': no more than 2 data_visualization blocks allowed'])
  })
})

describe('tables', () => {
  test.each<[string, Json, string[]]>([
    ['no caption', { ...dataTable(), caption: undefined }, ['/0: missing required field: caption']],
    ['only a header', { ...dataTable(), rows: [[raw('KR')]] }, ['/0/rows: no fewer than 2 items allowed']],
    [
      'rows of different length',
      { ...dataTable(), rows: [[raw('KR'), raw('Now')], [raw('x')]] },
      ['/0/rows/1: must have 2 cells like the first row'],
    ],
    [
      'an empty cell',
      { ...dataTable(), rows: [[raw('KR')], [raw('')]] },
      ['/0/rows/1/0/text: must be more than 0 characters'],
    ],
    [
      'rich text in the header',
      { ...dataTable(), rows: [[{ type: 'rich_text', elements: [] }], [raw('x')]] },
      ['/0/rows/0/0: header cells cannot be rich_text'],
    ],
    ['a page of 101', { ...dataTable(), page_size: 101 }, ['/0/page_size: must be between 1 and 100']],
    ['202 rows', { ...dataTable(), rows: Array(202).fill([raw('x')]) }, ['/0/rows: no more than 201 items allowed']],
    [
      'a row header that is no column',
      { ...dataTable(), row_header_column_index: 2 },
      ['/0/row_header_column_index: must be the index of a column'],
    ],
    [
      'a number without its text',
      { ...dataTable(), rows: [[raw('KR')], [{ type: 'raw_number', value: 1 }]] },
      ['/0/rows/1/0: missing required field: text'],
    ],
  ])('with %s is refused', (_name, block, problems) => {
    expect(inMessage(block)).toEqual(problems)
  })

  test('20,001 characters are too many, in one table or in several', () => {
    const long = (length: number) => ({ ...dataTable(), rows: [[raw('KR')], [raw('x'.repeat(length))]] })
    expect(inMessage(long(19_998))).toEqual([])
    expect(inMessage(long(19_999))[0]).toBe('/0: must be less than 20001 characters')
    expect(inMessage(long(10_000), long(10_000))).toEqual([
      ': all data_table blocks together must be less than 20001 characters',
    ])
  })

  test('a plain table stands once in a message', () => {
    const table = { type: 'table', rows: [[raw('a')], [raw('b')]] }
    expect(inMessage(table)).toEqual([])
    expect(inMessage(table, table)).toEqual([': only one table allowed'])
  })
})

function dialog(): Json {
  return {
    title: plain('Sure?'),
    text: mrkdwn('It stays on record.'),
    confirm: plain('Approve'),
    deny: plain('Cancel'),
  }
}

function raw(text: string): Json {
  return { type: 'raw_text', text }
}

function dataTable(): Json {
  return {
    type: 'data_table',
    caption: 'Our key results',
    rows: [
      [raw('KR'), raw('Now')],
      [raw('O1-KR1'), { type: 'raw_number', value: 0.62, text: '62 %' }],
    ],
  }
}

function weeks(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `W${index + 1}`)
}

function series(name: string, ...values: (number | null)[]): Json {
  return { name, data: values.map((value, index) => ({ label: `W${index + 1}`, value })) }
}

function chart(more: Json = {}): Json {
  return {
    type: 'data_visualization',
    title: 'Churn',
    chart: { type: 'line', series: [series('Actual', 8, 7, 6.2)], axis_config: { categories: weeks(3) }, ...more },
  }
}
