import { useState } from 'react'
import { Icon } from '../ui/icons.tsx'

interface Picture {
  image_url?: string
  slack_file?: { url?: string; id?: string }
  alt_text: string
}

/** A picture, or what it shows in words where it cannot be loaded. */
export function Image({ of, className }: { of: Picture; className: string }) {
  const url = of.image_url ?? of.slack_file?.url
  const [broken, setBroken] = useState(false)
  if (!url || broken)
    return (
      <span className="image-missing">
        <Icon name="file" /> {of.alt_text}
      </span>
    )
  return <img className={className} src={url} alt={of.alt_text} onError={() => setBroken(true)} />
}
