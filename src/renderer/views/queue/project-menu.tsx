import { Menu } from '@mantine/core'
import { type JSX, useState } from 'react'
import type { ProjectInfo } from '../../../contract/payloads.ts'
import { client } from '../../host.ts'
import { useProject } from '../../state/project.ts'
import { openDialog } from '../../state/view.ts'
import { Icon } from '../../ui/icon.tsx'
import { report } from '../../ui/report.ts'

type Listed = Awaited<ReturnType<(typeof client)['projects.list']>>

const open = async (what: string, project: () => Promise<ProjectInfo>): Promise<void> => {
  try {
    await project()
  } catch (error) {
    report(`${what} could not be opened`, error)
  }
}

async function choose(): Promise<void> {
  const { path } = await client['dialogs.openProject']({})
  if (path !== undefined) await open('The project', async () => client['projects.open']({ path }))
}

/** The project's name; opens another one. */
export function ProjectMenu(): JSX.Element {
  const app = useProject((state) => state.app)
  const [projects, setProjects] = useState<Listed>([])
  const read = async (): Promise<void> => {
    try {
      setProjects(await client['projects.list']({}))
    } catch (error) {
      report('The projects could not be listed', error)
    }
  }
  return (
    <Menu position="bottom-start" offset={4} width={260} transitionProps={{ duration: 120 }} onOpen={() => void read()}>
      <Menu.Target>
        <button
          type="button"
          className="project-name"
          title={app?.project.path}
          aria-label={`Project ${app?.project.name ?? ''}`}
        >
          <h1 className="cut">{app?.project.name ?? '…'}</h1>
          <Icon name="down" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Projects</Menu.Label>
        {projects
          .filter(({ isSamples }) => !isSamples)
          .map(({ name, path }) => (
            <Menu.Item
              key={path}
              title={path}
              rightSection={path === app?.project.path ? <Icon name="check" className="small" /> : undefined}
              onClick={() => void open(name, async () => client['projects.open']({ path }))}
            >
              {name}
            </Menu.Item>
          ))}
        <Menu.Item
          leftSection={<Icon name="image" className="small" />}
          rightSection={app?.project.isSamples ? <Icon name="check" className="small" /> : undefined}
          onClick={() => void open('The samples', async () => client['projects.openSamples']({}))}
        >
          Samples
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="plus" className="small" />}
          onClick={() => {
            openDialog({ kind: 'new-project' })
          }}
        >
          New project…
        </Menu.Item>
        {app?.natives.dialogs && (
          <Menu.Item
            leftSection={<Icon name="folder" className="small" />}
            onClick={() => void choose().catch((error: unknown) => report('The folder could not be chosen', error))}
          >
            Open another folder…
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
