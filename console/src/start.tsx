import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider, type RouteObject } from 'react-router-dom';
import { Booting, PageCrash } from './app/crash.js';
import { routes, type PageRoute } from './app/router.js';
import { startI18n } from './i18n/index.js';

/** A route with what stands there when its page breaks; below the office's frame the frame stays. */
function guarded({ children, ...route }: PageRoute, inside: boolean): RouteObject {
  const below = children?.map((child) => guarded(child, true));
  const own = { ...route, ...(below && { children: below }) } as RouteObject;
  if (!inside) return { ...own, HydrateFallback: Booting, errorElement: <PageCrash /> };
  return below ? { ...own, errorElement: <PageCrash inside /> } : own;
}

/** Puts the console on the page when its words are there. */
export async function start(root: HTMLElement): Promise<void> {
  await startI18n();
  const router = createBrowserRouter(routes.map((route) => guarded(route, false)));
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}
