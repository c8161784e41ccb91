import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { FailureBoundary } from './blocks/failure.tsx'
import { KeptContext } from './ui/kept.tsx'
import { ToastsProvider } from './ui/toasts.tsx'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <KeptContext value={new Map()}>
      <ToastsProvider>
        <FailureBoundary what="The page">
          <App />
        </FailureBoundary>
      </ToastsProvider>
    </KeptContext>,
  )
