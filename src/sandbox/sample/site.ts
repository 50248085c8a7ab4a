import { Hono } from 'hono';
import { sampleArticlePage, sampleFeedXml, sampleItems } from './feed.ts';

/** The sample newsroom's site: two feeds, the pages of its stories, and the list of its plugin Top 10. Mounted under `address()`. */
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
  app.get('/wp-json/top-10/v1/popular-posts', (context) => {
    // As the plugin answers: posts of WordPress, the most visited first.
    const posts = sampleItems(now)
      .slice(1)
      .concat(sampleItems(now).slice(0, 1))
      .map((item, index) => ({
        id: index + 1,
        date_gmt: item.publishedAt.toISOString().slice(0, 19),
        link: `${address()}/articles/${item.slug}`,
        title: { rendered: item.title },
        visits: 1_240 - index * 97,
      }));
    return context.json(posts.slice(0, Number(context.req.query('limit') ?? 10)));
  });
  app.get('/articles/:slug', (context) => {
    const page = sampleArticlePage(context.req.param('slug'), address(), now);
    return page === null ? context.text('There is no such story.\n', 404) : context.html(page);
  });
  return app;
}
