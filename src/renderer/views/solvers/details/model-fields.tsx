import { type JSX, useEffect, useState } from 'react'
import type { ModelFile } from '../../../../contract/solver-methods.ts'
import { readClassNames } from '../../../../core/class-names.ts'
import type { Solver } from '../../../../core/solver.ts'
import { client } from '../../../host.ts'
import { useProject } from '../../../state/project.ts'
import { Button } from '../../../ui/button.tsx'
import { DraftField } from '../../../ui/draft-field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { plural } from '../../../ui/words.ts'
import { pickFile } from '../pick-file.ts'
import { reported } from '../reported.ts'
import { NumberField } from './number-field.tsx'
import { Row } from './row.tsx'
import { linesOf, synonymLines, synonymsOf } from './synonym-lines.ts'
import { takeOptions } from './take-change.ts'

/** What a path looks like. */
export const PATH_EXAMPLE = '/path/to/model.onnx'

type Looked =
  | { readonly kind: 'none' }
  | { readonly kind: 'seen'; readonly model: ModelFile }
  | { readonly kind: 'bad'; readonly reason: string }

/** What is in a model file; looked at again when its path or the names of its classes change. */
function useModelFile(path: string | undefined, classNames: readonly string[] | undefined): Looked {
  const [looked, setLooked] = useState<Looked>({ kind: 'none' })
  useEffect(() => {
    let isWanted = true
    const look = async (): Promise<void> => {
      if (path === undefined) return
      try {
        const model = await client['solvers.inspectModel']({ path, ...(classNames && { classNames: [...classNames] }) })
        if (isWanted) setLooked({ kind: 'seen', model })
      } catch (error) {
        if (isWanted) setLooked({ kind: 'bad', reason: error instanceof Error ? error.message : String(error) })
      }
    }
    void look()
    return () => {
      isWanted = false
    }
  }, [path, classNames])
  return path === undefined ? { kind: 'none' } : looked
}

const namesFrom: Record<ModelFile['namesFrom'], string> = {
  metadata: 'named by the file',
  given: 'named below',
  numbered: 'numbered, for the file names none',
}

function ModelWords({ model }: { model: ModelFile }): JSX.Element {
  const { layout, inputSize, classNames } = model
  const size = inputSize ? `${String(inputSize.width)} × ${String(inputSize.height)}` : 'any size'
  return (
    <>
      {layout}, {size}. {plural(classNames.length, 'class', 'classes')}, {namesFrom[model.namesFrom]}
      {classNames.length > 0 && `: ${classNames.slice(0, 12).join(', ')}${classNames.length > 12 ? ', …' : ''}`}.
    </>
  )
}

/** Picks a model file with the system's dialog; nothing where this door has none. `onPick` answers with why it cannot be taken, in words. */
export function BrowseModel({ onPick }: { onPick: (path: string) => Promise<string | undefined> }): JSX.Element | null {
  const hasDialogs = useProject(({ app }) => app?.natives.dialogs === true)
  if (!hasDialogs) return null
  const browse = async (): Promise<void> =>
    reported('The file could not be chosen', async () => {
      const [path] = (await client['dialogs.openFile']({ of: 'model' })).paths
      const wrong = path === undefined ? undefined : await onPick(path)
      if (wrong !== undefined) throw new Error(wrong)
    })
  return <Button onClick={() => void browse()}>Browse</Button>
}

/** The model file, and what was found in it. */
export function ModelPath({ solver }: { solver: Solver }): JSX.Element {
  const { modelPath, classNames } = solver.options
  const looked = useModelFile(modelPath, classNames)
  const take = async (path: string): Promise<string | undefined> => takeOptions(solver, { modelPath: path })
  return (
    <Row
      label="Model file"
      htmlFor="solver-model-path"
      help={looked.kind === 'seen' && <ModelWords model={looked.model} />}
    >
      <div className="beside start">
        <div className="grow">
          <DraftField
            id="solver-model-path"
            className="mono"
            maxLength={4_096}
            placeholder={PATH_EXAMPLE}
            value={modelPath ?? ''}
            onTake={take}
          />
        </div>
        <BrowseModel onPick={take} />
      </div>
      {looked.kind === 'bad' && (
        <p className="field-error" role="alert">
          <Icon name="warning" className="small" />
          {looked.reason}
        </p>
      )}
    </Row>
  )
}

/** Takes class names as a person types, pastes or opens them; answers with why not, in words. */
async function takeNames(solver: Solver, text: string): Promise<string | undefined> {
  if (text.trim() === '') return takeOptions(solver, { classNames: undefined })
  const classNames = readClassNames(text)
  return classNames
    ? takeOptions(solver, { classNames })
    : 'These are no class names. Write one a line, or open a list, or a YAML file with names.'
}

/** Opens a file of class names. */
async function openNames(solver: Solver): Promise<void> {
  await reported('The class names could not be read', async () => {
    const file = await pickFile('.txt,.names,.json,.yaml,.yml')
    const wrong = file && (await takeNames(solver, await file.text()))
    if (wrong !== undefined) throw new Error(wrong)
  })
}

/** The names of the model's classes, in the order of its outputs. */
export const ClassNames = ({ solver }: { solver: Solver }): JSX.Element => (
  <Row
    label="Classes"
    htmlFor="solver-class-names"
    help="One a line, in the order of the model’s outputs. Empty: as the file names them."
  >
    <div className="beside start">
      <div className="grow">
        <DraftField
          id="solver-class-names"
          rows={3}
          optional
          value={(solver.options.classNames ?? []).join('\n')}
          onTake={async (text) => takeNames(solver, text)}
        />
      </div>
      <Button onClick={() => void openNames(solver)}>Open file</Button>
    </div>
  </Row>
)

/** Other words that instructions use for a class. */
export const Synonyms = ({ solver }: { solver: Solver }): JSX.Element => (
  <Row
    label="Synonyms"
    htmlFor="solver-synonyms"
    help="A class and its other words a line, such as “car: auto, vehicle”."
  >
    <DraftField
      id="solver-synonyms"
      rows={3}
      optional
      value={synonymLines(solver.options.synonyms)}
      onTake={async (text) => {
        const wrong = linesOf(text).find((line) => !line.includes(':'))
        if (wrong !== undefined) return `“${wrong}” has no colon between the class and its other words.`
        return takeOptions(solver, { synonyms: synonymsOf(text) })
      }}
    />
  </Row>
)

const thresholds = {
  scoreThreshold: { label: 'Least score', usual: '0.25' },
  overlapThreshold: { label: 'Overlap', usual: 'default' },
} as const

/** From which score on a box counts, and from which overlap on two are one. */
export function Threshold({
  solver,
  option,
}: {
  solver: Solver
  option: 'scoreThreshold' | 'overlapThreshold'
}): JSX.Element {
  const { label, usual } = thresholds[option]
  const id = `solver-${option}`
  return (
    <Row
      label={label}
      htmlFor={id}
      help={
        option === 'overlapThreshold' &&
        'Boxes of one class that share more than this are one. Default: 0.45 for YOLO, none for DETR.'
      }
    >
      <NumberField
        id={id}
        optional
        min={0}
        max={1}
        placeholder={usual}
        value={solver.options[option]}
        onTake={async (value) => takeOptions(solver, { [option]: value })}
      />
    </Row>
  )
}
