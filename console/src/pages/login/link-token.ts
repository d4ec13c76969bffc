import { useState } from 'react';

/** The secret behind the `#` of the address, which is taken out of it at once: nobody reads it off the screen. */
export function useLinkToken(): string | undefined {
  const [token] = useState(() => {
    const [, found] = /^#([A-Za-z0-9_-]{32})$/.exec(window.location.hash) ?? [];
    if (found !== undefined) window.history.replaceState(window.history.state, '', window.location.pathname);
    return found;
  });
  return token;
}
