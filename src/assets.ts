import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { packageRoot } from './config/package-root.ts';

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const;

/**
 * Serves style sheets and scripts, each under its name in `folder`. `files`: name to path, from the top of the package or
 * absolute; of several they are served as one, in that order.
 */
export function assets(folder: string, files: Readonly<Record<string, string | readonly string[]>>): Hono {
  const app = new Hono();
  for (const [name, paths] of Object.entries(files)) {
    const type = types[name.slice(name.lastIndexOf('.') + 1) as keyof typeof types];
    app.get(`${folder}/${name}`, async (c) => {
      const texts = [paths]
        .flat()
        .map((path) => readFile(path.startsWith('/') ? path : join(packageRoot, path), 'utf8'));
      return c.body((await Promise.all(texts)).join('\n'), 200, { 'content-type': type, 'cache-control': 'no-cache' });
    });
  }
  return app;
}
