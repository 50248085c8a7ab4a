import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Notice } from './page.tsx';

type Shown = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A whole page. */
export function answer(c: Context, page: Shown, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  return c.html(html`<!doctype html>${page}`, status);
}

export const done = (text: string, undo?: Notice['undo']): Notice => ({
  kind: 'done',
  text,
  ...(undo === undefined ? {} : { undo }),
});

export const wrong = (text: string): Notice => ({ kind: 'wrong', text });

/** A number in an address or a form; undefined when it is none. */
export function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
