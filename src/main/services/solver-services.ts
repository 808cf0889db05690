import type { AppHandlers } from '../../contract/contract.ts'
import type { Context } from './context.ts'
import { createFeedbackService } from './feedback.ts'
import { createSolverProfiles } from './solver-profiles.ts'
import { createSolverTests } from './solver-tests.ts'
import { createSolverTrial } from './solver-trial.ts'
import { createSolverService } from './solvers.ts'
import type { TaskWatch } from './task-watch.ts'
import type { TaskService } from './tasks.ts'

/** Everything about solvers but their queue and how their replies are read. `watch` sees the events of the queue; `inspect` looks at model files. */
export function createSolverServices(
  context: Context,
  tasks: TaskService,
  watch: Pick<TaskWatch, 'until'>,
  inspect?: AppHandlers['solvers.inspectModel'],
) {
  const solvers = createSolverService(context, tasks, inspect)
  const { infoOf: _infoOf, add: _add, ...handlers } = solvers
  return {
    ...handlers,
    ...createSolverProfiles(context, solvers),
    ...createSolverTests(context, tasks, createSolverTrial(context, tasks, watch)),
    ...createFeedbackService(context, tasks),
  }
}
