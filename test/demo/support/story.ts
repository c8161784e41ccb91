import type { Conversation, HomeView, Message, ModalView, Person, Snapshot } from '../../../src/demo/page-api.ts'
import type { Scene } from './fake-workspace.ts'

/** A morning at Acme, as fixtures for the page: Monday 12 January 2026, a little after nine in New York. */
export const now = '2026-01-12T14:04:00.000Z'

const person = (id: string, name: string, title: string, zone: string): Person => ({
  id,
  name,
  title,
  zone,
  handle: name.split(' ')[0]?.toLowerCase() ?? name,
  avatar: '',
  deactivated: false,
})

export const people: Person[] = [
  person('U1SARAH', 'Sarah Chen', 'VP Product', 'America/New_York'),
  person('U2MIKE', 'Mike Rivera', 'Data analyst', 'America/Los_Angeles'),
  person('U3ANA', 'Ana Gurung', 'Product manager', 'Asia/Kathmandu'),
  person('U4JONAS', 'Jonas Weber', 'Engineer', 'Europe/Berlin'),
  person('U5PRIYA', 'Priya Nair', 'Customer success', 'Australia/Sydney'),
]

export const plain = (text: string) => ({ type: 'plain_text', text, emoji: true })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string, more: object = {}) => ({ type: 'section', text: mrkdwn(text), ...more })
const context = (...texts: string[]) => ({ type: 'context', elements: texts.map(mrkdwn) })
const button = (action_id: string, text: string, more: object = {}) => ({
  type: 'button',
  action_id,
  text: plain(text),
  value: `${action_id}:1`,
  ...more,
})
export const option = (text: string, value = text.toLowerCase().replaceAll(' ', '-')) => ({ text: plain(text), value })

const at = (iso: string, micro = '000100') => `${Date.parse(iso) / 1000}.${micro}`
const message = (ts: string, user: string, text: string, more: Partial<Message> = {}): Message => ({
  ts,
  user,
  text,
  blocks: [],
  edited: false,
  ephemeral: false,
  ...more,
})
const app = 'U0OKR'

function keyResult(id: string, title: string, line: string, last: string, evidence: string[]) {
  return [
    section(`*${id}  ${title}*\n${line}`),
    context(`Last week: ${last}`, ...evidence),
    {
      type: 'actions',
      block_id: `check-in:${id}`,
      elements: [
        button('on-track', 'On track', { style: 'primary' }),
        button('at-risk', 'At risk'),
        button('off-track', 'Off track'),
        {
          type: 'overflow',
          action_id: 'more',
          options: [option('Same as last week'), option('Edit value'), option('Skip this week'), option('Hand over')],
        },
      ],
    },
  ]
}

export const checkIn = message(
  at('2026-01-12T14:00:00Z'),
  app,
  'Your weekly check-in: 5 key results, about two minutes.',
  {
    blocks: [
      { type: 'header', text: plain('Your check-in for week 3') },
      section(
        'Good morning <@U1SARAH>. Five key results, about two minutes. The team sees your answers on *Wednesday at 16:00*.',
      ),
      { type: 'divider' },
      ...keyResult(
        'O1-KR1',
        'Cut monthly churn from 8 % to 5 %',
        '`7.1 %` now → *5 %*   ▁▂▃▅▆  −0.4 since last week',
        '🟢 On track (you)',
        ['Billing exports, Sunday: 7.1 %', 'chant `2026-01-08-004-xk2` completed: win-back mail draft'],
      ),
      ...keyResult(
        'O1-KR2',
        'Raise 30-day activation from 41 % to 60 %',
        '`44 %` now → *60 %*   ▂▂▂▂▂  unchanged since 18 December',
        '🟡 At risk — waiting for the vendor (you)',
        ['No new data since 18 December'],
      ),
      ...keyResult(
        'O1-KR3',
        'Answer 90 % of tickets within 4 hours',
        '`86 %` now → *90 %*   ▃▄▅▆▇  +3 since last week',
        '🟢 On track (you)',
        ['Help desk report, Friday: 86 %'],
      ),
      ...keyResult(
        'O2-KR1',
        'Ten reference customers in the new segment',
        '`3` now → *10*   ▁▁▂▂▃  +1 since last week',
        '🔴 Off track (Mike)',
        ['CRM, Friday: 3 signed, 4 in talks'],
      ),
      ...keyResult(
        'O2-KR2',
        'Net revenue retention from 96 % to 104 %',
        '`97.2 %` now → *104 %*   ▂▃▃▄▄  +0.3 since last week',
        'no answer yet',
        ['Finance model, 9 January: 97.2 %'],
      ),
      { type: 'divider' },
      context('You get this because you own these key results. Time, days off and delegate: Home → My check-ins.'),
    ],
  },
)

