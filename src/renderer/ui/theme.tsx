import { createTheme, MantineProvider, Menu } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { type JSX, type ReactNode, useEffect, useSyncExternalStore } from 'react'

const theme = createTheme({
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'never',
  // A menu may hold menu items alone; the place that would take the focus before them is none.
  components: { Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }) },
})

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')
const watchSystem = (onChange: () => void): (() => void) => {
  darkQuery.addEventListener('change', onChange)
  return () => {
    darkQuery.removeEventListener('change', onChange)
  }
}

/** The nonce that this page's policy allows styles with; the page's host writes it into the page. */
const styleNonce = (): string => document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/** The theme that is shown: the setting's, or the system's. */
function useTheme(setting: 'system' | 'light' | 'dark'): 'light' | 'dark' {
  const isSystemDark = useSyncExternalStore(watchSystem, () => darkQuery.matches)
  if (setting !== 'system') return setting
  return isSystemDark ? 'dark' : 'light'
}

/** Mantine in the tokens of the look. Its variables come from mantine.css, so it makes no `style` elements of its own. */
export function Themed({
  setting,
  children,
}: {
  setting: 'system' | 'light' | 'dark'
  children: ReactNode
}): JSX.Element {
  const shown = useTheme(setting)
  useEffect(() => {
    document.documentElement.dataset['theme'] = shown
  }, [shown])
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={shown}
      withCssVariables={false}
      withGlobalClasses={false}
      getStyleNonce={styleNonce}
    >
      {children}
      <Notifications position="bottom-center" limit={3} />
    </MantineProvider>
  )
}
