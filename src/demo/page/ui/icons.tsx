const paths = {
  hash: 'M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14',
  home: 'M3 9.2 10 3l7 6.2M5 8v8.5h3.6v-5h2.8v5H15V8',
  chat: 'M3.5 4.5h13v9h-7l-3.6 3v-3H3.5z',
  clock: 'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 6v4.2l2.8 1.8',
  chevron: 'm5.5 7.8 4.5 4.5 4.5-4.5',
  more: 'M4.6 10h.01M10 10h.01M15.4 10h.01',
  close: 'm5 5 10 10M15 5 5 15',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  sun: 'M10 6.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8M10 1.8v2M10 16.2v2M1.8 10h2M16.2 10h2M4.2 4.2l1.4 1.4M14.4 14.4l1.4 1.4M15.8 4.2l-1.4 1.4M5.6 14.4l-1.4 1.4',
  moon: 'M16.6 12.2A7 7 0 0 1 7.8 3.4a7 7 0 1 0 8.8 8.8',
  send: 'M3 10 17 3.4 13.4 17l-3.6-5.4zM9.8 11.6 17 3.4',
  reply: 'M8.4 4.6 3.4 9.4l5 4.8M3.8 9.4h6.6c4 0 6.2 1.8 6.2 5.6',
  eye: 'M1.8 10S4.8 4.6 10 4.6s8.2 5.4 8.2 5.4-3 5.4-8.2 5.4S1.8 10 1.8 10M10 7.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6',
  sort: 'm6.5 8 3.5-3.6L13.5 8M6.5 12l3.5 3.6 3.5-3.6',
  up: 'm5.5 11.8 4.5-4.5 4.5 4.5',
  info: 'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 9v5M10 6.2h.01',
  warning: 'M10 3.2 18 16.6H2zM10 8.2v4M10 14.4h.01',
  check: 'm4 10.6 4 4 8-9',
  play: 'M7 4.5v11l8.5-5.5z',
  file: 'M5 2.8h6.5L15 6.4v10.8H5zM11.4 2.8v3.8H15',
  bolt: 'M11.4 2.4 4.4 11.4h4.8l-.8 6.2 7-9h-4.8z',
  plus: 'M10 4v12M4 10h12',
  search: 'M9 3.4a5.6 5.6 0 1 1 0 11.2A5.6 5.6 0 0 1 9 3.4M13.2 13.2l3.6 3.6',
} as const

export type IconName = keyof typeof paths

/** A line drawing in the colour of the text around it; never the only thing that says what something is. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={`icon icon-${name}`}
      viewBox="0 0 20 20"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