export const approval = message(
  at('2026-01-12T13:31:00Z'),
  app,
  'A finding waits for your decision: why do customers leave in month two?',
  {
    replies: { count: 2, latest: at('2026-01-12T13:50:00Z'), users: ['U2MIKE', 'U3ANA'] },
    blocks: [
      section(
        '*A finding waits for a decision: why do customers leave in month two?*\n<@U1SARAH> may decide, because she is the approver for `retention` research.',
      ),
      section(
        '*Summary.* Two thirds of those who leave never connected a second data source. Accounts with two sources leave at *2.9 %* instead of *9.4 %*.\n\n1. The import wizard loses 61 % at the mapping step\n2. Nobody is asked again after the first week\n3. Annual plans hide the problem until month 12',
        {
          accessory: button('read-findings', 'Read findings'),
        },
      ),
      {
        type: 'section',
        fields: [
          mrkdwn('*Criteria met*\n5 of 5'),
          mrkdwn('*Concerns*\n`O1-KR1`, `O1-KR2`'),
          mrkdwn('*Inputs*\nchurn digest, 8 January'),
          mrkdwn('*Waiting since*\n<!date^1768224660^{date_short_pretty} at {time}|today>'),
        ],
      },
      {
        type: 'actions',
        block_id: 'approval:7',
        elements: [
          button('approve', 'Approve', {
            style: 'primary',
            confirm: {
              title: plain('Approve this finding?'),
              text: mrkdwn('chant will record that *you* approved it, with today’s date.'),
              confirm: plain('Approve'),
              deny: plain('Not yet'),
            },
          }),
          button('reject', 'Reject', { style: 'danger' }),
          button('needs-work', 'Needs work'),
        ],
      },
      context('Decided by one of: <@U1SARAH>, <@U2MIKE>. Asked again in 24 hours.'),
    ],
  },
)

const churn = {
  type: 'data_visualization',
  title: 'Monthly churn against its target',
  chart: {
    type: 'line',
    series: [
      {
        name: 'Churn',
        data: [8, 7.8, 7.9, 7.5, 7.5, 7.1].map((value, week) => ({
          label: `W${week + 49 > 52 ? week - 3 : week + 49}`,
          value,
        })),
      },
      {
        name: 'Target',
        data: [5, 5, 5, 5, 5, 5].map((value, week) => ({ label: `W${week + 49 > 52 ? week - 3 : week + 49}`, value })),
      },
    ],
    axis_config: { categories: ['W49', 'W50', 'W51', 'W52', 'W1', 'W2'], x_label: 'Week', y_label: '% a month' },
  },
}

export const daily = message(
  at('2026-01-12T13:30:00Z'),
  app,
  'Daily report: churn 7.1 % (target 5 %), one finding waits.',
  {
    edited: true,
    blocks: [
      { type: 'header', text: plain('Monday 12 January: churn is down to 7.1 %') },
      section(
        '*Since Friday 08:30.* 3 specs completed, 1 failed, 1 finding waits for a decision. Confidence changed for *O1-KR2* (on track → at risk).',
      ),
      churn,
      {
        type: 'table',
        column_settings: [
          { align: 'left' },
          { align: 'right' },
          { align: 'right' },
          { align: 'right' },
          { align: 'left' },
        ],
        rows: [
          ['Metric', 'Baseline', 'Now', 'Target', 'Status'],
          ['Monthly churn', '8 %', '7.1 %', '5 %', '🟡 behind'],
          ['Activation', '41 %', '44 %', '60 %', '🔴 behind'],
          ['Tickets in 4 h', '78 %', '86 %', '90 %', '🟢 on pace'],
        ].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
      },
      context('Reading of 11 January, billing exports. The next report comes tomorrow at 08:30.'),
    ],
  },
)

const said = (ts: string, user: string, text: string) =>
  message(ts, user, text, {
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }],
  })

