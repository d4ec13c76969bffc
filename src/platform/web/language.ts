import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import zhCN from 'zod/v4/locales/zh-CN.js';

const languages = ['en', 'zh'] as const;
const asked = new AsyncLocalStorage<(typeof languages)[number]>();
const chinese = zhCN().localeError;

// A schema that says its own words keeps them.
z.config({ customError: (issue) => (asked.getStore() === 'zh' ? chinese(issue) : undefined) });

/** What a schema finds wrong with a request is said in the language that the request asks for; English by default. */
export function language(request: Request, _response: Response, next: NextFunction): void {
  asked.run(request.acceptsLanguages([...languages]) === 'zh' ? 'zh' : 'en', next);
}
