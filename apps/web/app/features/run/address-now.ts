/** What the address asks for: the router does not know what the view wrote on arrival. */
export const addressNow = (): URLSearchParams => new URLSearchParams(window.location.search)
