const hues = [168, 28, 262, 205, 338, 128, 48, 290, 232, 8]

/** A person's initials on a colour of their own; drawn here, so that it needs no network. */
export function Avatar({ id, name, size = 36 }: { id: string; name: string; size?: number }) {
  const hue = hues[[...id].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % hues.length]
  return (
    <svg className="avatar" viewBox="0 0 36 36" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="36" height="36" rx="10" fill={`hsl(${hue} 40% 37%)`} />
      <circle cx="30" cy="4" r="15" fill={`hsl(${hue} 44% 48%)`} opacity=".55" />
      <text x="18" y="23.4" textAnchor="middle" fontSize="14.5" fontWeight="600" fill="#fff">
        {initialsOf(name)}
      </text>
    </svg>
  )
}

/** The app's own mark: a bar chart that rises into a tick. */
export function AppMark({ size = 36 }: { size?: number }) {
  return (
    <svg
      className="avatar app-mark"
      viewBox="0 0 36 36"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <rect width="36" height="36" rx="10" fill="#12453b" />
      <path d="M9 26v-5M15 26v-8" stroke="#7fd6c2" strokeWidth="3.4" strokeLinecap="round" />
      <path
        d="m19 19.5 4 5.5 6-15"
        fill="none"
        stroke="#fff"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase()).join('')
}
