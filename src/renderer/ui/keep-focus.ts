/** Where something stood: what held it, and its place among the children. */
interface Place {
  readonly parent: Element
  readonly index: number
}

const reachable = ':is(a[href], button, input, select, textarea, [tabindex]):not(:disabled, [tabindex="-1"])'

/** From the inside out, up to the element that `within` names. */
function placesOf(element: Element, within: string): Place[] {
  const places: Place[] = []
  for (let at = element; !at.matches(within) && at.parentElement; at = at.parentElement)
    places.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) })
  return places
}

/** What can be reached nearest to where something stood: after it first, then before it. */
function nearest(places: readonly Place[]): HTMLElement | undefined {
  for (const { parent, index } of places.filter((place) => place.parent.isConnected)) {
    const children = [...parent.children]
    const inTurn = [...children.slice(index), ...children.slice(0, index).toReversed()]
    const found = inTurn
      .flatMap((child) => [child, ...child.querySelectorAll(reachable)])
      .find((one) => one.matches(reachable) && one.checkVisibility())
    if (found instanceof HTMLElement) return found
  }
  return undefined
}

/**
 * Keeps the keyboard where a person works, inside elements that the selector `within` names: when what had the focus goes away, its
 * neighbour gets it; when it was only disabled for a while, it gets it back. Returns what stops that.
 */
export function keepFocus(within: string): () => void {
  let last: { readonly element: HTMLElement; readonly places: readonly Place[] } | undefined
  const remember = ({ target }: FocusEvent): void => {
    last =
      target instanceof HTMLElement && target.closest(within)
        ? { element: target, places: placesOf(target, within) }
        : undefined
  }
  // A click beside everything gives the focus up on purpose.
  const forget = (): void => {
    last = undefined
  }
  const observer = new MutationObserver(() => {
    if (!last || document.activeElement !== document.body) return
    if (!last.element.isConnected) nearest(last.places)?.focus()
    else if (!last.element.matches(':disabled')) last.element.focus()
  })
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] })
  document.addEventListener('focusin', remember)
  document.addEventListener('pointerdown', forget)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', remember)
    document.removeEventListener('pointerdown', forget)
  }
}
