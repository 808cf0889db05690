import type { JSX } from 'react'
import { optionsOf, type Solver, SolverOptions } from '../../../../core/solver.ts'
import { DraftField } from '../../../ui/draft-field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { reported } from '../reported.ts'
import { changeSolver } from '../../../state/solvers.ts'
import { InstructionPicture } from './instruction-picture.tsx'
import { ClassNames, ModelPath, Synonyms, Threshold } from './model-fields.tsx'
import { NumberField } from './number-field.tsx'
import { PromptField } from './prompt-field.tsx'
import { ReadsAsField, ResizeBefore } from './reads-as-field.tsx'
import { Row } from './row.tsx'
import { takeOptions } from './take-change.ts'

type OptionName = keyof SolverOptions

/** What is chosen from a list is stored at once. */
const choose = async (solver: Solver, options: Partial<SolverOptions>): Promise<void> =>
  reported(`${solver.name} could not be changed`, async () => changeSolver(solver, { options }))

function TextOption({
  solver,
  option,
  label,
  ...rest
}: {
  solver: Solver
  option: 'provider' | 'language' | 'websiteUrl' | 'model'
  label: string
  maxLength: number
  placeholder?: string
}): JSX.Element {
  const id = `solver-${option}`
  return (
    <Row label={label} htmlFor={id}>
      <DraftField
        {...rest}
        id={id}
        optional
        value={solver.options[option] ?? ''}
        onTake={async (text) => takeOptions(solver, { [option]: text === '' ? undefined : text })}
      />
    </Row>
  )
}

function NumberOption({
  solver,
  option,
  label,
  ...rest
}: {
  solver: Solver
  option: 'minClicks' | 'maxClicks' | 'softId' | 'temperature' | 'maxTokens'
  label: string
  min: number
  max: number
  whole?: boolean
  placeholder?: string
}): JSX.Element {
  const id = `solver-${option}`
  return (
    <Row label={label} htmlFor={id}>
      <NumberField
        {...rest}
        id={id}
        optional
        value={solver.options[option]}
        onTake={async (value) => takeOptions(solver, { [option]: value })}
      />
    </Row>
  )
}

/** The field of one option. */
function Option({ solver, option }: { solver: Solver; option: OptionName }): JSX.Element | null {
  const { options } = solver
  switch (option) {
    case 'minClicks':
      return <NumberOption {...{ solver, option }} label="Fewest clicks" whole min={1} max={100} placeholder="any" />
    case 'maxClicks':
      return <NumberOption {...{ solver, option }} label="Most clicks" whole min={1} max={100} placeholder="any" />
    case 'instructionImage':
      return <InstructionPicture solver={solver} />
    case 'mode':
      return (
        <Row label="Answers as" help={options.mode === 'rectangles' && 'Boxes are kept; their centres are the points.'}>
          <Segmented
            name="Answers as"
            value={options.mode ?? 'points'}
            options={[
              { value: 'points', label: 'Points' },
              { value: 'rectangles', label: 'Rectangles' },
            ]}
            onChange={(mode) => void choose(solver, { mode })}
          />
        </Row>
      )
    case 'selectionMode':
      return (
        <Row label="Choose by" htmlFor="solver-selection-mode">
          <Select
            id="solver-selection-mode"
            value={options.selectionMode ?? ''}
            onChange={(event) =>
              void reported(`${solver.name} could not be changed`, async () =>
                changeSolver(solver, {
                  options: {
                    selectionMode: SolverOptions.unwrap().shape.selectionMode.parse(
                      event.currentTarget.value || undefined,
                    ),
                  },
                }),
              )
            }
          >
            <option value="">as the service likes</option>
            {SolverOptions.unwrap()
              .shape.selectionMode.unwrap()
              .options.map((mode) => (
                <option key={mode}>{mode}</option>
              ))}
          </Select>
        </Row>
      )
    case 'provider':
      return <TextOption {...{ solver, option }} label="Provider" maxLength={80} placeholder="any" />
    case 'language':
      return <TextOption {...{ solver, option }} label="Language" maxLength={16} placeholder="en" />
    case 'websiteUrl':
      return (
        <TextOption {...{ solver, option }} label="Label" maxLength={500} placeholder="for the service’s statistics" />
      )
    case 'softId':
      return <NumberOption {...{ solver, option }} label="Software id" whole min={0} max={1_000_000_000} />
    case 'model':
      return <TextOption {...{ solver, option }} label="Model" maxLength={200} placeholder="as the server names it" />
    case 'prompt':
      return <PromptField solver={solver} />
    case 'temperature':
      return <NumberOption {...{ solver, option }} label="Temperature" min={0} max={2} placeholder="default" />
    case 'maxTokens':
      return (
        <NumberOption {...{ solver, option }} label="Most tokens" whole min={1} max={100_000} placeholder="default" />
      )
    case 'convention':
      return <ReadsAsField solver={solver} />
    case 'resizeBefore':
      return <ResizeBefore solver={solver} />
    case 'modelPath':
      return <ModelPath solver={solver} />
    case 'classNames':
      return <ClassNames solver={solver} />
    case 'synonyms':
      return <Synonyms solver={solver} />
    case 'scoreThreshold':
    case 'overlapThreshold':
      return <Threshold solver={solver} option={option} />
    case 'fileName':
      return (
        <Row label="File">
          <span className="mono cut">{options.fileName}</span>
        </Row>
      )
    case 'sourceName':
      return options.sourceName === undefined ? null : (
        <Row label="Named there">
          <span className="cut">{options.sourceName}</span>
        </Row>
      )
    // Chosen together with the convention.
    case 'resize':
      break
  }
  return null
}

/** Everything that this kind of source can be told with each request, in the order of its form. */
export const OptionFields = ({ solver }: { solver: Solver }): JSX.Element => (
  <>
    {optionsOf[solver.profile].map((option) => (
      <Option key={option} solver={solver} option={option} />
    ))}
  </>
)
