/** The scheme under which the window's page, its files and its pictures are reached. */
export const SCHEME = 'pointcheck'

/** Address of the page. */
export const PAGE_URL = `${SCHEME}://app/`

/** Whether an address is of our own page; `pointcheck://app.evil/` and the like are not. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${SCHEME}:` && url.host === 'app' && url.username === '' && url.port === ''
}