export const ephemeral = message(at('2026-01-12T14:03:30Z'), app, 'O1: two of three key results on track.', {
  ephemeral: true,
  blocks: [
    section('*O1  Customers stay because the product earns it*\n🟢 2 on track · 🟡 1 at risk · worst: *O1-KR2*'),
    context('`/okr status O1 share` shows this to the channel.'),
  ],
})

export const retention: Conversation = {
  id: 'C1',
  name: 'retention',
  kind: 'channel',
  messages: [
    said(at('2026-01-09T20:10:00Z'), 'U2MIKE', 'Fresh billing exports are in: 7.1 % for December.'),
    said(at('2026-01-09T20:11:00Z'), 'U2MIKE', 'The drop is almost all from the win-back mails.'),
    said(at('2026-01-09T20:14:00Z'), 'U4JONAS', 'Nice. The import wizard fix goes out on Monday.'),
    daily,
    approval,
    ephemeral,
  ],
}

export const thread: Conversation = {
  ...retention,
  messages: [
    approval,
    said(at('2026-01-12T13:45:00Z'), 'U2MIKE', 'The 61 % is from last quarter, I am checking December.'),
    said(at('2026-01-12T13:50:00Z'), 'U1SARAH', 'Thanks. I will decide once that is in.'),
  ],
}

/** In #product: a shared file for a group, an answer sent to the channel, and a deleted message with an answer. */
export const discussion: Conversation = {
  id: 'C2',
  name: 'product',
  kind: 'channel',
  messages: [
    message(at('2026-01-12T13:00:00Z'), 'U3ANA', 'The exit survey, <!subteam^S1LEADS> and <!subteam^S2DESIGN>', {
      files: [
        {
          id: 'F1',
          name: 'exit-survey.csv',
          size: 872,
          deleted: false,
          preview: { text: 'account,reason\nA-1,import', isWhole: false, lines: 41 },
        },
        { id: 'F2', name: 'screen.png', size: 48_211, deleted: false, preview: null },
        { id: 'F3', name: '', size: 0, deleted: true, preview: null },
      ],
    }),
    message(at('2026-01-12T13:40:00Z'), 'U2MIKE', 'Deciding today.', { threadTs: approval.ts, broadcast: true }),
    message(at('2026-01-12T13:41:00Z'), 'USLACKBOT', 'This message was deleted.', {
      deleted: true,
      replies: { count: 1, latest: at('2026-01-12T13:42:00Z'), users: ['U3ANA'] },
    }),
  ],
}

export const direct: Conversation = { id: 'D1', name: 'OKR Cadence', kind: 'app-dm', messages: [checkIn] }

const input = (block_id: string, label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
})

export const form: ModalView = {
  id: 'V1',
  callbackId: 'at-risk',
  title: 'O1-KR2 is at risk',
  submit: 'Save',
  close: 'Cancel',
  hash: '1',
  errors: {},
  blocks: [
    {
      type: 'alert',
      level: 'warning',
      text: mrkdwn('The number has not moved since *18 December*. The forecast ends at 46 %, not 60 %.'),
    },
    input('evidence', 'Evidence', {
      type: 'plain_text_input',
      multiline: true,
      initial_value: 'No new data since 18 December.',
    }),
    input('risk', 'What is the risk?', {
      type: 'static_select',
      placeholder: plain('Choose a kind of risk'),
      options: [option('Resource'), option('Dependency'), option('Clarity'), option('Priority'), option('External')],
    }),
    input(
      'next',
      'Next action',
      { type: 'plain_text_input', placeholder: plain('What happens next?'), max_length: 200 },
      { hint: plain('One sentence; it stays on Home until somebody closes it.') },
    ),
    input('who', 'Who does it?', { type: 'users_select', placeholder: plain('Choose a person') }),
    input('due', 'By when?', { type: 'datepicker', initial_date: '2026-01-19' }),
    input('time', 'Remind at', { type: 'timepicker', initial_time: '09:00' }, { optional: true }),
    input(
      'now',
      'Activation now, in %',
      { type: 'number_input', is_decimal_allowed: true, min_value: '0', max_value: '100' },
      { optional: true },
    ),
    input('link', 'Dashboard', { type: 'url_text_input', placeholder: plain('https://') }, { optional: true }),
    input('mail', 'Send a copy to', { type: 'email_text_input' }, { optional: true }),
    input(
      'test',
      'Result of the test',
      {
        type: 'radio_buttons',
        options: [
          option('Passed'),
          option('Failed'),
          { ...option('No result yet'), description: plain('The test runs on') },
        ],
      },
      { optional: true },
    ),
    input(
      'tell',
      'Tell',
      { type: 'checkboxes', options: [option('The team’s channel'), option('The sponsor')] },
      { optional: true },
    ),
    input(
      'with',
      'Together with',
      { type: 'multi_users_select', placeholder: plain('Add people') },
      { optional: true },
    ),
    input(
      'spec',
      'Spec it waits for',
      { type: 'external_select', min_query_length: 2, placeholder: plain('Type to search specs') },
      { optional: true },
    ),
    { type: 'actions', block_id: 'extra', elements: [button('add-risk', 'Add another risk')] },
  ],
}

