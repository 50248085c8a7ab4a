import { createRequire } from 'node:module';
import type { Hono } from 'hono';
import { assets } from '../assets.ts';

/** Colours, controls and the icon of all pages. */
export const theme = (): Hono =>
  assets('', { 'theme.css': 'src/console/client/theme.css', 'icon.svg': 'src/console/client/icon.svg' });

/** What all pages of the console load. */
export function consoleAssets(): Hono {
  const { resolve } = createRequire(import.meta.url);
  return assets('/console', {
    'app.css': 'src/console/client/app.css',
    'app.js': 'src/console/client/app.js',
    // In one: htmx goes to work as soon as its script has run, and would not wait for an extension that comes later.
    'htmx.js': [resolve('htmx.org/dist/htmx.min.js'), resolve('htmx.org/dist/ext/hx-sse.min.js')],
  });
}
