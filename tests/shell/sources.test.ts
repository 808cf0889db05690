import { parseSync, Visitor } from 'vite'
import { expect, test } from 'vitest'
import { readSources, type Source } from '../sources.ts'

const sources = readSources()

const nameOf = (node: { type: string; name?: unknown }) => (node.type === 'Identifier' ? String(node.name) : '')

/** Every place where a rule about the shell could be broken, as `path: what`. */
function findings(source: Source): string[] {
  const found: string[] = []
  const note = (what: string) => found.push(`${source.path}: ${what}`)
  new Visitor({
    NewExpression: (node) => {
      const name = nameOf(node.callee)
      if (/^(BrowserWindow|WebContentsView|BrowserView|Function)$/.test(name)) note(`new ${name}`)
    },
    CallExpression: (node) => {
      if (nameOf(node.callee) === 'eval') note('eval')
    },
    MemberExpression: (node) => {
      const property = node.property.type === 'Identifier' ? node.property.name : ''
      const object = nameOf(node.object)
      if (/^(openExternal|innerHTML|outerHTML|insertAdjacentHTML|executeJavaScript|loadFile)$/.test(property))
        note(property)
      if (object === 'ipcMain') note(`ipcMain.${property}`)
      if (object === 'ipcRenderer') note(`ipcRenderer.${property}`)
    },
    JSXAttribute: (node) => {
      if (node.name.type === 'JSXIdentifier' && node.name.name === 'dangerouslySetInnerHTML') note(node.name.name)
    },
    JSXOpeningElement: (node) => {
      if (node.name.type === 'JSXIdentifier' && /^(webview|iframe|object|embed)$/.test(node.name.name))
        note(node.name.name)
    },
    Property: (node) => {
      const key = node.key.type === 'Identifier' ? node.key.name : ''
      if (/^(nodeIntegration|contextIsolation|sandbox|webSecurity)$/.test(key)) {
        note(`${key}: ${node.value.type === 'Literal' ? String(node.value.value) : 'not a literal'}`)
      }
      if (
        /^(enableBlinkFeatures|allowRunningInsecureContent|webviewTag|nodeIntegrationInWorker|experimentalFeatures)$/.test(
          key,
        )
      ) {
        note(key)
      }
    },
    Literal: (node) => {
      if (typeof node.value === 'string' && /^(file:\/\/|javascript:)/.test(node.value)) note(node.value)
    },
  }).visit(source.program)
  return found
}

test('E01, E10 the window is made in one place with every wall up, and nothing weakens them', () => {
  expect(sources.flatMap(findings).sort()).toEqual(
    [
      'main/electron.ts: new BrowserWindow',
      'main/electron.ts: contextIsolation: true',
      'main/electron.ts: sandbox: true',
      'main/electron.ts: nodeIntegration: false',
      'main/electron.ts: webSecurity: true',
      'preload/index.ts: ipcRenderer.invoke',
      'preload/index.ts: ipcRenderer.invoke',
      'preload/index.ts: ipcRenderer.invoke',
      'preload/index.ts: ipcRenderer.on',
      'preload/index.ts: ipcRenderer.off',
    ].sort(),
  )
})

test('the scan sees what it looks for', () => {
  const text = `
    new Function('x'); eval('x'); element.innerHTML = ''; shell.openExternal('x'); ipcMain.on('x', f)
    const w = new BrowserWindow({ webPreferences: { nodeIntegration: true, sandbox: yes } })
    const e = <webview dangerouslySetInnerHTML={x} />; w.loadURL('file:///x')`
  const program = parseSync('x.tsx', text).program
  expect(findings({ path: 'x', text, program, imports: [] })).toHaveLength(11)
})