const cell = (text: string) => ({ type: 'raw_text', text })
const number = (value: number, text: string) => ({ type: 'raw_number', value, text })

export const home: HomeView = {
  id: 'VH',
  hash: '1',
  blocks: [
    { type: 'header', text: plain('Good morning, Sarah') },
    section('You owe *2 answers* this week, and *1 finding* waits for you.'),
    {
      type: 'actions',
      block_id: 'home',
      elements: [
        button('answer', 'Answer now', { style: 'primary' }),
        button('decide', 'Decide'),
        button('pause', 'Pause my check-ins'),
      ],
    },
    { type: 'divider' },
    { type: 'header', text: plain('Waiting for me to decide') },
    section('*Why do customers leave in month two?*\nO1-KR1, O1-KR2 · since this morning', {
      accessory: button('open', 'Open'),
    }),
    { type: 'divider' },
    {
      type: 'data_table',
      block_id: 'board',
      caption: 'Team board, first quarter of 2026',
      page_size: 5,
      row_header_column_index: 0,
      rows: [
        ['Key result', 'Owner', 'Now', 'Target', 'Progress', 'Confidence'].map(cell),
        [
          cell('O1-KR1 Monthly churn'),
          cell('Sarah'),
          number(7.1, '7.1 %'),
          number(5, '5 %'),
          number(0.3, '30 %'),
          cell('🟢 On track'),
        ],
        [
          cell('O1-KR2 Activation'),
          cell('Sarah'),
          number(44, '44 %'),
          number(60, '60 %'),
          number(0.16, '16 %'),
          cell('🟡 At risk'),
        ],
        [
          cell('O1-KR3 Tickets in 4 h'),
          cell('Ana'),
          number(86, '86 %'),
          number(90, '90 %'),
          number(0.67, '67 %'),
          cell('🟢 On track'),
        ],
        [
          cell('O2-KR1 References'),
          cell('Mike'),
          number(3, '3'),
          number(10, '10'),
          number(0.3, '30 %'),
          cell('🔴 Off track'),
        ],
        [
          cell('O2-KR2 Retention'),
          cell('Priya'),
          number(97.2, '97.2 %'),
          number(104, '104 %'),
          number(0.15, '15 %'),
          cell('– no answer'),
        ],
        [
          cell('O2-KR3 Time to value'),
          cell('Jonas'),
          number(19, '19 d'),
          number(7, '7 d'),
          number(0.05, '5 %'),
          cell('🟡 At risk'),
        ],
        [
          cell('O3-KR1 Deploys a week'),
          cell('Jonas'),
          number(6, '6'),
          number(10, '10'),
          number(0.4, '40 %'),
          cell('🟢 On track'),
        ],
      ],
    },
    { type: 'divider' },
    section('*My check-ins* come on Mondays at 09:00 in New York. <https://example.com/help|How this works>', {
      accessory: {
        type: 'static_select',
        action_id: 'weekday',
        placeholder: plain('Another day'),
        initial_option: option('Monday'),
        options: [option('Monday'), option('Tuesday'), option('Wednesday')],
      },
    }),
  ],
}

