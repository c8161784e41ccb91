import { Component, type ReactNode } from 'react'
import { Icon } from '../ui/icons.tsx'

interface FailureBoundaryProps {
  /** What to call the block that fails: its type and place. */
  what: string
  children: ReactNode
}

/** One block that cannot be shown says so and why; the others stay. (React knows boundaries only as classes.) */
export class FailureBoundary extends Component<FailureBoundaryProps, { problem: string | null }> {
  override state: { problem: string | null } = { problem: null }

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: error instanceof Error ? error.message : String(error) }
  }

  override componentDidUpdate(before: FailureBoundaryProps): void {
    if (before.children !== this.props.children && this.state.problem !== null) this.setState({ problem: null })
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children
    return (
      <div className="failure" role="note">
        <Icon name="warning" />
        <span>
          {this.props.what} cannot be shown: {this.state.problem}
        </span>
      </div>
    )
  }
}
