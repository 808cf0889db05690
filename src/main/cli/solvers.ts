import { commandGroup } from './command.ts'

/** Each loaded when it is asked for. */
export const solversCommand = commandGroup(
  'solvers',
  {
    list: async () => (await import('./solvers/list.ts')).listSolversCommand,
    add: async () => (await import('./solvers/add.ts')).addSolverCommand,
    test: async () => (await import('./solvers/test.ts')).testSolverCommand,
    remove: async () => (await import('./solvers/remove.ts')).removeSolverCommand,
  },
  'list',
)
