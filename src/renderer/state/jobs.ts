import { create } from 'zustand'
import type { Job } from '../../contract/payloads.ts'
import { client } from '../host.ts'

/** Long work by id, newest last. */
export const useJobs = create<{ jobs: readonly Job[] }>(() => ({ jobs: [] }))

/** Takes over what an event said of a job. */
export function takeJob(job: Job): void {
  const { jobs } = useJobs.getState()
  const known = jobs.some(({ id }) => id === job.id)
  useJobs.setState({ jobs: known ? jobs.map((old) => (old.id === job.id ? job : old)) : [...jobs, job] })
}

export async function loadJobs(): Promise<void> {
  useJobs.setState({ jobs: await client['jobs.list']({}) })
}
