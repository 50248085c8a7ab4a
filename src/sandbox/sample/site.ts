import { Hono } from 'hono';
import { sampleArticlePage, sampleFeedXml } from './feed.ts';

/** The sample newsroom's site: two feeds and the pages of its stories. Mounted under `address()`. */
export function sampleSite(address: () => string): Hono {
  const app = new Hono();
  // One instant for the life of the sandbox, so that the dates of its stories stand still.
  const now = new Date();
  for (const [path, feed] of [
    ['/feed.xml', 'main'],
    ['/review.xml', 'review'],
  ] as const) {
    app.get(path, (context) => {
      const etag = `"${now.getTime()}"`;
      if (context.req.header('if-none-match') === etag) return context.body(null, 304);
      return context.body(sampleFeedXml(address(), now, feed), 200, {
        'content-type': 'application/rss+xml; charset=utf-8',
        etag,
      });
    });
  }
  app.get('/articles/:slug', (context) => {
    const page = sampleArticlePage(context.req.param('slug'), address(), now);
    return page === null ? context.text('There is no such story.\n', 404) : context.html(page);
  });
  return app;
}
