/** What the overlay worker is asked: an upright picture of ours, and an SVG of ours of the same size. */
export interface OverlayRequest {
  readonly id: number
  readonly picture: Uint8Array
  readonly svg: string
}

/** The PNG of both, or why there is none. */
export type OverlayReply = { readonly id: number } & (
  | { readonly ok: true; readonly png: Uint8Array }
  | { readonly ok: false; readonly message: string }
)