/** Blocks the story has no place for, one of each, and one that cannot be shown. */
export const everyBlock: unknown[] = [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Rich ' },
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'text', text: ' and ' },
          { type: 'text', text: 'code', style: { code: true } },
          { type: 'emoji', name: 'tada', unicode: '1f389' },
          { type: 'user', user_id: 'U2MIKE' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'First' }] }],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Inner' }] }],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Quoted' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'select *\nfrom churn' }] },
    ],
  },
  {
    type: 'markdown',
    text: '## Findings\n\n- [x] checked **twice**\n- [ ] not yet\n\n| KPI | Now |\n|---|--:|\n| churn | 7.1 |',
  },
  {
    type: 'data_visualization',
    title: 'Open work',
    chart: {
      type: 'bar',
      series: [
        {
          name: 'Done',
          data: [
            { label: 'O1', value: 4 },
            { label: 'O2', value: 2 },
          ],
        },
        {
          name: 'Failed',
          data: [
            { label: 'O1', value: 1 },
            { label: 'O2', value: 3 },
          ],
        },
      ],
      axis_config: { categories: ['O1', 'O2'] },
    },
  },
  {
    type: 'data_visualization',
    title: 'Confidence',
    chart: {
      type: 'pie',
      segments: [
        { label: 'On track', value: 5 },
        { label: 'At risk', value: 2 },
        { label: 'Off track', value: 1 },
      ],
    },
  },
  {
    type: 'data_visualization',
    title: 'Readings',
    chart: {
      type: 'area',
      series: [
        {
          name: 'Churn',
          data: [
            { label: 'W1', value: 7.5 },
            { label: 'W2', value: 7.1 },
          ],
        },
      ],
      axis_config: { categories: ['W1', 'W2'] },
    },
  },
  { type: 'image', image_url: '/none.png', alt_text: 'A falling line', title: plain('Churn') },
  {
    type: 'card',
    block_id: 'card',
    title: mrkdwn('A card'),
    body: mrkdwn('with *text*'),
    actions: [button('card-open', 'Open')],
  },
  { type: 'container', title: plain('A container'), is_collapsible: true, child_blocks: [section('inside')] },
  {
    type: 'video',
    video_url: 'https://example.com/v',
    thumbnail_url: '',
    alt_text: 'A video',
    title: plain('How it works'),
  },
  {
    type: 'context_actions',
    block_id: 'feedback',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'fb',
        positive_button: { text: plain('Good'), value: 'up' },
        negative_button: { text: plain('Bad'), value: 'down' },
      },
    ],
  },
  { type: 'table', rows: 'no rows' },
  { type: 'hologram' },
  section('still here after the broken ones'),
]

export function storyScene(): Scene {
  const modals: ModalView[] = []
  const snapshot = (as: string | null): Snapshot => ({
    team: 'Acme SaaS',
    now,
    me: people.find((one) => one.id === as) ?? (people[0] as Person),
    people,
    conversations: [
      {
        id: 'C1',
        name: 'retention',
        kind: 'channel',
        unread: 2,
        mentions: 1,
        topic: 'Churn 8 % → 5 % by the end of March',
      },
      { id: 'C2', name: 'product', kind: 'channel', unread: 0, mentions: 0 },
      { id: 'D1', name: 'OKR Cadence', kind: 'app-dm', unread: 1, mentions: 1 },
    ],
    modals,
    app: { userId: app, name: 'OKR Cadence', connected: true },
    commands: [
      {
        command: '/okr',
        description: 'Objectives, key results and check-ins',
        usageHint: '[status | checkin | new | edit | trend | report | help]',
      },
    ],
    shortcuts: [
      { name: 'Add as evidence', type: 'message', callbackId: 'add-evidence' },
      { name: 'Save as chant digest', type: 'message', callbackId: 'save-digest' },
      { name: 'New objective', type: 'global', callbackId: 'new-objective' },
    ],
    userGroups: [
      { id: 'S1LEADS', handle: 'growth-leads', name: 'Growth leads', users: ['U1SARAH', 'U2MIKE'] },
      { id: 'S2DESIGN', handle: 'design', name: 'Design', users: ['U5PRIYA'] },
    ],
  })
  const product: Conversation = {
    id: 'C2',
    name: 'product',
    kind: 'channel',
    messages: [message(at('2026-01-12T14:01:00Z'), app, 'every block', { blocks: everyBlock })],
  }
  return {
    snapshot,
    conversations: { C1: retention, C2: product, D1: direct, [approval.ts]: thread },
    home,
    suggestions: { options: [option('2026-01-08-004-xk2 Win-back mails'), option('2026-01-09-001-ab1 Import wizard')] },
  }
}
